import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { atoms, ratio, ratioOf, ticks } from '../units/index.ts'
import { notional } from '../instruments/index.ts'
import type { Account } from '../accounts/index.ts'
import { accountWith, at, holding, marks, order, rules, usdc } from './fixtures.ts'
import { ladder } from './ladder.ts'
import { breaches, measure } from './measure.ts'
import { anyAccount, anyMarks } from './random.fixtures.ts'
import { LinkError, slack, thresholds } from './thresholds.ts'
import { worth } from './worth.ts'
import type { MarkPrices, ThresholdQuery, Thresholds } from './types.ts'

const maintenance: ThresholdQuery = { level: 'maintenance', multiple: ratioOf('1') }
const longBtc = holding('BTC-PERP', 1_000n, usdc('60000'))
const shortBtc = holding('BTC-PERP', -1_000n, usdc('-60000'))
const longInverse = holding('BTC-INV', 6_000n, -100_000_000n)
const pair = (safe: bigint, breached: bigint) => ({ safe: ticks(safe), breached: ticks(breached) })

describe('thresholds: by hand', () => {
  const three = { USDC: usdc('3000') }
  const rows: readonly (readonly [string, Account, string, ThresholdQuery, Thresholds])[] = [
    // 3 000 + p - 60 000 = 0.01 p at 57 575.757…
    [
      'a long',
      accountWith(three, [longBtc]),
      'BTC-PERP',
      maintenance,
      { below: pair(575_758n, 575_757n), above: null },
    ],
    // 3 000 - p + 60 000 = 0.01 p at 62 376.237…
    [
      'a short',
      accountWith(three, [shortBtc]),
      'BTC-PERP',
      maintenance,
      { below: null, above: pair(623_762n, 623_763n) },
    ],
    // p - 57 000 = 0.02 p at 58 163.265…
    [
      'a long at the initial level',
      accountWith(three, [longBtc]),
      'BTC-PERP',
      { level: 'initial', multiple: ratioOf('1') },
      { below: pair(581_633n, 581_632n), above: null },
    ],
    // p - 57 000 = 0.02 p: twice maintenance is the same line
    [
      'a long at twice maintenance',
      accountWith(three, [longBtc]),
      'BTC-PERP',
      { level: 'maintenance', multiple: ratioOf('2') },
      { below: pair(581_633n, 581_632n), above: null },
    ],
    // p - 57 000 >= 0: equality is safe
    [
      'a long at zero equity',
      accountWith(three, [longBtc]),
      'BTC-PERP',
      { level: 'maintenance', multiple: ratio(0n) },
      { below: pair(570_000n, 569_999n), above: null },
    ],
    // coin unlinked: 57 000 · (1.1 - 60 000/p) = 600 at 55 072.46…, ticks of 0.5
    [
      'an inverse long, coin price fixed',
      accountWith({ BTC: 10_000_000n }, [longInverse]),
      'BTC-INV',
      maintenance,
      { below: pair(110_145n, 110_144n), above: null },
    ],
    // coin linked: 0.95 · (1.1 p - 60 000) = 600 at 55 119.61…
    [
      'an inverse long, coin price linked',
      accountWith({ BTC: 10_000_000n }, [longInverse]),
      'BTC-INV',
      { ...maintenance, linked: ['BTC'] },
      { below: pair(110_240n, 110_239n), above: null },
    ],
    // 1 BTC short on 1 BTC of collateral, linked: 0.95 p + 60 000 - p = 0.01 p: -0.06 p at 1 000 000; the tier of
    // 100 000 steepens it: 60 000 - 0.05 p = 0.025 p - 1 500 at 820 000
    [
      'a short covered by its coin',
      accountWith({ BTC: 100_000_000n }, [shortBtc]),
      'BTC-PERP',
      { ...maintenance, linked: ['BTC'] },
      { below: null, above: pair(8_200_000n, 8_200_001n) },
    ],
    ['no position', accountWith(three), 'BTC-PERP', maintenance, { below: null, above: null }],
    ['another market', accountWith(three, [longBtc]), 'ETH-PERP', maintenance, { below: null, above: null }],
  ]
  for (const [name, account, instrument, query, wanted] of rows)
    test(name, () => assert.deepEqual(thresholds(rules, account, marks, instrument, query), wanted))

  test('a safe interval has two ends: a long whose requirement outgrows its gain', () => {
    // 6 × initial: 0.12 p, 0.3 p - 18 000, 0.6 p - 318 000 in the three tiers: never steeper than the gain of 1, no upper end
    const account = accountWith({ USDC: usdc('9999') }, [longBtc])
    const wide = thresholds(rules, account, marks, 'BTC-PERP', { level: 'initial', multiple: ratioOf('6') })
    assert.equal(wide.above, null)
    // 12 ×: 0.24 p at 60 000 = 14 400; 0.6 p - 36 000 past 100 000; 1.2 p - 636 000 past 1 000 000
    const narrow = thresholds(rules, accountWith({ USDC: usdc('15000') }, [longBtc]), marks, 'BTC-PERP', {
      level: 'initial',
      multiple: ratioOf('12'),
    })
    // p - 45 000 = 0.24 p at 59 210.526…; p - 45 000 = 1.2 p - 636 000 at 2 955 000
    assert.deepEqual(narrow, { below: pair(592_106n, 592_105n), above: pair(29_550_000n, 29_550_001n) })
  })

  test('a short across a tier kink', () => {
    // short 2 BTC from 45 000 with 20 000: 110 000 - 2p = 0.05p - 1 500 in the second tier, p = 54 390.243…
    const account = accountWith({ USDC: usdc('20000') }, [holding('BTC-PERP', -2_000n, usdc('-90000'))])
    const found = thresholds(rules, account, at('BTC-PERP', 450_000n), 'BTC-PERP', maintenance)
    assert.deepEqual(found, { below: null, above: pair(543_902n, 543_903n) })
    // seen from beyond, the same pair is the recovery
    const back = thresholds(rules, account, marks, 'BTC-PERP', maintenance)
    assert.deepEqual(back, { below: pair(543_902n, 543_903n), above: null })
  })

  test('a breached account gets its recovery, safe beyond breached', () => {
    const account = accountWith({ USDC: usdc('3000') }, [longBtc])
    const found = thresholds(rules, account, at('BTC-PERP', 572_000n), 'BTC-PERP', maintenance)
    assert.deepEqual(found, { below: null, above: pair(575_758n, 575_757n) })
    const short = accountWith({ USDC: usdc('3000') }, [shortBtc])
    const below = thresholds(rules, short, at('BTC-PERP', 700_000n), 'BTC-PERP', maintenance)
    assert.deepEqual(below, { below: pair(623_762n, 623_763n), above: null })
  })

  test('a recovery between two kinks is found though both ends of the range are breached', () => {
    // the two-ended account above, from a price beyond its upper end
    const account = accountWith({ USDC: usdc('15000') }, [longBtc])
    const query: ThresholdQuery = { level: 'initial', multiple: ratioOf('12') }
    const found = thresholds(rules, account, at('BTC-PERP', 30_000_000n), 'BTC-PERP', query)
    assert.deepEqual(found, { below: pair(29_550_000n, 29_550_001n), above: null })
    const low = thresholds(rules, account, at('BTC-PERP', 500_000n), 'BTC-PERP', query)
    assert.deepEqual(low, { below: null, above: pair(592_106n, 592_105n) })
  })

  test('a recovery at the price of an order', () => {
    // 560 cash, long 1 BTC, a sell of 3 at 61 000: worst size 2 in the second tier, R = 0.05 p - 1 500.
    // Up to 61 000 slack is 560 + p - 60 000 - R, 10 there; beyond, three more are lost per unit: 10 - 2.05 x = 0 at 4.878
    const sell = order('s', { instrument: 'BTC-PERP', side: 'sell', size: 3_000n, price: 610_000n })
    const account = accountWith({ USDC: usdc('560') }, [longBtc], [sell])
    const found = thresholds(rules, account, at('BTC-PERP', 611_000n), 'BTC-PERP', maintenance)
    assert.deepEqual(found, { below: pair(610_048n, 610_049n), above: null })
    // and from below: 0.95 p = 57 940 at 60 989.47…
    const low = thresholds(rules, account, at('BTC-PERP', 600_000n), 'BTC-PERP', maintenance)
    assert.deepEqual(low, { below: null, above: pair(609_895n, 609_894n) })
  })

  test('a recovery where a net coin amount changes its sign', () => {
    // 0.1 BTC and 6 000 contracts net 1.1 p - 60 000, less 5 % while held; short 1.08 BTC from 60 000; -4 600 cash.
    // Slack falls above the sign change at 54 545.45 and rises below it: 2 600 - 0.0458 p = 0 at 56 768.55…
    const account = accountWith({ USDC: usdc('-4600'), BTC: 10_000_000n }, [
      longInverse,
      holding('BTC-PERP', -1_080n, usdc('-64800')),
    ])
    const query = { ...maintenance, linked: ['BTC', 'BTC-PERP'] }
    const found = thresholds(rules, account, marks, 'BTC-INV', query)
    assert.deepEqual(found, { below: pair(113_537n, 113_538n), above: null })
  })

  test('the search reaches 100 × the mark and no further', () => {
    // short 1 BTC: cash + 60 000 - p = 0.05 p - 26 500; at p = 6 000 000 that takes 6 213 500
    const above = (cash: string) =>
      thresholds(rules, accountWith({ USDC: usdc(cash) }, [shortBtc]), marks, 'BTC-PERP', maintenance).above
    assert.equal(above('6213500'), null)
    assert.deepEqual(above('6213499.999999'), pair(59_999_999n, 60_000_000n))
  })

  test('at one tick nothing lies below', () => {
    const account = accountWith({ USDC: -1n }, [holding('BTC-PERP', 1n, 0n)])
    const found = thresholds(rules, account, at('BTC-PERP', 1n), 'BTC-PERP', {
      ...maintenance,
      multiple: ratioOf('99'),
    })
    assert.equal(found.below, null)
  })

  test('refuses links that bend the wrong way', () => {
    const account = accountWith({ USDC: usdc('3000') })
    const run = (instrument: string, linked: readonly string[]) => () =>
      thresholds(rules, account, marks, instrument, { ...maintenance, linked })
    assert.throws(run('BTC-INV', ['BTC-PERP']), LinkError)
    assert.throws(run('BTC-PERP', ['BTC-INV']), LinkError)
    assert.throws(run('ETH-BTC', ['BTC']), LinkError)
    assert.doesNotThrow(run('BTC-PERP', ['BTC-INV', 'BTC']))
    assert.doesNotThrow(run('BTC', ['BTC-PERP']))
  })
})

describe('ladder', () => {
  test('names each rung with its prices, in the order given', () => {
    const account = accountWith({ USDC: usdc('3000') }, [longBtc])
    const rungs = [
      { name: 'soft', multiple: ratioOf('2') },
      { name: 'hard', multiple: ratioOf('1') },
    ]
    assert.deepEqual(ladder(rules, account, marks, 'BTC-PERP', rungs), [
      { ...rungs[0], below: pair(581_633n, 581_632n), above: null },
      { ...rungs[1], below: pair(575_758n, 575_757n), above: null },
    ])
  })
})

const breachedAt = (account: Account, prices: MarkPrices, query: ThresholdQuery): boolean =>
  breaches(measure(rules, account, prices, query.level), query.multiple)

/** The move as the contract states it, written apart from the code: links in proportion, rounded down, at least one tick. */
const move = (prices: MarkPrices, instrument: string, linked: readonly string[], price: bigint): MarkPrices => {
  const start = prices.get(instrument) ?? 1n
  const moved = new Map(prices).set(instrument, ticks(price))
  for (const id of linked) {
    const scaled = ((prices.get(id) ?? 1n) * price) / start
    moved.set(id, ticks(scaled < 1n ? 1n : scaled))
  }
  return moved
}

/** What one tick of each linked mark can be worth: everything the account holds, over the number of ticks. */
const roundingOf = (account: Account, prices: MarkPrices, linked: readonly string[]): bigint => {
  const value = (asset: string, amount: bigint): bigint =>
    -worth(rules, prices, asset, atoms(amount < 0n ? amount : -amount))
  let gross = 0n
  for (const { asset, atoms: amount } of account.balances) gross += value(asset, amount)
  for (const { instrument, size, entryValue } of account.positions) {
    const spec = rules.instruments.get(instrument)
    if (spec === undefined) continue
    gross += value(spec.settle, notional(spec, size, prices.get(instrument) ?? ticks(1n), 'up'))
    gross += value(spec.settle, entryValue)
  }
  let dust = 0n
  for (const id of linked) dust += (8n * gross) / (prices.get(id) ?? 1n)
  return dust
}

const anyQuery: fc.Arbitrary<ThresholdQuery> = fc.record({
  level: fc.constantFrom('initial', 'maintenance'),
  multiple: fc.bigInt(0n, 4n * 10n ** 18n).map(ratio),
})
const anyMove = fc.constantFrom(
  { instrument: 'BTC-PERP', linked: [] },
  { instrument: 'ETH-PERP', linked: [] },
  { instrument: 'BTC-INV', linked: [] },
  { instrument: 'ETH-BTC', linked: [] },
  { instrument: 'BTC', linked: [] },
  { instrument: 'BTC-PERP', linked: ['BTC', 'BTC-INV'] },
  { instrument: 'BTC-INV', linked: ['BTC'] },
  { instrument: 'ETH-PERP', linked: ['ETH', 'ETH-BTC'] },
)

describe('thresholds: for any account', () => {
  test('both ticks are confirmed by exact health, and the verdict holds from the mark up to them', () =>
    fc.assert(
      fc.property(
        anyAccount,
        anyMarks,
        anyQuery,
        anyMove,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 12, maxLength: 12 }),
        (account, prices, base, { instrument, linked }, draws) => {
          const query = { ...base, linked }
          const start: bigint = prices.get(instrument) ?? 1n
          const breached = (price: bigint): boolean =>
            breachedAt(account, move(prices, instrument, linked, price), query)
          const found = thresholds(rules, account, prices, instrument, query)
          for (const [threshold, end] of [
            [found.below, 1n],
            [found.above, start * 100n],
          ] as const) {
            if (threshold !== null) {
              assert.equal(breached(threshold.safe), false)
              assert.equal(breached(threshold.breached), true)
              const gap = threshold.safe - threshold.breached
              assert.ok(gap === 1n || gap === -1n)
            }
            const near = threshold === null ? end : breached(start) ? threshold.breached : threshold.safe
            for (const draw of draws) {
              const price = start + ((near - start) * BigInt(Math.floor(draw * 2 ** 40))) / 2n ** 40n
              if (breached(price) === breached(start)) continue
              // only within the rounding of the legs, and of linked marks to whole ticks, may the verdict differ on the way
              const moved = move(prices, instrument, linked, price)
              const close = slack(rules, account, moved, query)
              const dust = 20_000n + roundingOf(account, moved, linked)
              assert.ok(close > -dust && close < dust, `${price} differs from the mark by ${close}, dust ${dust}`)
            }
          }
        },
      ),
      { numRuns: 250 },
    ))

  test('slack is negative exactly where the account breaches', () =>
    fc.assert(
      fc.property(anyAccount, anyMarks, anyQuery, (account, prices, query) =>
        assert.equal(slack(rules, account, prices, query) < 0n, breachedAt(account, prices, query)),
      ),
      { numRuns: 100 },
    ))
  test('orders count on the way: a sell far below the mark charges its loss above it', () => {
    const sell = order('s', { instrument: 'BTC-PERP', side: 'sell', size: 1_000n, price: 610_000n })
    // flat, 1 000 cash: above 61 000 the sell loses p - 61 000 and requires 0.01 p: 1 000 = 1.01 p - 61 000 at 61 386.13…
    const account = accountWith({ USDC: usdc('1000') }, [], [sell])
    assert.deepEqual(thresholds(rules, account, marks, 'BTC-PERP', maintenance).above, pair(613_861n, 613_862n))
  })
})
