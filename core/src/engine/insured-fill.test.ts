import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import type { Account } from '../accounts/index.ts'
import { begin, btcLots, equityOf, eventsOf, person, usd } from './fixtures.ts'
import { runningImbalances } from './invariants.ts'

/** 2 BTC from 60 000: at 60 000 the requirement is 1 200. */
const long = (cash: string): Account => person({ id: 'trader', cash, btc: { size: '2', entry: '60000' } })

/** One batch at a mark of 60 000 whose best bid, 0.0001 of it below, takes the slice of a tenth, 0.2 BTC: 11 998.8 of cash. */
const soldOnce = (cash: string, fund: string) => {
  const session = begin('dydx-v4', [long(cash)], { fund, vault: '0' })
  const entries = session.run({ after: 1_000, prices: { btc: '60000' }, size: btcLots('1') })
  assert.deepEqual(runningImbalances(session.engine.state), [])
  return {
    causes: eventsOf(entries, 'moved').map(({ movement: { cause } }) =>
      'atoms' in cause ? `${cause.kind} ${cause.atoms}` : cause.kind,
    ),
    shortfalls: eventsOf(entries, 'shortfall'),
    equity: equityOf(session.engine, 'trader').equity,
    fund: equityOf(session.engine, 'fund-btc').equity,
  }
}

// The slice's bankruptcy quote is 12 000 less a tenth of equity; the fill pays a fee of 5.9994 first.
describe('a fill against its bankruptcy quote', () => {
  test("better: the fund takes 1.5 %, at most what it was better after the venue's fee", () => {
    // 11 998.8 - 5.9994 - 11 890 = 102.8006
    const { causes, equity, fund } = soldOnce('1100', '1000')
    assert.deepEqual(causes, ['fill', `fee ${usd('5.9994')}`, `penalty ${usd('102.8006')}`])
    assert.equal(equity, usd('990'))
    assert.equal(fund, usd('1102.8006'))
  })
  test('worse: the fund pays the excess at once, and what was missing below zero is said', () => {
    // -10: a quote of 12 001, 2.2 more than the fill brought
    const { causes, equity, fund, shortfalls } = soldOnce('-10', '1000')
    assert.deepEqual(causes, ['fill', `fund-payment ${usd('2.2')}`])
    assert.equal(equity, usd('-9'))
    assert.equal(fund, usd('997.8'))
    assert.deepEqual(
      shortfalls.map((each) => [each.atoms, each.fund, each.unmet]),
      [[usd('2.2'), usd('2.2'), 0n]],
    )
  })
  test('worse of an account above zero: the fund pays, and only what the fill took below zero was missing', () => {
    // 1: a quote of 11 999.9, 1.1 more than the fill brought; the fee stops at the 0 that is left after the fill
    const { causes, equity, fund, shortfalls } = soldOnce('1', '1000')
    assert.deepEqual(causes, ['fill', `fund-payment ${usd('1.1')}`])
    assert.deepEqual(
      shortfalls.map((each) => each.atoms),
      [usd('0.2')],
    )
    assert.deepEqual([equity, fund], [usd('0.9'), usd('998.9')])
  })
  test('without a fund the order keeps to the quote, and is not met', () => {
    assert.deepEqual(soldOnce('-10', '0').causes, [])
  })
})
