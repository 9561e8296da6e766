import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { lots, ticks } from '../units/index.ts'
import { changeAccount, tradeChange, type Account } from '../accounts/index.ts'
import { bankruptcyPrice, bankruptcyPrices } from './bankruptcy.ts'
import { accountWith, at, holding, marks, rules, usdc } from './fixtures.ts'
import { measure } from './measure.ts'
import { anyMarks, anyPositions } from './random.fixtures.ts'
import type { BankruptcyPrice, MarkPrices } from './types.ts'
import { instrumentOf } from './worth.ts'

const longBtc = holding('BTC-PERP', 1_000n, usdc('60000'))
const priceTable = (account: Account, prices: MarkPrices) =>
  [...bankruptcyPrices(rules, account, prices).values()].map(({ instrument, safe, breached, clamped }) => [
    instrument,
    safe,
    breached,
    clamped,
  ])

describe('bankruptcyPrices', () => {
  test('a lone long: entry less cash', () =>
    assert.deepEqual(priceTable(accountWith({ USDC: usdc('3000') }, [longBtc]), marks), [
      ['BTC-PERP', 570_000n, 569_999n, 'no'],
    ]))
  test('it does not depend on the mark, and beyond bankruptcy it lies on the other side of it', () =>
    assert.deepEqual(priceTable(accountWith({ USDC: usdc('3000') }, [longBtc]), at('BTC-PERP', 560_000n)), [
      ['BTC-PERP', 570_000n, 569_999n, 'no'],
    ]))
  test('a lone short', () =>
    assert.deepEqual(
      priceTable(accountWith({ USDC: usdc('3000.05') }, [holding('BTC-PERP', -1_000n, usdc('-60000'))]), marks),
      [['BTC-PERP', 630_000n, 630_001n, 'no']],
    ))
  test('two legs share equity by maintenance requirement', () => {
    // BTC 600 and 10 ETH 600 of 1 200: 1 500 each, so 58 500 and 3 000 - 150
    const account = accountWith({ USDC: usdc('3000') }, [longBtc, holding('ETH-PERP', 1_000n, usdc('30000'))])
    assert.deepEqual(priceTable(account, marks), [
      ['BTC-PERP', 585_000n, 584_999n, 'no'],
      ['ETH-PERP', 285_000n, 284_999n, 'no'],
    ])
    assert.deepEqual(bankruptcyPrice(rules, account, marks, 'ETH-PERP')?.safe, 285_000n)
    assert.equal(bankruptcyPrice(rules, account, marks, 'BTC-INV'), null)
  })
  test('what a tick cannot use passes on to the next leg', () => {
    // equity 3 000.15: 1 500.075 each. 1 BTC at 58 500.0 uses 1 500.0, so ETH has 1 500.15: 15.0015 ticks, 15 of them
    const account = accountWith({ USDC: usdc('3000.15') }, [longBtc, holding('ETH-PERP', 1_000n, usdc('30000'))])
    assert.deepEqual(priceTable(account, marks), [
      ['BTC-PERP', 585_000n, 584_999n, 'no'],
      ['ETH-PERP', 284_999n, 284_998n, 'no'],
    ])
  })
  test('an inverse long uses up its coin', () => {
    // 0.1 BTC and 6 000 contracts from 60 000: 1.1 BTC = 60 000 / p at 54 545.45…, ticks of 0.5
    const account = accountWith({ BTC: 10_000_000n }, [holding('BTC-INV', 6_000n, -100_000_000n)])
    assert.deepEqual(priceTable(account, marks), [['BTC-INV', 109_091n, 109_090n, 'no']])
  })
  test('a long that is paid more than its whole notional is clamped at one tick', () =>
    assert.deepEqual(priceTable(accountWith({ USDC: usdc('70000') }, [longBtc]), marks), [
      ['BTC-PERP', 1n, 1n, 'lowest'],
    ]))
  test('an inverse short cannot lose more coin than its value, so too much coin clamps it at the highest price', () =>
    assert.deepEqual(
      priceTable(accountWith({ BTC: 200_000_000n }, [holding('BTC-INV', -6_000n, 100_000_000n)]), marks),
      [['BTC-INV', 120_000n * 1_000_000n, 120_000n * 1_000_000n, 'highest']],
    ))
  test('without positions there is nothing to hand over', () =>
    assert.equal(bankruptcyPrices(rules, accountWith({ USDC: 5n }), marks).size, 0))

  const handOver = (account: Account, prices: Iterable<readonly [string, bigint]>): Account => {
    let left = account
    for (const [id, price] of prices) {
      const size = account.positions.find(({ instrument }) => instrument === id)?.size ?? lots(0n)
      left = changeAccount(left, tradeChange(left, instrumentOf(rules, id), lots(-size), ticks(price)))
    }
    return left
  }
  const equity = (account: Account, prices: MarkPrices): bigint => measure(rules, account, prices, 'maintenance').equity
  const safePrices = (found: ReadonlyMap<string, BankruptcyPrice>): readonly (readonly [string, bigint])[] =>
    [...found].map(([id, { safe }]) => [id, safe])

  test('handing over every leg leaves nothing negative, and one tick worse on the last leg does', () =>
    fc.assert(
      fc.property(anyPositions, anyMarks, fc.bigInt(-50_000_000_000n, 400_000_000_000n), (positions, prices, cash) => {
        const account = accountWith({ USDC: cash }, positions)
        const found = bankruptcyPrices(rules, account, prices)
        const all = [...found.values()]
        const last = all.at(-1)
        if (last === undefined || last.clamped !== 'no') return
        const after = handOver(account, safePrices(found))
        assert.deepEqual(after.positions, [])
        assert.ok(equity(after, prices) >= 0n)
        const worse = safePrices(found).map(([id, safe]): readonly [string, bigint] =>
          id === last.instrument ? [id, last.breached] : [id, safe],
        )
        assert.ok(equity(handOver(account, worse), prices) < 0n)
        const [lastPosition] = account.positions.slice(-1)
        assert.ok(lastPosition !== undefined)
        assert.equal(last.safe - last.breached, lastPosition.size > 0n ? 1n : -1n)
      }),
      { numRuns: 300 },
    ))
})
