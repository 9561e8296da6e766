import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { editDistance, nearest, suggestion } from './nearest.ts'

describe('editDistance', () => {
  const rows = [
    ['', '', 0],
    ['abc', 'abc', 0],
    ['', 'abc', 3],
    ['kitten', 'sitting', 3], // k→s, e→i, +g
    ['soft', 'sotf', 2], // no transposition: two replacements
  ] as const
  for (const [from, to, steps] of rows)
    test(`'${from}' to '${to}' takes ${steps}`, () => {
      assert.equal(editDistance(from, to), steps)
      assert.equal(editDistance(to, from), steps)
    })
})

describe('nearest', () => {
  test('names what was meant, whatever the case', () => {
    assert.equal(nearest('Sotf', ['full-close', 'soft']), 'soft')
    assert.equal(nearest('hyperlikuid-like', ['full-close', 'hyperliquid-like']), 'hyperliquid-like')
  })
  test('stays silent when nothing is close', () => assert.equal(nearest('qqqqqq', ['full-close', 'soft']), null))
})

describe('suggestion', () => {
  test('always lists what is known', () => {
    assert.equal(suggestion('sof', ['full-close', 'soft']), 'did you mean soft? known: full-close, soft')
    assert.equal(suggestion('zzzzzz', ['soft']), 'known: soft')
    assert.equal(suggestion('x', []), 'there are none')
  })
})
