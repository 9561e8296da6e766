import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { atoms, formatDecimal } from '../../units/index.ts'
import { btcTicks, person } from '../fixtures.ts'
import {
  below,
  holeOf,
  play,
  sale,
  TRADER_PRESETS,
  wealthOf,
  type Asked,
  type Moment,
  type Side,
} from './attackers.fixtures.ts'

/** One BTC every ten basis points: forty of them cost 2 % on average. */
const bids = (mark: string): Side =>
  Array.from({ length: 48 }, (_, at) => [formatDecimal(below(btcTicks(mark), BigInt(10 * (at + 1))), 1), '1'] as const)

/** 40 BTC from 40,000 on, 800,000 in profit at 60,000. */
const whale = person({ id: 'whale', cash: '0', btc: { size: '40', entry: '40000' } })
const PROFIT = 800_000_000_000n

const withdrawal = (amount: bigint): Asked => ({
  kind: 'withdraw',
  account: 'whale',
  asset: 'USDC',
  atoms: atoms(amount),
})

const calm = (asked: readonly Asked[]): readonly Moment[] => [
  { after: 0, btc: '60000', bids: bids('60000') },
  { after: 1_000, btc: '60000', bids: bids('60000'), asked },
]

/** The most that the venue lets out: all but the initial margin and what closing everything would cost. */
const mostWithdrawn = (policy: string): bigint => {
  let amount = PROFIT
  for (let tries = 0; tries < 6; tries += 1) {
    const { events } = play(policy, [whale], calm([withdrawal(amount)]))
    const refused = events.find((event) => event.kind === 'refused')
    if (refused === undefined) return amount
    amount -= BigInt(refused.facts['missingAtoms'] ?? '0')
  }
  return 0n
}

/** Five moments at one mark in which a fifth of 40 BTC, or all that is left in the last of them, may be sold. */
const later = (mark: string, asked: (turn: number) => readonly Asked[]): readonly Moment[] =>
  [32, 63, 94, 155, 186].map((sec, turn) => ({ after: sec * 1_000, btc: mark, bids: bids(mark), asked: asked(turn) }))

const soldInBook = (policy: string, mark: string): bigint => {
  const fifth = (turn: number) => [sale('whale', { id: `exit-${turn}`, size: '8', mark })]
  return wealthOf(play(policy, [whale], [...calm([]), ...later(mark, fifth)]), ['whale'])
}

const withdrawn = (policy: string, mark: string, amount: bigint): bigint => {
  const rest = (turn: number) => (turn === 4 ? [sale('whale', { id: 'exit', size: '40', mark })] : [])
  return amount + wealthOf(play(policy, [whale], [...calm([withdrawal(amount)]), ...later(mark, rest)]), ['whale'])
}

describe('withdrawing to the brink and being liquidated', () => {
  for (const policy of TRADER_PRESETS)
    test(`${policy}: brings no more than selling in the book over the same five moments`, () => {
      const amount = mostWithdrawn(policy)
      const gains = ['58000', '57500', '57000', '56000'].map(
        (mark) => withdrawn(policy, mark, amount) - soldInBook(policy, mark),
      )
      assert.equal(
        ...holeOf(
          'withdrawing',
          policy,
          gains.reduce((best, gain) => (gain > best ? gain : best)),
        ),
      )
    })
})
