import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { exp, fillNormals, randomStream } from '../math/index.ts'
import { averageSettled, type AverageSettledTerms } from './average-settlement.ts'
import { black76 } from './black76.ts'

const HALF_HOUR = 0.5 / 8760
const OPTION: AverageSettledTerms = {
  kind: 'call',
  forward: 100,
  strike: 101,
  time: 0.02,
  vol: 0.6,
  rate: 0,
  window: 0.008,
  averageSoFar: 100,
}

/** E[Ā²]/F² by summing e^(σ²·min(s, t)) over a grid of midpoints: the definition, not the closed form. */
const secondMoment = (variance: number, steps: number): number => {
  let sum = 0
  for (let i = 0; i < steps; i += 1)
    for (let j = 0; j < steps; j += 1) sum += Math.exp((variance * (Math.min(i, j) + (i === j ? 1 / 3 : 0.5))) / steps)
  return sum / (steps * steps)
}

describe('averageSettled', () => {
  test('the variance inside a window is that of an average: a third for little of it', () => {
    const { variance, open } = averageSettled({ ...OPTION, window: 0.02 })
    assert.ok(Math.abs(variance / ((0.36 * 0.02) / 3) - 1) < 1e-3)
    assert.equal(open, 1)
  })

  for (const [vol, window] of [
    [0.6, 0.02],
    [0.9, 0.5],
    [1.5, 1],
  ] as const)
    test(`matches the second moment at ${vol * 100} % over ${window} years`, () => {
      const { variance } = averageSettled({ ...OPTION, vol, time: window, window })
      assert.ok(Math.abs(variance / Math.log(secondMoment(vol * vol * window, 400)) - 1) < 2e-4)
    })

  test('joins its series: a variance of 0.01 from both sides', () => {
    const at = (z: number): number => averageSettled({ ...OPTION, vol: Math.sqrt(z / 0.02), window: 0.02 }).variance
    assert.ok(Math.abs((at(0.01 * (1 + 1e-9)) - at(0.01 * (1 - 1e-9))) / at(0.01)) < 1e-8)
  })

  test('no window is Black-76', () => {
    const { price, delta, gamma, vega } = averageSettled({ ...OPTION, window: 0 })
    const plain = black76(OPTION)
    for (const [got, wanted] of [
      [price, plain.price],
      [delta, plain.delta],
      [gamma, plain.gamma],
      [vega, plain.vega],
    ] as const)
      assert.ok(Math.abs(got / wanted - 1) < 1e-14)
  })

  test('Greeks are slopes of the price, before and inside the window', () => {
    for (const time of [0.02, 0.003]) {
      const at = (change: Partial<AverageSettledTerms>): number => averageSettled({ ...OPTION, time, ...change }).price
      const { delta, gamma, vega } = averageSettled({ ...OPTION, time })
      assert.ok(Math.abs((at({ forward: 100.01 }) - at({ forward: 99.99 })) / 0.02 / delta - 1) < 3e-5)
      const bend = (at({ forward: 100.01 }) - 2 * at({}) + at({ forward: 99.99 })) / 1e-4
      assert.ok(Math.abs(bend / gamma - 1) < 1e-4)
      assert.ok(Math.abs((at({ vol: 0.6001 }) - at({ vol: 0.5999 })) / 2e-4 / vega - 1) < 1e-5)
    }
  })

  test('delta fades in a line through the last half hour', () => {
    const deep = { ...OPTION, strike: 50, window: HALF_HOUR }
    for (const share of [1, 0.75, 0.5, 0.25])
      assert.ok(Math.abs(averageSettled({ ...deep, time: share * HALF_HOUR }).delta - share) < 1e-12)
    assert.equal(averageSettled({ ...deep, time: 0 }).delta, 0)
  })

  test('once the average alone exceeds the strike a call is a forward and a put nothing', () => {
    const late = { ...OPTION, strike: 60, time: 0.002, averageSoFar: 100, rate: 0.05 }
    const call = averageSettled(late)
    assert.ok(Math.abs(call.price - exp(-0.0001) * 40) < 1e-12)
    assert.equal(averageSettled({ ...late, kind: 'put' }).price, 0)
  })

  test('at the end it pays the average', () => {
    assert.equal(averageSettled({ ...OPTION, time: 0, averageSoFar: 103 }).price, 2)
    assert.equal(averageSettled({ ...OPTION, time: 0, kind: 'put', averageSoFar: 103 }).price, 0)
  })

  test('agrees with 40,000 simulated averages within three standard errors', () => {
    const [paths, steps, before] = [40_000, 20, 0.012]
    const normals = new Float64Array(paths * (steps + 1))
    fillNormals(randomStream(5, 9), 0, normals)
    const step = 0.008 / steps
    let [sum, squares] = [0, 0]
    for (let path = 0; path < paths; path += 1) {
      let spot = 100 * exp(-0.18 * before + 0.6 * Math.sqrt(before) * (normals[path * (steps + 1)] ?? 0))
      let total = 0
      for (let n = 1; n <= steps; n += 1) {
        const next = spot * exp(-0.18 * step + 0.6 * Math.sqrt(step) * (normals[path * (steps + 1) + n] ?? 0))
        total += 0.5 * (spot + next)
        spot = next
      }
      const payoff = Math.max(total / steps - 101, 0)
      sum += payoff
      squares += payoff * payoff
    }
    const mean = sum / paths
    const error = Math.sqrt((squares / paths - mean * mean) / paths)
    assert.ok(Math.abs(averageSettled(OPTION).price - mean) < 3 * error)
  })

  test('refuses a negative window and, inside it, an average that is no price', () => {
    assert.throws(() => averageSettled({ ...OPTION, window: -1 }), /window = -1 is refused/)
    assert.throws(() => averageSettled({ ...OPTION, time: 0.001, averageSoFar: Number.NaN }), /averageSoFar = NaN/)
    assert.throws(() => averageSettled({ ...OPTION, time: -0.1 }), /time = -0.1 is refused/)
  })
})
