import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { noPenalty } from './none.ts'

describe('noPenalty', () => {
  test('costs nothing', () => assert.deepEqual(noPenalty.create({}), { rate: 0n, cap: 'equity' }))
})
