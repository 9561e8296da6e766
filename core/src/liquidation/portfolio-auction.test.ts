import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ratioOf } from '../units/index.ts'
import { pmrmMargin, type PmrmPortfolio } from '../margin/index.ts'
import { bidOnPortfolio, type PortfolioBidTerms } from './portfolio-auction.ts'

/** A perpetual of 100 with 12 of cash: 15 % and 2 % of it are required, 5 short. */
const portfolio: PmrmPortfolio = {
  cash: 12,
  stablePrice: 1,
  spot: 100,
  spotConfidence: 1,
  perpetual: 1,
  perpetualPrice: 100,
  perpetualConfidence: 1,
  unrealisedProfit: 0,
  base: 0,
  expiries: [],
}

const terms: PortfolioBidTerms = {
  phases: { start: ratioOf('0.8'), cutoff: ratioOf('0.6'), fast: 10n, slow: 10n },
  elapsed: 5n,
  buffer: ratioOf('0.2'),
  reserved: 2,
  wanted: 1,
}

const near = (got: number, expected: number): void => assert.ok(Math.abs(got - expected) < 1e-12, `${got}`)

describe('bidOnPortfolio', () => {
  // BM = 12 - 1.2 · 17 = -8.4; d = 0.7; f = 8.4 / (8.4 + 12 · 0.7 + 2 · 0.3) = 8.4 / 17.4; price (12 - 2) · 0.7 = 7
  test('a bid for everything restores the buffer', () => {
    const bid = bidOnPortfolio(portfolio, terms)
    assert.deepEqual(bid.before, { markToMarket: 12, maintenanceMargin: -5, bufferMargin: -8.4 })
    near(bid.maxProportion, 8.4 / 17.4)
    near(bid.cashFromBidder, (7 * 8.4) / 17.4)
    near(bid.after.bufferMargin, 0)
    near(bid.after.markToMarket, 2 + (10 * 9) / 17.4 + (7 * 8.4) / 17.4)
    assert.equal(pmrmMargin(bid.portfolio).markToMarket, bid.portfolio.cash)
  })
  test('a smaller bid leaves it short', () => {
    const bid = bidOnPortfolio(portfolio, { ...terms, wanted: 0.1 })
    assert.equal(bid.proportion, 0.1)
    // 2 + 9 + 0.7 less 1.2 · 15.3
    near(bid.after.bufferMargin, 11.7 - 18.36)
  })
})
