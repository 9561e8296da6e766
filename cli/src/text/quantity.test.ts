import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { compact, duration, elapsed, grouped, percentOf, utc } from './quantity.ts'

describe('compact', () => {
  const rows = [
    ['0', '0'],
    ['-0', '0'],
    ['0.0004', '0'],
    ['0.004', '0.004'],
    ['-0.0123', '-0.0123'],
    ['1.5', '1.5'],
    ['100', '100'],
    ['999.4', '999'],
    ['999.6', '1k'], // three digits would be 1000
    ['1234567.891', '1.23M'],
    ['-2500000', '-2.5M'],
    ['999999', '1M'],
    ['1000000000', '1B'],
    ['12345678901234567', '12346T'],
    ['nonsense', 'n/a'],
  ] as const
  for (const [text, short] of rows) test(`${text} is ${short}`, () => assert.equal(compact(text), short))
  test('is never wider than six characters below a thousand T', () =>
    fc.assert(
      fc.property(fc.double({ min: -9e14, max: 9e14, noNaN: true }), (value) => compact(String(value)).length <= 7),
    ))
})

describe('percentOf', () => {
  const rows = [
    [0.1234, '12.3%'],
    [1, '100.0%'],
    [-0.5, '-50.0%'],
    [Number.NaN, 'n/a'],
  ] as const
  for (const [share, text] of rows) test(`${share} is ${text}`, () => assert.equal(percentOf(share), text))
})

describe('grouped', () => {
  const rows = [
    ['1', '1'],
    ['-999.123456', '-999.123456'],
    ['1000', '1,000'],
    ['-1234567.25', '-1,234,567.25'],
    ['123456789012345678901234567890', '123,456,789,012,345,678,901,234,567,890'],
    ['1e5', '1e5'], // not a decimal text: left alone
  ] as const
  for (const [text, shown] of rows) test(`${text} is ${shown}`, () => assert.equal(grouped(text), shown))
  test('loses no digit', () =>
    fc.assert(fc.property(fc.bigInt(), (value) => grouped(String(value)).replaceAll(',', '') === String(value))))
})

describe('duration', () => {
  const rows = [
    [0, '0 ms'],
    [999, '999 ms'],
    [30_000, '30 s'],
    [61_000, '1 min 01 s'],
    [3_725_000, '1 h 02 min 05 s'],
    [-5_000, '-5 s'],
    [Infinity, 'n/a'],
  ] as const
  for (const [ms, text] of rows) test(`${ms} is ${text}`, () => assert.equal(duration(ms), text))
})

describe('elapsed and utc', () => {
  test('count whole seconds', () => assert.equal(elapsed(605_999), '+0:10:05'))
  test('go past a day', () => assert.equal(elapsed(90_000_000), '+25:00:00'))
  test('the epoch', () => assert.equal(utc(0), '1970-01-01 00:00:00'))
  test('milliseconds where there are any', () => assert.equal(utc(1_250), '1970-01-01 00:00:01.250'))
  test('a time beyond the calendar stays a number', () => assert.equal(utc(9e15), '9000000000000000 ms'))
})
