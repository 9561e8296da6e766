import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { exp, log1p, scaledUpperTail } from '../math/index.ts'
import { bachelierMoneyness, distanceAbove, distanceFar, spreadNear } from './implied-guess.ts'

const DENSITY = 1 / Math.sqrt(2 * Math.PI)
/** Price over distance |K − F| in Bachelier's model: φ(z)/z − N(−z). */
const bachelierRatio = (z: number): number => exp(-0.5 * z * z) * (DENSITY / z - scaledUpperTail(z))

const geometric = (from: number, to: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, at) => from * (to / from) ** (at / (count - 1)))

/** Share of an option with k and s, as the complement of two tails where it is large. */
const shareOf = (k: number, s: number): { readonly d: number; readonly share: number; readonly complement: number } => {
  const d = k / s - 0.5 * s
  const far = scaledUpperTail(k / s + 0.5 * s)
  if (d >= 0) return { d, share: exp(-0.5 * d * d) * (scaledUpperTail(d) - far), complement: Number.NaN }
  const complement = exp(-0.5 * d * d) * (scaledUpperTail(-d) + far)
  return { d, share: 1 - complement, complement }
}

describe('bachelierMoneyness', () => {
  test('is within 7.1e-6 of the moneyness for every z that a double can price', () => {
    for (const z of geometric(1e-3, 37, 400)) {
      const w = Math.sqrt(2 * log1p(1 / bachelierRatio(z)))
      assert.ok(Math.abs(bachelierMoneyness(w) / z - 1) < 7.1e-6, `${z}`)
    }
  })
})

describe('guesses', () => {
  test('are within 2 %, 4 % and 7 % of s where each is used', () => {
    for (const k of geometric(1e-6, 300, 60))
      for (const s of geometric(0.01, 30, 60)) {
        const { d, share, complement } = shareOf(k, s)
        if (!(share > 1e-290) || complement < 1e-15) continue
        if (share > 0.5) {
          const m = distanceAbove(k, complement)
          assert.ok(Math.abs((Math.sqrt(m * m + 2 * k) + m) / s - 1) < 0.07, `${k} ${s}`)
        } else if (k > 2.5) {
          const guess = distanceFar(k, share, 0)
          assert.ok(Math.abs((Math.sqrt(guess * guess + 2 * k) - guess) / s - 1) < 0.04, `${k} ${s} ${d}`)
        } else if (s <= 2) assert.ok(Math.abs(spreadNear(k, Math.expm1(k), share, 0) / s - 1) < 0.02, `${k} ${s}`)
      }
  })
})
