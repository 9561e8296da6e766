import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ticks } from '../../units/index.ts'
import { btcLots, btcTicks, person } from '../fixtures.ts'
import {
  below,
  holeOf,
  deepBook,
  play,
  TRADER_PRESETS,
  wealthOf,
  type Asked,
  type Moment,
} from './attackers.fixtures.ts'

const MARK = '60000'
/** Equity of the weak account [USDC] against a requirement of 600, and how far below the mark its partner bids [bp]. */
const EQUITIES = [540n, 300n, 60n] as const
const DISTANCES = [40n, 100n, 250n, 499n] as const
const PARTNER = 50_000n

const loser = (equity: bigint) => ({
  ...person({ id: 'loser', cash: String(equity), btc: { size: '1', entry: MARK } }),
  owner: 'pair',
})
const partner = { ...person({ id: 'partner', cash: String(PARTNER) }), owner: 'pair' }

const order = (account: string, side: 'buy' | 'sell', bps: bigint): Asked => ({
  kind: 'place-order',
  account,
  order: {
    id: `${account}-${side}`,
    instrument: 'BTC-PERP',
    side,
    remaining: btcLots('1'),
    price: ticks(below(btcTicks(MARK), bps)),
    reduceOnly: false,
  },
})

/** What both accounts won together from the moment on at which the loser fell below its margin. */
const gainOf = (policy: string, equity: bigint, asked: readonly Asked[], quoted = {}): bigint => {
  const weak = [1, 31, 62, 93, 154].map((sec, turn): Moment => {
    return { after: sec * 1_000, btc: MARK, asked: turn === 0 ? asked : [], ...quoted }
  })
  const played = play(policy, [loser(equity), partner], [{ after: 0, btc: '63000' }, ...weak])
  return wealthOf(played, ['loser', 'partner']) - (equity + PARTNER) * 1_000_000n
}

/** The best that the pair can do where its own bid is the only one. */
const bestGain = (policy: string): bigint => {
  const gains = EQUITIES.flatMap((equity) =>
    DISTANCES.map((bps) => gainOf(policy, equity, [order('partner', 'buy', bps)])),
  )
  return gains.reduce((best, gain) => (gain > best ? gain : best))
}

describe('a pair of accounts of one owner', () => {
  for (const policy of TRADER_PRESETS)
    test(`${policy}: the loser's liquidation sells to its partner, who alone bids within the band`, () =>
      assert.equal(...holeOf('self-dealing', policy, bestGain(policy))))

  for (const policy of TRADER_PRESETS)
    test(`${policy}: a trade with oneself at the edge of the band, while the market quotes, moves no money of the fund`, () => {
      const asked = [order('partner', 'buy', 499n), order('loser', 'sell', 499n)]
      assert.ok(gainOf(policy, 1_300n, asked, deepBook(MARK)) <= 0n)
    })
})
