import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { ratio } from '../../units/index.ts'
import { measure } from '../../margin/index.ts'
import { atMark, book, draft, holder, leg, shown, viewOf } from '../fixtures.ts'
import { simulateTrade } from '../simulate-trade.ts'
import { zeroPriceLimit } from './zero-price.ts'

const limit = zeroPriceLimit.create({})

describe('zeroPriceLimit', () => {
  // 10 BTC lots: 5 000 at 2 % requires 100.
  for (const [rule, cash, size, expected] of [
    ['half of the requirement left: half of 2 % off', '50', 10n, '-4@49500'],
    ['a short above the mark', '50', -10n, '4@50500'],
    ['at the requirement a whole rate off', '100', 10n, '-4@49000'],
    ['nothing left: the mark', '0', 10n, '-4@50000'],
    ['in debt beyond it', '-25', 10n, '-4@50250'],
    ['a part of a tick is not given away', '49.99', 10n, '-4@49501'],
  ] as const)
    test(`${rule}: ${expected}`, () => {
      const view = viewOf({ account: holder(cash, [atMark('BTC-PERP', size)]) })
      const slice = draft(leg('BTC-PERP', size > 0n ? -4n : 4n))
      assert.deepEqual(shown(limit(view, slice).legs), [`BTC-PERP ${expected}`])
    })
  for (const [toMark, cash, size, expected] of [
    ['0.5', '50', 10n, '-4@49750'],
    ['0.5', '50', -10n, '4@50250'],
    ['1', '50', 10n, '-4@50000'],
    ['0.333333333333333333', '100', 10n, '-4@49334'], // 49 333.3
    ['0', '50', 10n, '-4@49500'],
  ] as const)
    test(`${toMark} of the way to the mark on ${cash}: ${expected}`, () => {
      const view = viewOf({ account: holder(cash, [atMark('BTC-PERP', size)]) })
      const slice = draft(leg('BTC-PERP', size > 0n ? -4n : 4n))
      assert.deepEqual(shown(zeroPriceLimit.create({ toMark })(view, slice).legs), [`BTC-PERP ${expected}`])
    })
  test('beyond the mark is refused', () => assert.equal(zeroPriceLimit.check({ toMark: '1.1' })[0]?.field, 'toMark'))
  test('a leg without a position is dropped', () => {
    const view = viewOf({ account: holder('50', [atMark('BTC-PERP', 10n)]) })
    assert.deepEqual(limit(view, draft(leg('ETH-PERP', -1n))).legs, [])
  })
  test('no fill at the limit worsens health, whatever is held beside it', () => {
    fc.assert(
      fc.property(
        fc.bigInt(1n, 199n),
        fc.bigInt(-100n, 100n),
        fc.bigInt(1n, 400n),
        fc.bigInt(1n, 199n),
        (size, other, cash, cut) => {
          const positions = [atMark('BTC-PERP', size), ...(other === 0n ? [] : [atMark('SOL-PERP', other)])]
          const account = holder(String(cash), positions)
          const [sold] = limit(viewOf({ account }), draft(leg('BTC-PERP', -(cut < size ? cut : size)))).legs
          assert.ok(sold !== undefined && sold.limit !== null)
          const view = viewOf({ account, books: [book('BTC-PERP', [[sold.limit, 1_000n]], [])] })
          const after = simulateTrade(view, [sold], ratio(0n)).account
          const [old, now] = [view.maintenance, measure(view.rules, after, view.marks, 'maintenance')]
          // A requirement rounds up by less than an atom a leg.
          assert.ok(now.equity * old.requirement >= old.equity * (now.requirement - 2n))
        },
      ),
      { numRuns: 150 },
    )
  })
})
