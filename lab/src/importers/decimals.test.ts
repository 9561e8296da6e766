import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { decimalIn, scaledIn } from './decimals.ts'

/** Reads a text that stands between other bytes, as fields do. */
const within = (read: (bytes: Buffer, start: number, end: number) => number, text: string): number => {
  const bytes = Buffer.from(`9,${text},9`)
  return read(bytes, 2, bytes.length - 2)
}

describe('decimalIn', () => {
  const rows: readonly (readonly [string, number])[] = [
    ['0', 0],
    ['-0.5', -0.5],
    ['12.', 12],
    ['.5', 0.5],
    ['0.1', 0.1],
    ['7.538e-05', 0.00007538],
    ['1E3', 1000],
    ['+2', 2],
    ['9007199254740993.5', 9007199254740994],
    ['0.30000000000000004', 0.30000000000000004],
  ]
  for (const [text, value] of rows) test(`reads ${text}`, () => assert.equal(within(decimalIn, text), value))

  for (const text of [
    '',
    ' ',
    '-',
    '.',
    '-.',
    'NaN',
    'nan',
    'inf',
    'Infinity',
    '1e999',
    '0x10',
    '1_000',
    ' 1',
    '1 ',
    '1.2.3',
    '--1',
    '1e',
    'e5',
    '1e5.5',
  ])
    test(`refuses ${JSON.stringify(text)}`, () => assert.equal(within(decimalIn, text), Number.NaN))

  test('gives the same double as Number for every decimal', () => {
    const text = fc.tuple(fc.bigInt(-(10n ** 20n), 10n ** 20n), fc.nat(22)).map(([whole, digits]) => {
      const size = String(whole < 0n ? -whole : whole).padStart(digits + 1, '0')
      const cut = size.length - digits
      return `${whole < 0n ? '-' : ''}${size.slice(0, cut)}${digits === 0 ? '' : `.${size.slice(cut)}`}`
    })
    fc.assert(fc.property(text, (one) => assert.ok(Object.is(within(decimalIn, one), Number(one)), one)))
  })

  test('gives back every double that is written out', () => {
    const double = fc.double({ noNaN: true, noDefaultInfinity: true })
    fc.assert(
      fc.property(double, (value) => assert.ok(Object.is(within(decimalIn, `${value}`), value === 0 ? 0 : value))),
    )
  })
})

describe('scaledIn', () => {
  const rows: readonly (readonly [string, number])[] = [
    ['0', 0],
    ['0.00000001', 1],
    ['61837.63000000', 6_183_763_000_000],
    ['1.50', 150_000_000],
    ['35', 3_500_000_000],
    ['90071992.54740991', Number.MAX_SAFE_INTEGER],
    ['0.100000000000', 10_000_000],
  ]
  for (const [text, value] of rows) test(`reads ${text}`, () => assert.equal(within(scaledIn, text), value))

  // a ninth digit, one above 2^53, signs, exponents: nothing is rounded
  for (const text of ['0.000000001', '90071992.54740992', '99999999999999999999', '-1', '1e-3', '', '.', 'NaN'])
    test(`refuses ${JSON.stringify(text)}`, () => assert.equal(within(scaledIn, text), Number.NaN))

  test('is exact: the integer written with a point comes back', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (value) => {
        const digits = String(value).padStart(9, '0')
        assert.equal(within(scaledIn, `${digits.slice(0, -8)}.${digits.slice(-8)}`), value)
      }),
    )
  })
})
