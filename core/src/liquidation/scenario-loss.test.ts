import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { atoms, lots, ratioOf } from '../units/index.ts'
import type { Account } from '../accounts/index.ts'
import { atMark, holder, marks, rules, usdc } from './fixtures.ts'
import { scenarioLoss, type ShockGrid } from './scenario-loss.ts'

const grid = (joint: string, alone: string, betas: readonly (readonly [string, string])[] = []): ShockGrid => ({
  joint: ratioOf(joint),
  alone: ratioOf(alone),
  betas: new Map(betas.map(([asset, beta]) => [asset, ratioOf(beta)])),
})
const loss = (account: Account, shocks: ShockGrid) => scenarioLoss({ rules, marks }, account, shocks)

// BTC lot 500, ETH lot 250.
const hedged = holder('1', [atMark('BTC-PERP', 10n), atMark('ETH-PERP', -20n)])

describe('scenarioLoss', () => {
  for (const [what, account, shocks, expected] of [
    ['long 5 000, all down 20 %', holder('1', [atMark('BTC-PERP', 10n)]), grid('0.2', '0.05'), '1000'],
    ['short 5 000, all up 20 %', holder('1', [atMark('BTC-PERP', -10n)]), grid('0.2', '0.05'), '1000'],
    ['5 000 against 5 000: only one alone hurts', hedged, grid('0.2', '0.05'), '250'],
    ['nothing alone', hedged, grid('0.2', '0'), '0'],
    ['ETH moves one and a half times: net -2 500', hedged, grid('0.2', '0.05', [['ETH', '1.5']]), '500'],
    ['no positions', holder('100', []), grid('0.2', '0.05'), '0'],
  ] as const)
    test(what, () => assert.equal(loss(account, shocks), usdc(expected)))

  test('collateral in a coin counts with its haircut', () => {
    // 0.1 BTC at 50 000 less 10 %: 4 500 long; 9 lots short of 500: 4 500.
    const account: Account = {
      ...holder('0', [atMark('BTC-PERP', -9n)]),
      balances: [{ asset: 'BTC', atoms: atoms(10_000_000n) }],
    }
    assert.equal(loss(account, grid('0.2', '0.05')), 0n)
    assert.equal(loss({ ...account, positions: [] }, grid('0.2', '0.05')), usdc('900'))
  })
  test('an inverse contract is worth its face', () => {
    const account = holder('0', [{ instrument: 'BTC-INV', size: lots(-100n), entryValue: atoms(0n) }])
    assert.equal(loss(account, grid('0.2', '0.05')), usdc('200'))
  })
})
