import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { atMark, borrower, holder, nothingNested, viewOf } from '../fixtures.ts'
import { noPositions } from './no-positions.ts'

describe('no-positions', () => {
  const { holds, wake } = noPositions.create({}, nothingNested)
  test('holds for balances alone', () => {
    assert.equal(holds(viewOf({ account: borrower({ USDC: -1n }) })).holds, true)
    assert.equal(holds(viewOf({ account: holder('1', [atMark('BTC-PERP', 1n)]) })).holds, false)
  })
  test('may hold at any health', () => assert.equal(wake.kind, 'always'))
})
