import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { ratioOf } from '../../units/index.ts'
import { continuation } from './continuation.ts'

describe('continuation', () => {
  test('what each account keeps is summed', () =>
    assert.equal(
      continuation([
        { value: 100n, cut: ratioOf('0.25') },
        { value: 10n, cut: ratioOf('1') },
      ]),
      75n,
    ))
  test('the sum is rounded down once', () =>
    assert.equal(continuation([1n, 1n, 1n].map((value) => ({ value, cut: ratioOf('0.5') }))), 1n))
  test('nobody is worth nothing', () => assert.equal(continuation([]), 0n))
})
