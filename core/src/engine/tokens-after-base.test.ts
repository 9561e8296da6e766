import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { balanceOf } from '../accounts/index.ts'
import { measure } from '../margin/index.ts'
import { preset } from '../policy/index.ts'
import { eventsOf } from './fixtures.ts'
import { fullImbalances } from './invariants.ts'
import { holderOf, lend, type LendingSession } from './lending.fixtures.ts'
import { accountOf, venueOf } from './state.ts'

const initialOf = ({ engine: { state } }: LendingSession, id: string) =>
  measure(venueOf(state).rules, accountOf(state, id), state.prices, 'initial')

const sold = ({ journal }: LendingSession) =>
  eventsOf(journal, 'order-sent').map(({ live }) => [live.order.instrument, live.order.side, live.order.size])

describe('mango-v4 on a venue that lends', () => {
  // 42 300 counted less 36 000: 6 300 of 7 200, initially 14 400. A unit repaid frees 1.4 - 0.9 · 1.007303, for 0.1 % and 0.625 % are paid on
  // what is sold: 8 100 / 0.493427 = 16 415.78 repaid, 16 535.67 sold
  test('sells coins for what is owed, up to the initial level', () => {
    const session = lend(preset('mango-v4'), [holderOf({ id: 'borrower', btc: '1', usd: '-36000' })])
    session.run({ after: 1_000, btc: '47000' })
    assert.deepEqual(sold(session), [['BTC/USD', 'sell', 3_519n]])
    // the book's basis point is left to the next look
    session.run({ after: 2_000, btc: '47000' })
    const { equity, requirement } = initialOf(session, 'borrower')
    assert.ok(equity >= requirement && equity - requirement < 5_000_000n, `${equity} of ${requirement}`)
    assert.equal(eventsOf(session.journal, 'episode-ended').length, 1)
    assert.deepEqual(fullImbalances(session.engine.state), [])
  })

  test('leaves coins alone while a position is held', () => {
    const session = lend(preset('mango-v4'), [holderOf({ id: 'both', btc: '0.3', usd: '-9000', perp: '0.5' })])
    session.run({ after: 1_000, btc: '54000' })
    assert.equal(session.engine.state.episodes.get('both')?.memory.stage, 0)
    assert.deepEqual(sold(session), [])
    assert.equal(balanceOf(accountOf(session.engine.state, 'both'), 'BTC'), 30_000_000n)
  })
})
