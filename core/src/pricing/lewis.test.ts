import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { exp } from '../math/index.ts'
import { bsm } from './bsm.ts'
import { ANDERSEN, cosPut, FANG_OOSTERLEE, LEWIS, STRESSED } from './fourier.fixtures.ts'
import { covers, fourierGreeksStrip, stripGreeks } from './fourier-strip.ts'
import { hestonTransform } from './heston-transform.ts'
import { normalTransform } from './jumps.ts'
import { farOption, nearOption, type TailGreeks } from './lewis.ts'
import { blackVariance, reachOf, type Transform } from './transform.ts'

const near = (got: number, wanted: number, tolerance: number): void =>
  assert.ok(Math.abs(got - wanted) <= tolerance, `${got} is not ${wanted} within ${tolerance}`)

const nearAll = (got: TailGreeks, wanted: TailGreeks, tolerance: number): void => {
  near(got.value, wanted.value, tolerance)
  near(got.slope, wanted.slope, 10 * tolerance)
  near(got.density, wanted.density, 1000 * tolerance * (1 + wanted.density))
  near(got.vega, wanted.vega, 1000 * tolerance)
}

const nearOf = (transform: Transform, k: number): TailGreeks => {
  const variance = blackVariance(transform)
  return nearOption(transform, k, variance, reachOf(transform, variance))
}

const laws = [
  ['Fang and Oosterlee, a year', hestonTransform(FANG_OOSTERLEE, 1)],
  ['Lewis, a year', hestonTransform(LEWIS, 1)],
  ['Lewis with upward skew', hestonTransform({ ...LEWIS, correlation: 0.8 }, 2)],
  ['stressed, a week', hestonTransform(STRESSED, 7 / 365)],
  ['stressed, a day', hestonTransform(STRESSED, 1 / 365)],
  ['normal, a minute', normalTransform(0.5, 2e-6)],
] as const

// The integral along z = ½ + iu by Gauss-Legendre panels in 30 decimal digits, with the textbook form of the characteristic function.
const exact = [
  ['ten years of Andersen', hestonTransform(ANDERSEN, 10), -0.5, 0.04419966923069823],
  ['a week under stress', hestonTransform(STRESSED, 7 / 365), 0.2, 0.00249537862412483],
  ['a year of Fang and Oosterlee', hestonTransform(FANG_OOSTERLEE, 1), 0.1, 0.01669425969307934],
  ['five years of Lewis', hestonTransform(LEWIS, 5), 1, 0.1291439180609134],
] as const

describe('stripGreeks and nearOption', () => {
  for (const [name, transform, k, value] of exact)
    test(`give the 30-digit value of ${name} within 5e-14`, () => {
      const strip = fourierGreeksStrip(transform, reachOf(transform, blackVariance(transform)))
      near(stripGreeks(strip, k, exp(k)).value, value, 5e-14)
      near(nearOf(transform, k).value, value, 5e-14)
    })
})

describe('nearOption', () => {
  for (const [name, transform] of laws)
    test(`agrees with the strip and with the saddle line: ${name}`, () => {
      const width = Math.sqrt(blackVariance(transform))
      const strip = fourierGreeksStrip(transform, reachOf(transform, width * width))
      for (const k of [-2 * width, -width, -0.1 * width, 0.3 * width, 2 * width]) {
        assert.ok(covers(strip, k))
        nearAll(stripGreeks(strip, k, exp(k)), nearOf(transform, k), 1e-13)
        if (Math.abs(k) > width) nearAll(farOption(transform, k), nearOf(transform, k), 1e-12)
      }
    })

  test('agrees with a cosine series of 30,000 terms for ten years of Andersen, where 2,000 terms miss by 1e-5', () => {
    const transform = hestonTransform(ANDERSEN, 10)
    const grid = { from: -200, to: 8, terms: 30_000 }
    for (const k of [-0.5, -0.01]) near(nearOf(transform, k).value, cosPut(transform, k, grid), 1e-12)
  })

  test('is Black for a normal law', () => {
    const transform = normalTransform(0.4, 0.5)
    for (const k of [-0.6, 0.001, 0.4]) {
      const terms = { kind: k > 0 ? 'call' : 'put', spot: 1, strike: exp(k), time: 0.5, rate: 0, dividend: 0 } as const
      near(nearOf(transform, k).value, bsm({ ...terms, vol: 0.4 }).price, 1e-15)
    }
  })
})

describe('farOption', () => {
  test('keeps relative digits of a normal law down to the smallest doubles', () => {
    const transform = normalTransform(0.4, 0.25)
    for (const k of [-7, -3, -1, 1, 3, 5, 7]) {
      const terms = { kind: k > 0 ? 'call' : 'put', spot: 1, strike: exp(k), time: 0.25, rate: 0, dividend: 0 } as const
      near(farOption(transform, k).value / bsm({ ...terms, vol: 0.4 }).price, 1, 1e-11)
    }
    assert.equal(farOption(transform, 20).value, 0)
  })
})

describe('reachOf', () => {
  test('leaves outside what the normal law has there at most', () => {
    // Under e^(X/2) the law is normal around 0: 2·N(−8.2) = 2.4e-16 must lie outside 8.2 deviations, 2·N(−9.2) = 4e-20 beyond 9.2.
    const { leftDistance, rightDistance } = reachOf(normalTransform(1, 0.01), 0.01)
    for (const distance of [leftDistance, rightDistance]) assert.ok(distance > 0.78 && distance < 0.92)
  })

  test('stays finite where hardly a moment exists', () => {
    const transform = hestonTransform({ ...ANDERSEN, correlation: 0, volOfVariance: 3 }, 30)
    const { left, right, leftDistance, rightDistance } = reachOf(transform, blackVariance(transform))
    assert.ok(left.power <= 0 && right.power >= 1)
    assert.ok(leftDistance < 80 && rightDistance < 80)
  })
})
