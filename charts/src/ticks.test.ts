import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ChartInputError } from './error.ts'
import { elapsedTicks, linearTicks, logTicks, timeStep, utcTicks } from './ticks.ts'
import type { Domain } from './ticks.ts'

describe('linearTicks', () => {
  const rows: readonly (readonly [Domain, number, readonly number[]])[] = [
    [[0, 10], 5, [0, 2, 4, 6, 8, 10]],
    [[0, 10], 4, [0, 5, 10]], // 2.5 is no step
    [[0, 0.3], 3, [0, 0.1, 0.2, 0.3]], // exactly 0.3, not 0.30000000000000004
    [[-1, 1], 4, [-1, -0.5, 0, 0.5, 1]],
    [[101_000, 121_400], 4, [110_000, 120_000]],
    [[3, 3.9], 2, [3, 3.5]],
  ]
  for (const [domain, count, ticks] of rows)
    test(`${domain.join(' to ')} in ${count} → ${ticks.join(' ')}`, () =>
      assert.deepEqual(linearTicks(domain, count), ticks))

  test('all ticks lie inside, and there are at most count + 1', () => {
    const value = fc.double({ min: -1e9, max: 1e9, noNaN: true })
    fc.assert(
      fc.property(
        value,
        fc.double({ min: 1e-3, max: 1e9, noNaN: true }),
        fc.integer({ min: 2, max: 12 }),
        (min, width, count) => {
          const ticks = linearTicks([min, min + width], count)
          assert.ok(ticks.length >= 1 - Number(count < 3) && ticks.length <= count + 1, String(ticks))
          for (const tick of ticks) assert.ok(tick >= min - width * 1e-6 && tick <= min + width * (1 + 1e-6))
        },
      ),
    )
  })

  for (const domain of [
    [1, 1],
    [2, 1],
    [Number.NaN, 1],
    [0, Number.POSITIVE_INFINITY],
  ] as const)
    test(`refuses ${domain.join(' to ')}`, () => assert.throws(() => linearTicks(domain, 5), ChartInputError))
})

describe('logTicks', () => {
  const rows: readonly (readonly [Domain, number, readonly number[]])[] = [
    [[1, 1000], 5, [1, 10, 100, 1000]],
    [[10, 100], 5, [10, 20, 50, 100]], // one decade shows 1-2-5
    [[1, 1e8], 4, [1, 100, 10_000, 1_000_000, 100_000_000]], // every second decade
    [[0.02, 3], 4, [0.1, 1]],
  ]
  for (const [domain, count, ticks] of rows)
    test(`${domain.join(' to ')} → ${ticks.join(' ')}`, () => assert.deepEqual(logTicks(domain, count), ticks))

  test('refuses a domain that touches zero', () => assert.throws(() => logTicks([0, 10], 5), ChartInputError))
})

describe('timeStep', () => {
  const rows = [
    [10_000, 5, 2000],
    [60_000, 4, 15_000],
    [3_600_000, 6, 600_000],
    [7_200_000, 8, 900_000],
    [86_400_000, 4, 21_600_000],
    [14 * 86_400_000, 7, 172_800_000],
  ] as const
  for (const [spanMs, count, step] of rows)
    test(`${spanMs} ms in ${count} parts → ${step} ms`, () => assert.equal(timeStep([0, spanMs], count), step))
})

describe('elapsedTicks', () => {
  const rows = [
    [[0, 60_000], 4, 'elapsed, s', '0 15 30 45 60'],
    [[0, 180_000], 6, 'elapsed, min:s', '0:00 0:30 1:00 1:30 2:00 2:30 3:00'],
    [[0, 3_600_000], 4, 'elapsed, min', '0 15 30 45 60'],
    [[0, 10_800_000], 6, 'elapsed, h:min', '0:00 0:30 1:00 1:30 2:00 2:30 3:00'],
    [[-60_000, 60_000], 4, 'elapsed, s', '−60 −30 0 30 60'],
  ] as const
  for (const [domain, count, name, labels] of rows)
    test(`${domain.join(' to ')} ms reads ${labels}`, () => {
      const { axisName, ticks } = elapsedTicks(domain, count)
      assert.equal(axisName, name)
      assert.equal(ticks.map(({ label }) => label).join(' '), labels)
    })
})

describe('utcTicks', () => {
  test('ticks stand at round UTC times and the axis names the day once', () => {
    const start = Date.UTC(2025, 9, 10, 21, 7)
    const { axisName, ticks } = utcTicks([start, start + 3_600_000], 4)
    assert.equal(axisName, 'UTC, 10 Oct 2025')
    assert.deepEqual(
      ticks.map(({ label }) => label),
      ['21:15', '21:30', '21:45', '22:00'],
    )
    assert.equal(ticks[0]?.timeMs, Date.UTC(2025, 9, 10, 21, 15))
  })

  test('midnight says which day begins', () => {
    const start = Date.UTC(2025, 9, 10, 18)
    const { axisName, ticks } = utcTicks([start, start + 43_200_000], 4)
    assert.equal(axisName, 'UTC, 10 Oct 2025 to 11 Oct 2025')
    assert.deepEqual(
      ticks.map(({ label }) => label),
      ['18:00', '21:00', '11 Oct', '03:00', '06:00'],
    )
  })
})
