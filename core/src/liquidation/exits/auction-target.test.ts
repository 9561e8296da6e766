import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { atMark, holder, usdc, viewOf } from '../fixtures.ts'
import { startMemory } from '../memory.ts'
import { auctionTarget } from './auction-target.ts'

describe('auctionTarget', () => {
  const exit = auctionTarget.create({ multiple: '1.15' })
  // [equity, paid in, over]; 100 BTC lots require 1 000
  const rows = [
    ['1150', '0', true],
    ['1149.999999', '0', false],
    ['600', '599.999999', false],
    ['600', '600', true],
    ['-1', '600', false],
    ['0', '0', false],
  ] as const
  for (const [cash, reserved, over] of rows)
    test(`equity ${cash} with ${reserved} paid in: ${over ? 'over' : 'goes on'}`, () => {
      const view = viewOf({
        account: holder(cash, [atMark('BTC-PERP', 100n)]),
        episode: { ...startMemory(0), reserved: usdc(reserved) },
      })
      assert.equal(exit.reached(view).holds, over)
    })
})
