import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { takeover } from './takeover.ts'

describe('takeover', () => {
  test('hands over', () => assert.deepEqual(takeover.create({}), { kind: 'takeover' }))
})
