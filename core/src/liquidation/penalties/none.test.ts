import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { holder, viewOf } from '../fixtures.ts'
import { noPenalty } from './none.ts'

describe('noPenalty', () => {
  test('costs nothing', () =>
    assert.deepEqual(noPenalty.create({})(viewOf({ account: holder('1', []) })), {
      rate: 0n,
      base: 'notional',
      cap: 'equity',
    }))
})
