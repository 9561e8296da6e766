import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { atMark, holder, viewOf } from '../fixtures.ts'
import { flat } from './flat.ts'

describe('flat', () => {
  const exit = flat.create({})
  test('is reached without positions, whatever the cash', () => {
    assert.equal(exit.reached(viewOf({ account: holder('-3', []) })).holds, true)
  })
  test('is not reached while one lot is left, however healthy', () => {
    assert.equal(exit.reached(viewOf({ account: holder('100000', [atMark('SOL-PERP', 1n)]) })).holds, false)
  })
  test('asks for no multiple', () => assert.equal(exit.multiple, null))
})
