import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { shown, WHOLE, WireError, within } from './error.ts'

describe('WireError', () => {
  test('says file, field, value, allowed range and remedy, one line a problem', () => {
    const problem = { field: 'a.b', value: '-1', allowed: 'from 0', remedy: 'raise it' }
    const error = new WireError('x.json', [problem, { ...problem, field: 'c' }])
    assert.equal(
      error.message,
      'x.json: a.b = -1 is refused; allowed: from 0; raise it\nx.json: c = -1 is refused; allowed: from 0; raise it',
    )
    assert.equal(error.name, 'WireError')
    assert.deepEqual(error.problems[0], problem)
  })
})

describe('within', () => {
  test('joins keys with dots and leaves out the whole', () => {
    assert.equal(within(WHOLE, 'a'), 'a')
    assert.equal(within('a', 3), 'a.3')
    assert.equal(within('a', ''), 'a.""')
    assert.equal(within('a', 'b.c\n'), 'a."b.c\\n"')
    assert.equal(within('a', 'k'.repeat(65)), `a."${'k'.repeat(40)}"`)
  })
})

describe('shown', () => {
  const rows = [
    ['text', '"text"'],
    ['x'.repeat(100), `"${'x'.repeat(58)}…`],
    [12.5, '12.5'],
    [5n, '5'],
    [true, 'true'],
    [null, 'null'],
    [undefined, 'nothing'],
    [[1, 2], 'a list of 2'],
    [{}, 'an empty object'],
    [{ a: 1, b: 2 }, 'an object with a, b'],
    [Symbol('s'), 'a symbol'],
  ] as const
  for (const [value, words] of rows) test(`prints ${words}`, () => assert.equal(shown(value), words))

  test('never throws and never exceeds 60 characters', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withNullPrototype: true }), (value) => shown(value).length <= 60),
    )
  })
})
