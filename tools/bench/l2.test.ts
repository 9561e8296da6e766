import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { benchReplayedBook } from './l2.ts'

describe('benchReplayedBook', () => {
  test('races to its end; how fast is for the bench to say', () => {
    const { perSec, ratio, floor } = benchReplayedBook()
    assert.ok(perSec > 0 && ratio > 0)
    assert.equal(floor, 20)
  })
})
