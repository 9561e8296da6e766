import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { approx, applyRatio, atoms, formatRatio, greatest, least, NO_ATOMS, ratio, ratioOf } from '../../units/index.ts'
import { measure } from '../../margin/index.ts'
import { atMark, book, holder, leg, viewOf } from '../fixtures.ts'
import { simulateTrade } from '../simulate-trade.ts'
import { exponentialPenalty, exponentialRate } from './exponential.ts'

const rule = { scale: '0.002', growth: '3', most: '0.03', cap: 'equity' }
const penalty = exponentialPenalty.create(rule)
const long = (cash: string, size = 100n) => holder(cash, [atMark('BTC-PERP', size)])

describe('exponentialPenalty', () => {
  // 100 BTC lots: requirement 1 000. 0.002 (e^(3 d) - 1) by a pocket calculator.
  for (const [cash, rate] of [
    ['2000', 0],
    ['1000', 0],
    ['900', 0.000699717615152], // d = 0.1
    ['500', 0.006963378140676], // d = 0.5
    ['100', 0.027759463449746], // d = 0.9
    ['0', 0.03], // 0.0382 is above the most
  ] as const)
    test(`equity ${cash} of 1 000: ${rate}`, () => {
      const got = approx(penalty(viewOf({ account: long(cash) })).rate) / 1e18
      assert.ok(Math.abs(got - rate) < 1e-15, String(got))
    })
  test('states base and cap', () => {
    const { base, cap } = exponentialPenalty.create({ ...rule, cap: 'none' })(viewOf({ account: long('500') }))
    assert.deepEqual([base, cap], ['notional', 'none'])
  })
  test('never falls as the breach deepens', () => {
    const curve = { scale: 0.002, growth: 3, most: ratioOf('0.03') }
    fc.assert(
      fc.property(fc.bigInt(0n, 2n * 10n ** 18n), fc.bigInt(1n, 10n ** 17n), (depth, more) => {
        const [shallow, deep] = [exponentialRate(ratio(depth), curve), exponentialRate(ratio(depth + more), curve)]
        return deep >= shallow && shallow >= 0n && deep <= curve.most
      }),
    )
  })
  for (const [field, value] of [
    ['scale', '0'],
    ['growth', '51'],
    ['most', '0'],
    ['from', '0'],
  ] as const)
    test(`refuses ${field} ${value}`, () => {
      assert.deepEqual(
        exponentialPenalty.check({ ...rule, [field]: value }).map((problem) => problem.field),
        [field],
      )
    })
})

describe('whoever closes the same slice alone pays less than who is liquidated', () => {
  // Books that take everything at mark, by a gentle slope, by a steep one.
  const slope = (bps: bigint) =>
    book(
      'BTC-PERP',
      Array.from({ length: 20 }, (_, at) => [50_000n - 5n * bps * BigInt(at + 1), 30n] as const),
      [],
    )
  const books = [book('BTC-PERP', [[50_000n, 1_000n]], []), slope(1n), slope(8n)]
  /** What equity is lost by trading a slice, fee and impact; and what a penalty of at most the equity that is left takes on top. */
  const costs = (equity: bigint, size: bigint, curve: (typeof books)[number]) => {
    const view = viewOf({ account: long(String(equity)), books: [curve], feeRate: '0.0005' })
    const { account } = simulateTrade(view, [leg('BTC-PERP', -size)], ratio(0n))
    const after = measure(view.rules, account, view.marks, 'maintenance').equity
    const due = applyRatio(atoms(size * 500_000_000n), penalty(view).rate, 'up')
    return { left: after, onTop: least(due, greatest(NO_ATOMS, after)), capped: due > after }
  }
  test('on a grid of 999 depths, 5 sizes and 3 books', () => {
    let [cases, capped, ties, smallest] = [0, 0, 0, Infinity]
    for (let equity = 1n; equity < 1_000n; equity += 1n)
      for (const size of [1n, 5n, 20n, 50n, 100n])
        for (const curve of books) {
          const cost = costs(equity, size, curve)
          cases += 1
          if (cost.left <= 0n) ties += 1
          else assert.ok(cost.onTop > 0n, `equity ${equity}, ${size} lots`)
          if (cost.capped) capped += 1
          else smallest = Math.min(smallest, (10_000 * approx(cost.onTop)) / approx(size * 500_000_000n))
        }
    // A tie only where closing alone leaves nothing either: there is nothing left to take. The cap binds near bankruptcy.
    assert.equal(cases, 999 * 5 * 3)
    assert.ok(ties < capped && capped < cases / 4, `${ties} ties, ${capped} capped`)
    // At a breach of one thousandth: 0.002 (e^0.003 - 1) = 0.06009 bp of the notional.
    assert.ok(Math.abs(smallest - 0.06009009) < 1e-6, `smallest advantage ${smallest} bp`)
  })
  test('the penalty of the moment is what the view says', () => {
    assert.equal(formatRatio(penalty(viewOf({ account: long('999') })).rate).slice(0, 10), '0.00000600')
  })
})
