import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { totalOf } from '../fit/sums.ts'
import { plantedBook } from './flow.fixtures.ts'
import { timingGains, TIMING_WIDTH } from './timing-value.ts'

const TERMS = { trail: 0, horizon: 1, stretch: 1000, warmUp: 0 }

describe('timingGains', () => {
  // mid falls by one each step from 1000 on, spread 0. A window of four steps: bids after each are m, m − 1, m − 2, m − 3.
  const falling = plantedBook(110, 0)
  const samples = { ...falling, mid: falling.mid.map((_, step) => 1000 - step) }
  const gainsOf = (probabilities: readonly number[]): readonly number[] => {
    const forecasts = probabilities.map((probability) => ({ probability, happened: true }))
    return [...totalOf(timingGains(samples, forecasts, TERMS, { window: 4, rank: 0.8 }), TIMING_WIDTH)]
  }
  const past = Array.from({ length: 100 }, () => 0.5)
  const first = 1000 - 101 // bid of the step after the first forecast of the window

  test('a forecast that stands high sells at once: nothing over the start, 1.5 steps over the mean', () => {
    const [overStart, overMean, windows] = gainsOf([...past, 0.9, 0.1, 0.1, 0.1])
    assert.equal(overStart, 0)
    assert.ok(Math.abs((overMean ?? 0) - (1.5 / first) * 1e4) < 1e-9)
    assert.equal(windows, 1)
  })

  test('none that stands high sells at the end: 3 steps lost, 1.5 against the mean', () => {
    const [overStart, overMean] = gainsOf([...past, 0.1, 0.1, 0.1, 0.1])
    assert.ok(Math.abs((overStart ?? 0) + (3 / first) * 1e4) < 1e-9)
    assert.ok(Math.abs((overMean ?? 0) + (1.5 / first) * 1e4) < 1e-9)
  })

  test('what is forecast within a window does not set its own bar', () => {
    assert.deepEqual(gainsOf([...past, 0.5, 0.9, 0.9, 0.9]), gainsOf([...past, 0.5, 0.1, 0.1, 0.1]))
  })

  test('the spread is paid', () => {
    const wide = { ...samples, spread: samples.spread.map((_, step) => (step === 101 ? 2 : 0)) }
    const forecasts = [...past, 0.1, 0.9, 0, 0].map((probability) => ({ probability, happened: true }))
    const [overStart] = totalOf(timingGains(wide, forecasts, TERMS, { window: 4, rank: 0.8 }), TIMING_WIDTH)
    // at the start one gets 899 − 1 = 898, a step later 898: the same
    assert.ok(Math.abs(overStart ?? 1) < 1e-9)
  })
})
