import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { encodeCanonical } from './canonical.ts'
import { WireError } from './error.ts'

describe('encodeCanonical', () => {
  const rows: readonly (readonly [unknown, string])[] = [
    [{ b: 1, a: 2 }, '{"a":2,"b":1}'],
    [{ '€': 1, a: 2, B: 3, ä: 4, '10': 5, '9': 6 }, '{"10":5,"9":6,"B":3,"a":2,"ä":4,"€":1}'],
    [-5n, '"-5"'],
    [0n, '"0"'],
    [10n ** 30n, '"1000000000000000000000000000000"'],
    [-0, '0'],
    [Number.MAX_SAFE_INTEGER, '9007199254740991'],
    [Number.MIN_SAFE_INTEGER, '-9007199254740991'],
    [2n ** 53n, '"9007199254740992"'],
    [1n - 2n ** 53n, '"-9007199254740991"'],
    [1e21, '1e+21'],
    [0.1 + 0.2, '0.30000000000000004'],
    [5e-324, '5e-324'],
    [{ a: undefined, b: null }, '{"b":null}'],
    [{ a: undefined }, '{}'],
    [['x', true, false, null, []], '["x",true,false,null,[]]'],
    ['"\\\n\u0007\ud800', String.raw`"\"\\\n\u0007\ud800"`],
    [Object.create(null), '{}'],
  ]
  for (const [value, text] of rows) test(`writes ${text}`, () => assert.equal(encodeCanonical(value), text))

  const cycle: { self?: unknown } = {}
  cycle.self = cycle
  const refusals: readonly (readonly [string, unknown, string])[] = [
    ['NaN', { a: { b: Number.NaN } }, 'a.b'],
    ['an infinity', { a: [1, -Infinity] }, 'a.1'],
    ['a Map', { a: new Map([['x', 1]]) }, 'a'],
    ['a Set', new Set(), '(whole)'],
    ['a typed array', { books: { bids: new Float64Array(2) } }, 'books.bids'],
    ['a date', { at: new Date(0) }, 'at'],
    ['a function', { f: () => 1 }, 'f'],
    ['a symbol', [Symbol('s')], '0'],
    ['undefined in a list', [1, undefined], '1'],
    ['undefined alone', undefined, '(whole)'],
  ]
  for (const [what, value, field] of refusals)
    test(`refuses ${what} and names ${field}`, () =>
      assert.throws(
        () => encodeCanonical(value),
        (error) => error instanceof WireError && error.problems[0]?.field === field,
      ))

  test('refuses a hole in a list and a cycle', () => {
    assert.throws(() => encodeCanonical(Array.from({ length: 1 })), WireError)
    assert.throws(() => encodeCanonical(cycle), /nested at most 64/)
  })

  test('keeps a key that looks like a prototype', () => {
    assert.equal(encodeCanonical(JSON.parse('{"__proto__":1,"a":2}')), '{"__proto__":1,"a":2}')
  })

  test('writes every integer as JavaScript does', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }), (whole, big) => {
        assert.equal(encodeCanonical(whole), String(whole))
        assert.equal(encodeCanonical(big), `"${big}"`)
      }),
    )
  })

  test('means the same JSON value, and the order of keys leaves no trace', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = encodeCanonical(value)
        assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)))
        assert.equal(encodeCanonical(reversed(value)), text)
        assert.equal(encodeCanonical(JSON.parse(text)), text)
      }),
    )
  })
})

const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, member]) => [key, reversed(member)]),
  )
}
