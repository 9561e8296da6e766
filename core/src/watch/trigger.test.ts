import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { approx, ratioOf, ticks } from '../units/index.ts'
import { breaches, measure, type MarkPrices } from '../margin/index.ts'
import { accountWith, at, holding, rules, usdc } from '../margin/fixtures.ts'
import { HIGH, LOW, ROUTE } from './columns.ts'
import { readMarks } from './price-table.ts'
import { createRoster, enlist, verdictOf } from './roster.ts'

const band = (account: ReturnType<typeof accountWith>, wake = ratioOf('1')) => {
  const roster = createRoster(rules)
  enlist(roster, 0, account, wake)
  const { routes, windows } = roster.columns
  const side = (marks: MarkPrices): number => {
    readMarks(roster.table, marks)
    return Math.sign(verdictOf(roster, 0))
  }
  return { triggered: routes[0] === ROUTE.trigger, low: windows[LOW] ?? 0, high: windows[HIGH] ?? 0, side }
}

describe('setBand', () => {
  // maintenance 1 %: a long of 1 BTC bought at 60 000 with 3 000 is breached under 57 000 / 0.99, a short over 63 000 / 1.01
  const rows = [
    ['a long', 1_000n, (57_000 / 0.99) * 10],
    ['a short', -1_000n, (63_000 / 1.01) * 10],
  ] as const
  for (const [name, size, trigger] of rows)
    test(`the band of ${name} encloses its liquidation price within a hundred-thousandth`, () => {
      const { triggered, low, high } = band(
        accountWith({ USDC: usdc('3000') }, [holding('BTC-PERP', size, size * 60_000_000n)]),
      )
      assert.ok(triggered)
      assert.ok(low < trigger && trigger < high && high - low < trigger * 1e-5, `${low} ${trigger} ${high}`)
    })

  test('a long that cash covers down to zero has no edge, a short that is bankrupt at any price has no safe side', () => {
    const covered = band(accountWith({ USDC: usdc('61000') }, [holding('BTC-PERP', 1_000n, usdc('60000'))]))
    assert.deepEqual([covered.triggered, covered.low, covered.high], [true, 0, 0])
    assert.equal(covered.side(at('BTC-PERP', 1n)), 1)
    const lost = band(accountWith({ USDC: usdc('-61000') }, [holding('BTC-PERP', -1_000n, usdc('-60000'))]))
    assert.deepEqual([lost.triggered, lost.low, lost.high], [true, 0, 0])
    assert.equal(lost.side(at('BTC-PERP', 1n)), -1)
  })

  test('no band where another price enters, or where a rise of the mark can hurt a long', () => {
    const long = holding('BTC-PERP', 1_000n, usdc('60000'))
    const others = [
      accountWith({ USDC: usdc('3000'), BTC: 1n }, [long]),
      accountWith({ USDC: usdc('3000') }, [long, holding('ETH-PERP', 1n, 1n)]),
      accountWith({ BTC: 1_000_000n }, [holding('BTC-INV', 60n, -1_000_000n)]),
    ]
    for (const account of others) assert.equal(band(account).triggered, false)
    assert.equal(band(accountWith({ USDC: usdc('3000') }, [long]), ratioOf('20')).triggered, false)
  })

  test('outside the band the exact verdict is what the side says, for any position, cash, level and mark', () =>
    fc.assert(
      fc.property(
        fc.bigInt(-30_000n, 30_000n).filter((size) => size !== 0n),
        fc.bigInt(-100n, 300n),
        fc.bigInt(0n, 2_500n),
        fc.bigInt(-40n, 40n),
        (size, cashShare, level, off) => {
          const value = size * 60_000_000n
          const cash = ((size < 0n ? -value : value) * cashShare) / 1_000n
          const account = accountWith({ USDC: cash }, [holding('BTC-PERP', size, value)])
          const wake = ratioOf(`${level / 1_000n}.${String(level % 1_000n).padStart(3, '0')}`)
          const { triggered, high, side } = band(account, wake)
          fc.pre(triggered && high > 100)
          const price = BigInt(Math.round(high)) + off
          const prices = at('BTC-PERP', price > 0n ? price : 1n)
          const told = side(prices)
          const breached = breaches(measure(rules, account, prices, 'maintenance'), wake)
          if (told !== 0) assert.equal(told < 0, breached)
          else assert.ok(Math.abs(approx(ticks(price)) - high) < 3 + high * 1e-5)
        },
      ),
    ))
})
