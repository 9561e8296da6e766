import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { formatDate, formatMinute, formatUtc, utcParts } from './time.ts'

describe('utcParts', () => {
  test('agrees with the calendar of the language, before and after 1970', () => {
    const times = fc.integer({ min: Date.UTC(1600, 0, 1), max: Date.UTC(2500, 0, 1) })
    fc.assert(
      fc.property(times, (timeMs) => {
        const date = new Date(timeMs)
        assert.deepEqual(utcParts(timeMs), {
          year: date.getUTCFullYear(),
          month: date.getUTCMonth() + 1,
          day: date.getUTCDate(),
          hour: date.getUTCHours(),
          minute: date.getUTCMinutes(),
          second: date.getUTCSeconds(),
        })
      }),
    )
  })

  test('knows leap days', () => {
    assert.equal(formatDate(Date.UTC(2024, 1, 29)), '29 Feb 2024')
    assert.equal(formatDate(Date.UTC(1900, 1, 28) + 86_400_000), '1 Mar 1900')
  })

  test('writes the start of the epoch and a crash', () => {
    assert.equal(formatUtc(0), '1970-01-01 00:00:00 UTC')
    assert.equal(formatUtc(1_760_131_230_000), '2025-10-10 21:20:30 UTC')
    assert.equal(formatMinute(1_760_131_230_000), '21:20')
  })
})
