import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addExposure, baselineCount, pieceAt, ratesOf, withRates, type Baseline } from './baseline.ts'

const STEPS: Baseline = { kind: 'steps', width: 10, rates: [1, 2, 4] }
const SEASON: Baseline = { kind: 'seasonal', period: 24, rates: [1, 2, 4] }

describe('pieceAt', () => {
  const rows = [
    [STEPS, 0, 0],
    [STEPS, 9.999, 0],
    [STEPS, 10, 1],
    [STEPS, 29.9, 2],
    [STEPS, 500, 2], // the last step lasts
    [SEASON, 7.999, 0],
    [SEASON, 8, 1],
    [SEASON, 23.9, 2],
    [SEASON, 24, 0], // and begins again
    [SEASON, 24 * 100 + 17, 2],
    [{ kind: 'constant', rate: 3 }, 77, 0],
  ] as const
  for (const [baseline, time, piece] of rows)
    test(`${baseline.kind} at ${time}: ${piece}`, () => assert.equal(pieceAt(baseline, time), piece))
})

describe('baselineCount', () => {
  // 5 of the first step, 10 of the second, 30 of the last: 5 + 20 + 120
  test('of steps by hand', () => assert.equal(baselineCount(STEPS, 5, 50), 145))
  // one whole season 8·7 = 56, then 8 of the first and 1 of the second
  test('of a season by hand', () => assert.equal(baselineCount(SEASON, 0, 33), 56 + 8 + 2))
  test('of a constant', () => assert.equal(baselineCount({ kind: 'constant', rate: 3 }, 2, 4), 6))

  const time = fc.double({ min: 0, max: 200, noNaN: true })
  test('of two stretches in a row is that of both', () =>
    fc.assert(
      fc.property(fc.constantFrom(STEPS, SEASON), fc.tuple(time, time, time), (baseline, times) => {
        const [from = 0, middle = 0, to = 0] = times.toSorted((one, other) => one - other)
        const apart = baselineCount(baseline, from, middle) + baselineCount(baseline, middle, to)
        return Math.abs(apart - baselineCount(baseline, from, to)) < 1e-9
      }),
    ))
})

describe('addExposure', () => {
  test('adds up to the time that passed', () => {
    const out = new Float64Array(3)
    addExposure(SEASON, 3.5, 91, out)
    assert.ok(Math.abs(out.reduce((sum, each) => sum + each, 0) - 87.5) < 1e-12)
  })
})

describe('withRates', () => {
  test('keeps the pieces', () => {
    assert.deepEqual(withRates(SEASON, [5, 6, 7]), { ...SEASON, rates: [5, 6, 7] })
    assert.deepEqual(ratesOf(withRates({ kind: 'constant', rate: 1 }, [9])), [9])
  })
})
