import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { applyRatio } from '../../units/index.ts'
import { atMark, holder, usdc, viewOf } from '../fixtures.ts'
import { keeperRewardPenalty } from './keeper-reward.ts'

describe('keeper-reward', () => {
  const parameters = { flagRatio: '0.0003', cost: '1', least: '2', most: '500', profit: '0', scaling: '0.5' }
  const paid = (cash: string, size: bigint) => {
    const view = viewOf({ account: holder(cash, size === 0n ? [] : [atMark('BTC-PERP', size)]) })
    const terms = keeperRewardPenalty.create(parameters)(view)
    return { terms, atoms: applyRatio(usdc(String(size * 500n)), terms.rate, 'down') }
  }
  test('is a share of the notional that pays the reward to the atom', () => {
    assert.equal(paid('1000', 100n).atoms, usdc('16'))
    assert.equal(paid('1000', 1n).atoms, usdc('3'))
    assert.equal(paid('4', 100n).atoms, usdc('2'))
  })
  test('stops at equity, and takes no atom more', () => {
    const { terms } = paid('1000', 100n)
    assert.deepEqual([terms.cap, terms.round], ['equity', 'down'])
  })
  test('is nothing without positions', () => assert.equal(paid('1000', 0n).terms.rate, 0n))
})
