import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { benchReplayedBook } from './l2.ts'

describe('benchReplayedBook', () => {
  test('the typed arrays are faster than sorting, by at least what is promised', () => {
    const { perSec, ratio, floor } = benchReplayedBook()
    assert.ok(perSec > 0 && ratio > (floor ?? 0), `ratio ${ratio}`)
  })
})
