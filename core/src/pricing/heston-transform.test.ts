import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ANDERSEN, FANG_OOSTERLEE, LEWIS, riccatiExponent, STRESSED } from './fourier.fixtures.ts'
import { hestonTransform } from './heston-transform.ts'

const near = (got: number, wanted: number, tolerance: number): void =>
  assert.ok(Math.abs(got - wanted) <= tolerance, `${got} is not ${wanted} within ${tolerance}`)

describe('hestonTransform', () => {
  test('solves the Riccati equations, along lines on either side of the money', () => {
    for (const law of [LEWIS, FANG_OOSTERLEE, STRESSED, { ...STRESSED, correlation: 0.8 }])
      for (const re of [-1.5, 0.5, 2.5])
        for (const im of [0, 1, 7, 40]) {
          const out = new Float64Array(5)
          hestonTransform(law, 0.4).at(re, im, out)
          const wanted = riccatiExponent(law, 0.4, { re, im }, 2000)
          const size = 1 + Math.abs(wanted.re) + Math.abs(wanted.im)
          near(out[0] ?? 0, wanted.re, 1e-9 * size)
          near(out[1] ?? 0, wanted.im, 1e-9 * size)
        }
  })

  test('gives E[1] = E[e^X] = 1 and agrees with itself on the real axis', () => {
    for (const law of [LEWIS, FANG_OOSTERLEE, ANDERSEN, STRESSED])
      for (const power of [-0.1, 0, 0.3, 1, 1.4]) {
        const transform = hestonTransform(law, 2)
        const out = new Float64Array(5)
        transform.at(power, 0, out)
        near(transform.logMoment(power), out[0] ?? 0, 1e-14)
        if (power === 0 || power === 1) near(out[0] ?? 0, 0, 1e-15)
      }
  })

  test('says Infinity from the time on at which a moment explodes', () => {
    // κ = 0, ρ = 0, σ = 1, power 2: v·√2·tan(T/√2) explodes at T = π/√2.
    const law = { variance: 0.1, reversion: 0, longVariance: 0, volOfVariance: 1, correlation: 0 }
    const explosion = Math.PI / Math.SQRT2
    assert.ok(hestonTransform(law, 0.999 * explosion).logMoment(2) > 10)
    near(hestonTransform(law, 1).logMoment(2), 0.1 * Math.SQRT2 * Math.tan(Math.SQRT1_2), 1e-14)
    assert.equal(hestonTransform(law, 1.001 * explosion).logMoment(2), Infinity)
    assert.equal(hestonTransform(law, 3 * explosion).logMoment(2), Infinity)
  })

  test('jumps to no other branch along a vertical line', () => {
    const laws = fc.record({
      variance: fc.double({ min: 0.01, max: 1, noNaN: true }),
      reversion: fc.double({ min: 0, max: 5, noNaN: true }),
      longVariance: fc.double({ min: 0.01, max: 1, noNaN: true }),
      volOfVariance: fc.double({ min: 0.05, max: 3, noNaN: true }),
      correlation: fc.double({ min: -1, max: 1, noNaN: true }),
    })
    const powers = fc.double({ min: -6, max: 7, noNaN: true })
    fc.assert(
      fc.property(laws, powers, fc.double({ min: 0.05, max: 12, noNaN: true }), (law, power, time) => {
        const transform = hestonTransform(law, time)
        if (transform.logMoment(power) === Infinity) return
        const out = new Float64Array(5)
        let [before, rate] = [0, 0]
        for (let j = 0; j < 400; j += 1) {
          transform.at(power, 0.05 * j, out)
          const here = out[1] ?? 0
          // A wrong branch would add a multiple of 4πκθ/σ² between two points whose steps are otherwise alike.
          const leap = (4 * Math.PI * law.reversion * law.longVariance) / (law.volOfVariance * law.volOfVariance)
          if (j > 1 && leap > 1e-3) assert.ok(Math.abs(here - before - rate) < 0.5 * leap + 0.02)
          rate = here - before
          before = here
        }
      }),
      { numRuns: 60 },
    )
  })
})
