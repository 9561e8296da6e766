import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { DecimalError, formatDecimal, parseDecimal } from './decimal.ts'

describe('parseDecimal', () => {
  const rows = [
    ['0', 6, 0n],
    ['-0', 6, 0n],
    ['12.5', 6, 12_500_000n],
    ['-12.5', 6, -12_500_000n],
    ['0.000001', 6, 1n],
    ['-0.000001', 6, -1n],
    ['0.1000000', 6, 100_000n], // zeros beyond the scale say nothing
    ['7', 0, 7n],
    ['7.00', 0, 7n],
    ['007', 2, 700n],
    ['123456789012345678901234567890.123456789012345678', 18, 123456789012345678901234567890123456789012345678n],
  ] as const
  for (const [text, decimals, value] of rows)
    test(`'${text}' at ${decimals} decimals is ${value}`, () => assert.equal(parseDecimal(text, decimals), value))

  const refused = ['', '-', '.5', '5.', '+1', '1e3', ' 1', '1 ', '1,5', '0x1', 'NaN', 'Infinity', '--1', '1.2.3', '١']
  for (const text of refused) test(`refuses '${text}'`, () => assert.throws(() => parseDecimal(text, 6), DecimalError))
  test('refuses a digit beyond the scale, and says how many fit', () => {
    assert.throws(() => parseDecimal('0.0000001', 6), /at most 6 decimals/)
    assert.throws(() => parseDecimal('1.5', 0), DecimalError)
  })
  test('refuses texts too long to be an amount, without printing them whole', () => {
    const text = '9'.repeat(500)
    assert.throws(
      () => parseDecimal(text, 6),
      (error) => error instanceof DecimalError && error.message.length < 200,
    )
  })
})

describe('formatDecimal', () => {
  const rows = [
    [0n, 6, '0'],
    [1n, 6, '0.000001'],
    [-1n, 6, '-0.000001'],
    [12_500_000n, 6, '12.5'],
    [-12_000_000n, 6, '-12'],
    [100n, 0, '100'],
    [-5n, 0, '-5'],
    [10n ** 18n, 18, '1'],
    [999_999n, 6, '0.999999'],
    [1_000_000n, 6, '1'],
  ] as const
  for (const [value, decimals, text] of rows)
    test(`${value} at ${decimals} decimals is '${text}'`, () => assert.equal(formatDecimal(value, decimals), text))

  test('what is printed parses back to the same integer, and has one form only', () =>
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 40n), 10n ** 40n), fc.integer({ min: 0, max: 18 }), (value, decimals) => {
        const text = formatDecimal(value, decimals)
        assert.equal(parseDecimal(text, decimals), value)
        assert.match(text, /^(?:0|-?(?:[1-9]\d*|0(?=\.))(?:\.\d*[1-9])?)$/)
      }),
    ))
})
