import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ChartInputError } from './error.ts'
import { formatDuration, formatTicks, formatValue } from './format.ts'
import type { NumberFormat } from './format.ts'

describe('formatValue', () => {
  const rows: readonly (readonly [NumberFormat, string | number, string])[] = [
    ['money', 0, '$0'],
    ['money', 1_234_567, '$1.23M'],
    ['money', 1_200_000, '$1.2M'],
    ['money', -4500, '−$4.5k'],
    ['money', 999.4, '$999'],
    ['money', 999.5, '$1k'], // half away from zero carries into the next unit
    ['money', 999_949, '$1M'], // 999.949k has three digits as 1000k
    ['money', 999_499, '$999k'],
    ['money', '12345678901234567890', '$12300000T'.replace('12300000', '12,300,000')],
    ['money', 0.125, '$0.125'],
    ['money', 1e-7, '$0.0000001'],
    ['exact-money', '9007199254740993.0100', '$9,007,199,254,740,993.0100'], // 2^53 + 1 survives, zeros kept
    ['exact-money', '-0.00', '$0.00'],
    ['price', '117240.50', '117,240.5'],
    ['price', 0.000123456, '0.00012346'],
    ['bps', 141.4, '141 bps'],
    ['bps', 12.34, '12.3 bps'],
    ['bps', -0.256, '−0.26 bps'],
    ['ratio', 0.125, '12.5%'],
    ['ratio', '1', '100%'],
    ['ratio', 0.00012, '0.012%'],
    ['size', 0.12, '0.12'],
    ['size', 15_250, '15.3k'],
    ['count', 10_000, '10,000'],
    ['multiple', '1.05', '1.05×'],
    ['duration-ms', 90_000, '1 min 30 s'],
    ['text', '<b>', '<b>'],
  ]
  for (const [format, value, shown] of rows)
    test(`${format} ${value} reads ${shown}`, () => assert.equal(formatValue(format, value), shown))

  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, '', '1,000', '0x10', '1.', '--1'])
    test(`refuses ${JSON.stringify(bad)} ${String(bad)}`, () =>
      assert.throws(() => formatValue('money', bad), ChartInputError))

  test('exact money keeps every digit of any decimal', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.stringMatching(/^\d{1,18}$/), (whole, fraction) => {
        const shown = formatValue('exact-money', `${whole}.${fraction}`)
        assert.equal(shown.replaceAll(/[$,]/g, ''), `${whole}.${fraction}`)
      }),
    )
  })

  test('compact money is within half a unit of its third digit', () => {
    const units: Readonly<Record<string, number>> = { k: 1e3, M: 1e6, B: 1e9, T: 1e12 }
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 14 }), (value) => {
        const [, digits = '', unit = ''] = /^\$([\d.]+)([kMBT]?)$/.exec(formatValue('money', value)) ?? []
        assert.ok(Math.abs(Number(digits) * (units[unit] ?? 1) - value) <= value * 0.00501)
      }),
    )
  })
})

describe('formatDuration', () => {
  const rows = [
    [0, '0 s'],
    [850, '850 ms'],
    [999.4, '999 ms'],
    [999.6, '1 s'],
    [12_500, '12.5 s'],
    [59_940, '59.9 s'],
    [59_960, '1 min'],
    [185_000, '3 min 05 s'],
    [3_600_000, '1 h'],
    [7_500_000, '2 h 05 min'],
    [97_200_000, '1 d 03 h'],
    [-1500, '−1.5 s'],
  ] as const
  for (const [spanMs, shown] of rows)
    test(`${spanMs} ms reads ${shown}`, () => assert.equal(formatDuration(spanMs), shown))
})

describe('formatTicks', () => {
  test('labels of one axis share unit and decimals', () => {
    assert.deepEqual(formatTicks('money', [0, 500_000, 1_000_000, 1_500_000]), ['0', '$0.5M', '$1.0M', '$1.5M'])
    assert.deepEqual(formatTicks('price', [99_500, 100_000]), ['99,500', '100,000'])
    assert.deepEqual(formatTicks('ratio', [-0.05, 0, 0.05]), ['−5%', '0', '5%'])
    assert.deepEqual(formatTicks('bps', [0.5, 1]), ['0.5', '1.0'])
  })
})
