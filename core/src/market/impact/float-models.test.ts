import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import {
  decay,
  ImpactError,
  linearAverageCost,
  linearPeak,
  linearSizeAt,
  NO_DISPLACEMENT,
  priceFactor,
  push,
  squareRootAverageCost,
  squareRootPeak,
  squareRootSizeAt,
} from './index.ts'

const near = (got: number, expected: number, tolerance = 1e-12): void =>
  assert.ok(Math.abs(got - expected) <= tolerance * Math.max(1, Math.abs(expected)), `${got} against ${expected}`)

describe('linear impact', () => {
  const model = { slope: 2e-9 }
  test('a block of 5 million at 2e-9 moves the price by 1 % and costs half of that on average', () => {
    near(linearPeak(model, 5e6), 0.01)
    near(linearAverageCost(model, 5e6), 0.005)
    near(linearSizeAt(model, 0.01), 5e6)
  })
})

// Y 1 · σ 4 % · V 10 000 · Q_c 100 ⇒ Y·σ/√V = 0.0004
const model = { coefficient: 1, volatility: 0.04, volume: 10_000, crossover: 100 }

describe('square-root impact', () => {
  test('a hundredth of the day moves the price by a tenth of its volatility', () =>
    near(squareRootPeak(model, 100), 0.004))
  test('a quarter of the day moves it by half of its volatility', () => near(squareRootPeak(model, 2500), 0.02))
  test('below the crossover it is linear: a tenth of the size, a tenth of the move', () =>
    near(squareRootPeak(model, 10), 0.0004))
  test('at the crossover the value is continuous and the slope halves', () => {
    const slope = (from: number, to: number): number =>
      (squareRootPeak(model, to) - squareRootPeak(model, from)) / (to - from)
    near(squareRootPeak(model, 100 - 1e-9), squareRootPeak(model, 100), 1e-10)
    near(slope(99.999, 100) / slope(100, 100.001), 2, 1e-4)
  })
  // (½·4e-5·1e4 + ⅔·4e-4·(125 000 - 1 000)) / 2500 = (0.2 + 33.0666…) / 2500
  test('the average cost joins the two pieces', () =>
    near(squareRootAverageCost(model, 2500), 33.26666666666667 / 2500))
  test('the average cost of a large block tends to two thirds of its peak', () =>
    near(squareRootAverageCost(model, 1e10) / squareRootPeak(model, 1e10), 2 / 3, 1e-6))
  test('the average cost is the mean of the peak over the block (midpoint sum)', () => {
    const steps = 20_000
    for (const size of [60, 100, 101, 900]) {
      let sum = 0
      for (let at = 0; at < steps; at += 1) sum += squareRootPeak(model, ((at + 0.5) * size) / steps)
      near(squareRootAverageCost(model, size), sum / steps, 1e-8)
    }
  })
  test('size and displacement are inverse to each other on both pieces', () => {
    for (const size of [0, 1, 99, 100, 101, 5000])
      near(squareRootSizeAt(model, squareRootPeak(model, size)), size, 1e-9)
  })
})

describe('refusals', () => {
  const bad = [Number.NaN, Number.POSITIVE_INFINITY, -1]
  for (const value of bad)
    test(`${value} is refused by name as size and as parameter`, () => {
      assert.throws(() => linearPeak({ slope: value }, 1), ImpactError)
      assert.throws(() => linearPeak({ slope: 1 }, value), ImpactError)
      assert.throws(() => linearSizeAt({ slope: 1 }, value), ImpactError)
      assert.throws(() => squareRootPeak(model, value), ImpactError)
      assert.throws(() => squareRootAverageCost(model, value), ImpactError)
      for (const field of ['coefficient', 'volatility', 'volume', 'crossover'])
        assert.throws(() => squareRootPeak({ ...model, [field]: value }, 1), new RegExp(`${field} = ${value}`))
      assert.throws(() => decay(NO_DISPLACEMENT, value, 1), ImpactError)
      assert.throws(() => decay(NO_DISPLACEMENT, 1, value), ImpactError)
      assert.throws(() => push(NO_DISPLACEMENT, 1, { permanent: value, transient: 0 }), ImpactError)
    })
  test('a push of NaN is refused, a negative one is a sale', () => {
    assert.throws(() => push(NO_DISPLACEMENT, Number.NaN, { permanent: 1, transient: 1 }), ImpactError)
    assert.ok(push(NO_DISPLACEMENT, -1, { permanent: 1, transient: 1 }).permanent < 0)
  })
})

describe('displacement', () => {
  const parameters = { permanent: 0.4, transient: 0.6 }
  test('selling a tenth of the volume moves permanent and transient parts by their slopes', () => {
    const state = push(NO_DISPLACEMENT, -0.1, parameters)
    near(state.permanent, -0.04)
    near(state.transient, -0.06)
    near(priceFactor(state), 0.9048374180359595) // exp(-0.1)
  })
  test('after one half-life half of the transient part is left, after two a quarter; the permanent part stays', () => {
    const state = push(NO_DISPLACEMENT, -0.1, parameters)
    near(decay(state, 900, 900).transient, -0.03)
    near(decay(state, 1800, 900).transient, -0.015)
    assert.equal(decay(state, 1800, 900).permanent, state.permanent)
  })
  test('no time changes nothing', () => {
    const state = { permanent: 0.1, transient: -0.3 }
    assert.deepEqual(decay(state, 0, 900), state)
  })
  test('two waits are one wait, and an order cut in two is one order', () => {
    const time = fc.double({ min: 0, max: 1e5, noNaN: true })
    const share = fc.double({ min: -1, max: 1, noNaN: true })
    fc.assert(
      fc.property(time, time, share, share, (first, second, one, other) => {
        const state = push(NO_DISPLACEMENT, one, parameters)
        near(decay(decay(state, first, 900), second, 900).transient, decay(state, first + second, 900).transient)
        near(push(state, other, parameters).transient, push(NO_DISPLACEMENT, one + other, parameters).transient)
      }),
    )
  })
  test('a sale and its purchase back leave no displacement', () => {
    const state = push(push(NO_DISPLACEMENT, -0.25, parameters), 0.25, parameters)
    assert.deepEqual(state, NO_DISPLACEMENT)
  })
})
