import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { atoms, divide, ratio, ratioOf, RATIO_ONE, ticks } from '../units/index.ts'
import { accountWith, at, btcSpot, holding, lendingRules as rules, marks, usdc } from './fixtures.ts'
import { health } from './health.ts'
import { ladder } from './ladder.ts'
import { loanToValue, owesLoan, ratesOfLoanToValue } from './loans.ts'
import { breaches, measure } from './measure.ts'
import { anyAccount, anyMarks } from './random.fixtures.ts'
import { defineRules, RulesError, type RulesDeclaration } from './rules.ts'
import { slack, thresholds } from './thresholds.ts'
import { exactHealth, lendingTwin, rational, type Rational } from './twin.fixtures.ts'
import type { LevelName, MarginRules } from './types.ts'
import { worth } from './worth.ts'

const BTC = 100_000_000n
const one = ratioOf('1')

describe('worth with concentration steps', () => {
  // 95 % of the first 30 000, 80 % of the next 60 000, 40 % of the rest
  const rows = [
    ['29999.4', 49_999_000n, '28499.43'],
    ['30000', 50_000_000n, '28500'],
    ['30000.6', 50_001_000n, '28500.48'],
    ['60000', BTC, '52500'],
    ['90000', 150_000_000n, '76500'],
    ['120000', 2n * BTC, '88500'],
    ['-120000', -2n * BTC, '-120000'],
  ] as const
  for (const [value, held, counted] of rows)
    test(`${value} counts ${counted}`, () => assert.equal(worth(rules, marks, 'BTC', atoms(held)), usdc(counted)))

  test('never falls and never bends upwards as more is held', () =>
    fc.assert(
      fc.property(fc.bigInt(0n, 3n * BTC), fc.bigInt(1n, BTC), (held, more) => {
        const [low, middle, high] = [held, held + more, held + 2n * more].map((net) =>
          worth(rules, marks, 'BTC', atoms(net)),
        )
        if (low === undefined || middle === undefined || high === undefined) return assert.fail()
        assert.ok(middle >= low && high >= middle)
        assert.ok(high - middle <= middle - low + 2n) // each is rounded by less than an atom
      }),
      { numRuns: 200 },
    ))
})

describe('a debt with a borrow rule', () => {
  /** BTC counts in full, a USDC debt requires a quarter: LTV 0.8. */
  const plain: MarginRules = defineRules({
    numeraire: 'USDC',
    instruments: [btcSpot],
    tiers: [],
    collateral: [{ asset: 'BTC', spot: btcSpot, haircut: ratio(0n) }],
    borrow: [{ asset: 'USDC', initialRate: ratioOf('1'), maintenanceRate: ratioOf('0.25') }],
  })
  const loan = (debt: string) => accountWith({ BTC, USDC: -usdc(debt) })
  test('breaches where the loan to value exceeds 1 / (1 + rate), exactly', () => {
    // 60 000 · 0.8 = 48 000; at the initial level 60 000 / 2 = 30 000
    const verdict = (debt: string, level: LevelName) => breaches(measure(plain, loan(debt), marks, level), one)
    assert.deepEqual([verdict('48000', 'maintenance'), verdict('48000.000001', 'maintenance')], [false, true])
    assert.deepEqual([verdict('30000', 'initial'), verdict('30000.000001', 'initial')], [false, true])
  })
  test('its stages lie at 1 / (1 + k · rate), its end at 1', () => {
    // debt 30 000: LTV 1 at 30 000, 0.8 at 37 500, 1 / 1.5 at 45 000
    const rungs = [
      { name: 'early', multiple: ratioOf('2') },
      { name: 'maintenance', multiple: one },
      { name: 'bankrupt', multiple: ratio(0n) },
    ]
    const found = ladder(plain, loan('30000'), marks, 'BTC', rungs)
    assert.deepEqual(
      found.map(({ below }) => [below?.safe, below?.breached]),
      [
        [4_500_000n, 4_499_999n],
        [3_750_000n, 3_749_999n],
        [3_000_000n, 2_999_999n],
      ],
    )
  })
  test('its loan to value is debt over collateral', () => {
    assert.deepEqual(loanToValue(plain, loan('48000'), marks), {
      debt: usdc('48000'),
      collateral: usdc('60000'),
      ratio: ratioOf('0.8'),
    })
    assert.equal(loanToValue(plain, accountWith({ USDC: -1n }), marks).ratio, null)
  })
  test('is a loan by balance, and only in an asset with a rule', () => {
    assert.equal(owesLoan(plain, loan('1')), true)
    assert.equal(owesLoan(plain, accountWith({ BTC })), false)
    assert.equal(owesLoan(rules, accountWith({ ETH: -1n, BTC })), false)
  })
  test('losses that exceed the cash are a debt, profits repay it', () => {
    // 1 BTC long from 60 000 to 59 000 on 500 cash: 500 owed require 100, the position 590
    const long = holding('BTC-PERP', 1_000n, usdc('60000'))
    const fallen = at('BTC-PERP', 590_000n)
    const account = accountWith({ USDC: usdc('500') }, [long])
    assert.deepEqual(measure(rules, account, fallen, 'maintenance'), {
      equity: -usdc('500'),
      requirement: usdc('690'),
    })
    const row = health(rules, account, fallen).maintenance.contributions[0]
    assert.deepEqual(row, { kind: 'collateral', id: 'USDC', equity: usdc('500'), requirement: usdc('100') })
  })
  test('a coin that is owed requires its share of the coin at mark', () => {
    assert.deepEqual(measure(rules, accountWith({ BTC: -BTC, USDC: usdc('90000') }), marks, 'maintenance'), {
      equity: usdc('30000'),
      requirement: usdc('15000'),
    })
  })
})

describe('the profit haircut', () => {
  const long = holding('BTC-PERP', 1_000n, usdc('60000'))
  test('takes its share off the net profit of an asset at the initial level alone', () => {
    // 1 000 gained on BTC, 400 lost on ETH: 600 net, of which 240 do not count
    const risen = at('BTC-PERP', 610_000n)
    const account = accountWith({ USDC: usdc('5000') }, [long, holding('ETH-PERP', 1_000n, usdc('30400'))])
    assert.equal(measure(rules, account, risen, 'maintenance').equity, usdc('5600'))
    assert.equal(measure(rules, account, risen, 'initial').equity, usdc('5360'))
    assert.deepEqual(
      health(rules, account, risen).initial.contributions.map(({ id, equity }) => [id, equity]),
      [
        ['USDC', usdc('4760')],
        ['BTC-PERP', usdc('1000')],
        ['ETH-PERP', -usdc('400')],
      ],
    )
  })
  test('leaves a loss as it is', () => {
    const account = accountWith({ USDC: usdc('5000') }, [long])
    assert.equal(measure(rules, account, at('BTC-PERP', 590_000n), 'initial').equity, usdc('4000'))
  })
})

describe('lending rules on any account', () => {
  const within = (gap: Rational, low: bigint, high: bigint): void => {
    assert.ok(divide(gap.numerator, gap.denominator, 'down') >= low)
    assert.ok(divide(gap.numerator, gap.denominator, 'up') <= high)
  }
  test('never above the true equity nor under the true requirement, and within the rounding of the terms', () =>
    fc.assert(
      fc.property(anyAccount, anyMarks, (account, prices) => {
        const terms = BigInt(account.positions.length + account.orders.length + account.balances.length + 1)
        const found = measure(rules, account, prices, 'maintenance')
        const exact = exactHealth(account, prices, lendingTwin(false))
        within(rational.minus(exact.equity, rational.of(found.equity)), 0n, 2_002n * terms)
        within(
          rational.minus(rational.of(found.requirement), exact.requirement),
          -2_002n * BigInt(account.orders.length),
          3_003n * terms,
        )
        const initial = measure(rules, account, prices, 'initial').equity
        const exactInitial = exactHealth(account, prices, lendingTwin(true)).equity
        within(rational.minus(exactInitial, rational.of(initial)), 0n, 2_002n * terms)
      }),
      { numRuns: 300 },
    ))
  test('contributions sum to measure at both levels', () =>
    fc.assert(
      fc.property(anyAccount, anyMarks, (account, prices) => {
        const found = health(rules, account, prices)
        for (const level of [found.initial, found.maintenance]) {
          let [equity, requirement] = [0n, 0n]
          for (const contribution of level.contributions) {
            equity += contribution.equity
            requirement += contribution.requirement
          }
          assert.deepEqual({ equity, requirement }, measure(rules, account, prices, level.name))
        }
      }),
      { numRuns: 200 },
    ))
  test('thresholds are confirmed on both sides, and the verdict holds up to them', () =>
    fc.assert(
      fc.property(
        anyAccount,
        anyMarks,
        fc.constantFrom('BTC', 'ETH', 'BTC-PERP', 'BTC-INV'),
        fc.constantFrom<LevelName>('initial', 'maintenance'),
        fc.array(fc.bigInt(0n, 1_000n), { minLength: 8, maxLength: 8 }),
        (account, prices, instrument, level, draws) => {
          const query = { level, multiple: one }
          const start: bigint = prices.get(instrument) ?? 1n
          const slackAt = (price: bigint): bigint =>
            slack(rules, account, new Map(prices).set(instrument, ticks(price)), query)
          const found = thresholds(rules, account, prices, instrument, query)
          for (const [threshold, end] of [
            [found.below, 1n],
            [found.above, start * 100n],
          ] as const) {
            if (threshold !== null)
              assert.deepEqual([slackAt(threshold.safe) < 0n, slackAt(threshold.breached) < 0n], [false, true])
            const broken = slackAt(start) < 0n
            const near = threshold === null ? end : broken ? threshold.breached : threshold.safe
            for (const draw of draws) {
              const close = slackAt(start + ((near - start) * draw) / 1_000n)
              assert.ok(close < 0n === broken || (close > -20_000n && close < 20_000n), `slack ${close} on the way`)
            }
          }
        },
      ),
      { numRuns: 150 },
    ))
})

describe('ratesOfLoanToValue', () => {
  test('meets the stated loan to value, never later', () => {
    const terms = {
      asset: 'USDC',
      haircut: ratioOf('0.1'),
      initialLtv: ratioOf('0.6'),
      maintenanceLtv: ratioOf('0.72'),
    }
    assert.deepEqual(ratesOfLoanToValue(terms), {
      asset: 'USDC',
      initialRate: ratioOf('0.5'),
      maintenanceRate: ratioOf('0.25'),
    })
    const third = ratesOfLoanToValue({ ...terms, haircut: ratio(0n), maintenanceLtv: ratioOf('0.83') })
    const due = (third?.maintenanceRate ?? 0n) + RATIO_ONE
    assert.ok(due * ratioOf('0.83') >= RATIO_ONE * RATIO_ONE)
    assert.ok((due - 1n) * ratioOf('0.83') < RATIO_ONE * RATIO_ONE)
  })
  for (const [name, initialLtv, maintenanceLtv] of [
    ['above what the haircut leaves', '0.6', '0.9'],
    ['zero', '0', '0.5'],
    ['initial above maintenance', '0.8', '0.7'],
  ] as const)
    test(`has none for a loan to value that is ${name}`, () =>
      assert.equal(
        ratesOfLoanToValue({
          asset: 'USDC',
          haircut: ratioOf('0.1'),
          initialLtv: ratioOf(initialLtv),
          maintenanceLtv: ratioOf(maintenanceLtv),
        }),
        null,
      ))
})

describe('defineRules on lending terms', () => {
  const spot = { asset: 'BTC', spot: btcSpot, haircut: ratioOf('0.1') }
  const good: RulesDeclaration = { numeraire: 'USDC', instruments: [btcSpot], tiers: [], collateral: [spot] }
  const step = (floor: string, haircut: string) => ({ floor: usdc(floor), haircut: ratioOf(haircut) })
  const borrow = (asset: string, initial: string, maintenance: string) => ({
    borrow: [{ asset, initialRate: ratioOf(initial), maintenanceRate: ratioOf(maintenance) }],
  })
  const refused: readonly (readonly [string, Partial<RulesDeclaration>, string])[] = [
    ['a step at 0', { collateral: [{ ...spot, steps: [step('0', '0.2')] }] }, 'collateral BTC.steps[0].floor'],
    [
      'a floor twice',
      { collateral: [{ ...spot, steps: [step('1', '0.2'), step('1', '0.3')] }] },
      'collateral BTC.steps[1].floor',
    ],
    ['a falling haircut', { collateral: [{ ...spot, steps: [step('1', '0.05')] }] }, 'collateral BTC.steps[0].haircut'],
    ['a haircut above 1', { collateral: [{ ...spot, steps: [step('1', '1.1')] }] }, 'collateral BTC.steps[0].haircut'],
    ['a debt without a value', borrow('ETH', '1', '1'), 'borrow ETH'],
    ['a free debt', borrow('USDC', '1', '0'), 'borrow USDC.maintenanceRate'],
    ['an initial rate below maintenance', borrow('USDC', '0.1', '0.2'), 'borrow USDC.initialRate'],
    ['a profit haircut above 1', { profitHaircut: ratioOf('1.1') }, 'profitHaircut'],
  ]
  for (const [name, change, field] of refused)
    test(`refuses ${name}`, () =>
      assert.throws(
        () => defineRules({ ...good, ...change }),
        (error: unknown) => error instanceof RulesError && error.field === field,
      ))
})
