import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { ratioOf } from '../units/index.ts'
import { mirroredWeights, plainToken, type WeighedToken } from '../margin/index.ts'
import { tokenForToken, type TokenForToken } from './token-for-token.ts'

const token = (balance: bigint, profit: bigint = 0n): WeighedToken => ({
  ...plainToken(balance, mirroredWeights(ratioOf('0.75'))),
  perpetuals: [
    {
      lots: 0n,
      quote: profit,
      bids: 0n,
      asks: 0n,
      lotSize: 1n,
      price: 1n,
      stablePrice: 1n,
      initial: mirroredWeights(ratioOf('1')),
      maintenance: mirroredWeights(ratioOf('1')),
      overall: ratioOf('0.5'),
    },
  ],
})

const story = (given: Partial<TokenForToken> & Pick<TokenForToken, 'asset' | 'liability'>): string => {
  const result = tokenForToken({ otherHealth: 0n, most: 1_000n, fee: ratioOf('0'), ...given })
  return result.kind === 'rejected' ? 'rejected' : `${result.asset} ${result.liability} health ${result.health}`
}

describe('tokenForToken', () => {
  const rows: readonly (readonly [string, Parameters<typeof story>[0], string])[] = [
    // 30 - 37.5 = -7.5 at 0.5 a unit
    ['just enough', { asset: token(40n), liability: token(-30n) }, '25 -15 health 0'],
    ['all else counts', { asset: token(40n), liability: token(-30n), otherHealth: 5n }, '35 -25 health 0'],
    ['a healthy account gives nothing', { asset: token(40n), liability: token(-10n) }, '40 -10 health 17'],
    ['no more than may be repaid', { asset: token(40n), liability: token(-30n), most: 3n }, '37 -27 health -6'],
    ['no more than is held', { asset: token(10n), liability: token(-30n) }, '0 -20 health -25'],
    // 10 - 4 = 6 count
    ['a loss in the asset cannot be given', { asset: token(10n, -4n), liability: token(-30n) }, '4 -24 health -30'],
    // 0.5 · 8 counts: 26 owed
    [
      'a profit in the debt is not repaid',
      { asset: token(100n), liability: token(-30n, 8n), otherHealth: -100n },
      '74 -4 health -45',
    ],
    // 7.5 / (1.25 - 0.75 · 1.2) = 21.4: 22 repaid for 26.4
    ['with a fee on top', { asset: token(40n), liability: token(-30n), fee: ratioOf('0.2') }, '13 -8 health -1'],
    ['nothing held', { asset: token(0n), liability: token(-30n) }, 'rejected'],
    ['nothing owed', { asset: token(10n), liability: token(0n, -5n) }, 'rejected'],
    ['a loss as large as the asset', { asset: token(10n, -10n), liability: token(-30n) }, 'rejected'],
    ['a profit as large as the debt', { asset: token(10n), liability: token(-3n, 6n) }, 'rejected'],
  ]
  for (const [rule, given, expected] of rows) test(rule, () => assert.equal(story(given), expected))
  test('weights of one free nothing: all goes while health is missing', () => {
    const plain = (balance: bigint) => plainToken(balance, mirroredWeights(ratioOf('1')))
    assert.equal(story({ asset: plain(10n), liability: plain(-15n) }), '0 -5 health -5')
    assert.equal(story({ asset: plain(10n), liability: plain(-5n) }), '10 -5 health 5')
  })
})
