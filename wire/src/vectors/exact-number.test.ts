import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { compareRationals, distance, larger, rationalOfNumber, rationalOfText } from './exact-number.ts'

const exact = (text: string): { num: bigint; den: bigint } => {
  const value = rationalOfText(text)
  assert.ok(value !== null, text)
  return value
}

describe('rationalOfText', () => {
  const equal = [
    ['4.5', '4.50'],
    ['1e3', '1000'],
    ['-0', '0'],
    ['1.5E-2', '0.015'],
    ['0.1e1', '1'],
    ['007', '7'],
  ] as const
  for (const [left, right] of equal)
    test(`${left} equals ${right}`, () => assert.equal(compareRationals(exact(left), exact(right)), 0))

  const ordered = [
    ['0.1', '0.10000000000000000000000000000000001'],
    ['-2', '-1'],
    ['1e-280', '1.0000000000000000000001e-280'],
    ['9007199254740992', '9007199254740993'],
  ] as const
  for (const [less, more] of ordered)
    test(`${less} is below ${more}`, () => assert.equal(compareRationals(exact(less), exact(more)), -1))

  for (const text of ['', 'abc', '1.', '.5', '1e', '--1', '0x10', 'Infinity', 'NaN', '1 ', '1e9999', '1/2', '1_000'])
    test(`'${text}' is no decimal`, () => assert.equal(rationalOfText(text), null))
})

describe('rationalOfNumber', () => {
  test('is the shortest decimal of the double, and nothing for NaN and infinities', () => {
    assert.deepEqual(rationalOfNumber(0.1), { num: 1n, den: 10n })
    assert.deepEqual([rationalOfNumber(Number.NaN), rationalOfNumber(-Infinity)], [null, null])
  })

  test('orders doubles as they are ordered', () => {
    const doubles = fc.double({ noNaN: true, noDefaultInfinity: true })
    fc.assert(
      fc.property(doubles, doubles, (a, b) => {
        const [left, right] = [rationalOfNumber(a), rationalOfNumber(b)]
        assert.ok(left !== null && right !== null)
        assert.equal(compareRationals(left, right), a < b ? -1 : a > b ? 1 : 0)
      }),
    )
  })
})

describe('distance and larger', () => {
  test('1/3 and 1/2 are 1/6 apart, and 1/2 is the larger', () => {
    const [third, half] = [
      { num: 1n, den: 3n },
      { num: 1n, den: 2n },
    ]
    assert.equal(compareRationals(distance(third, half), { num: 1n, den: 6n }), 0)
    assert.deepEqual([larger(third, half), larger(half, third)], [half, half])
  })
})
