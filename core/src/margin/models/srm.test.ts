import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ModelInputError } from './model-input-error.ts'
import { lowestPayoff, type OptionHolding } from './option-holdings.ts'
import { SRM_MAINNET_ETH } from './srm-parameters.ts'
import type { SrmExpiry, SrmMarket, SrmPortfolio } from './srm-portfolio.ts'
import { srmMargin } from './srm.ts'

const QUIET: SrmMarket = {
  name: 'X',
  spot: 100,
  spotConfidence: 1,
  perpetual: 0,
  perpetualPrice: 100,
  perpetualConfidence: 1,
  base: 0,
  unrealisedProfit: 0,
  expiries: [],
}

const portfolio = (market: Partial<SrmMarket>, cash = 0, stablePrice = 1): SrmPortfolio => ({
  cash,
  stablePrice,
  markets: [{ ...QUIET, ...market }],
})

const option = (kind: 'call' | 'put', strike: number, amount: number): OptionHolding => ({
  kind,
  strike,
  amount,
  vol: 0.8,
  volConfidence: 1,
})

/** Options that expire now, so that each is worth its payoff at the forward of 100. */
const now = (...options: readonly OptionHolding[]): Partial<SrmMarket> => ({
  expiries: [{ secondsToExpiry: 0, forward: 100, forwardConfidence: 1, options }],
})

const near = (got: number, expected: number): void =>
  assert.ok(Math.abs(got - expected) <= 1e-9, `${got} instead of ${expected}`)

describe('srmMargin', () => {
  // [what, portfolio, initial, maintenance, mark to market], spot 100
  const rows: readonly (readonly [string, SrmPortfolio, number, number, number])[] = [
    ['cash alone', portfolio({}, 7), 7, 7, 7],
    ['a perpetual pays 6.5 % and 5 % on either side', portfolio({ perpetual: -2 }), -13, -10, 0],
    ['unsettled profit counts in full', portfolio({ perpetual: 1, unrealisedProfit: 9 }), 2.5, 4, 9],
    ['a coin counts a tenth', portfolio({ base: 2 }), 20, 20, 200],
    // otm = 0.2: max(0.1, 0.15 - 0.2) · 100
    ['a call far out of the money', portfolio(now(option('call', 120, -1))), -10, -7.5, 0],
    // otm = 0.02: 0.13 · 100
    ['a call a little out of it', portfolio(now(option('call', 102, -1))), -13, -7.5, 0],
    // worth -50; 15 and 7.5 on top
    ['a put in the money', portfolio(now(option('put', 150, -1))), -65, -57.5, -50],
    // worth -400; maintenance -400 · 1.075 = -430, initial 1.05 times that, under the -500 of a spot at zero
    ['a put deep in the money', portfolio(now(option('put', 500, -1))), -451.5, -430, -400],
    // together at most 10 is lost; alone 15 and 7.5
    ['a call spread', portfolio(now(option('call', 100, -1), option('call', 110, 1))), -10, -7.5, 0],
    // two calls short, one long: worst -10 at 110, one unpaired: -10 - 120; alone 2 · 15 and 2 · 7.5
    ['calls that nothing covers', portfolio(now(option('call', 100, -2), option('call', 110, 1))), -30, -15, 0],
    // alone -1 · (40 + 15), worst payoff 40 - … at 0 and 60: long put 150 pays what the call at 60 takes up to 150
    ['a box half', portfolio(now(option('call', 60, -1), option('put', 150, 1))), -55, -47.5, 10],
    ['an option held counts nothing', portfolio(now(option('call', 60, 1))), 0, 0, 40],
    // 0.7 · 0.4 · 100 · 1, initial only
    ['a spot feed in doubt', portfolio({ perpetual: 1, spotConfidence: 0.3 }), -6.5 - 28, -5, 0],
    ['a feed at its threshold is trusted', portfolio({ perpetual: 1, perpetualConfidence: 0.4 }), -6.5, -5, 0],
    ['a coin in doubt', portfolio({ base: 2, spotConfidence: 0.3 }), 20 - 56, 20, 200],
    [
      'a volatility in doubt, of an option held too',
      portfolio(now(option('call', 120, -1), { ...option('call', 130, 1), volConfidence: 0 })),
      -10 - 40,
      -7.5,
      0,
    ],
    // (0.98 - 0.88) · 1.2 · 100 · (1 + 2)
    [
      'a stable coin under its peg',
      portfolio({ perpetual: 1, ...now(option('call', 120, -2)) }, 0, 0.88),
      -6.5 - 20 - 36,
      -5 - 15,
      0,
    ],
    ['a coin in a stable coin at a half', portfolio({ base: 1 }, 0, 0.5), 10, 10, 200],
  ]
  for (const [what, given, initial, maintenance, value] of rows)
    test(what, () => {
      const margin = srmMargin(given)
      near(margin.initialMargin, initial)
      near(margin.maintenanceMargin, maintenance)
      near(margin.markToMarket, value)
    })

  test('numbers may differ by market', () => {
    const two: SrmPortfolio = {
      cash: 0,
      stablePrice: 1,
      markets: [
        { ...QUIET, base: 1 },
        { ...QUIET, name: 'ETH', base: 1 },
      ],
    }
    const margin = srmMargin(two, (market) => ({
      ...SRM_MAINNET_ETH,
      base: { share: market === 'ETH' ? 0.8 : 0.5, initialScale: 1 },
    }))
    near(margin.maintenanceMargin, 130)
  })

  const anyOption = fc.record({
    kind: fc.constantFrom('call' as const, 'put' as const),
    strike: fc.integer({ min: 1, max: 250 }),
    amount: fc.integer({ min: -5, max: 5 }),
    vol: fc.double({ min: 0.1, max: 3, noNaN: true }),
    volConfidence: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  const anyExpiry = (secondsToExpiry: number): fc.Arbitrary<SrmExpiry> =>
    fc.record({
      secondsToExpiry: fc.constant(secondsToExpiry),
      forward: fc.integer({ min: 80, max: 120 }),
      forwardConfidence: fc.double({ min: 0, max: 1, noNaN: true }),
      options: fc.array(anyOption, { maxLength: 5 }),
    })
  const anyPortfolio: fc.Arbitrary<SrmPortfolio> = fc
    .record({
      perpetual: fc.integer({ min: -9, max: 9 }),
      base: fc.integer({ min: 0, max: 9 }),
      spotConfidence: fc.double({ min: 0, max: 1, noNaN: true }),
      expiries: fc.tuple(anyExpiry(86_400), anyExpiry(2_000_000)),
      cash: fc.integer({ min: -900, max: 900 }),
      stablePrice: fc.double({ min: 0.5, max: 1.1, noNaN: true }),
    })
    .map(({ cash, stablePrice, ...market }) => portfolio(market, cash, stablePrice))

  test('its parts and the cash add up to both levels, and the initial one is never above', () =>
    fc.assert(
      fc.property(anyPortfolio, (given) => {
        const { initialMargin, maintenanceMargin, contributions } = srmMargin(given)
        const sum = (part: 'initial' | 'maintenance') =>
          contributions.reduce((all, each) => all + each[part], given.cash)
        near(sum('initial'), initialMargin)
        near(sum('maintenance'), maintenanceMargin)
        assert.ok(initialMargin <= maintenanceMargin + 1e-9)
      }),
    ))

  test('the lowest payoff of covered calls is the lowest over every settlement price', () =>
    fc.assert(
      fc.property(fc.array(anyOption, { maxLength: 6 }), (options) => {
        const calls = options.reduce((sum, { kind, amount }) => sum + (kind === 'call' ? amount : 0), 0)
        const covered = calls < 0 ? [...options, { ...option('call', 1, -calls) }] : options
        let low = Infinity
        for (let price = 0; price <= 260; price += 1)
          low = Math.min(
            low,
            covered.reduce(
              (sum, { kind, strike, amount }) =>
                sum + amount * Math.max(0, kind === 'call' ? price - strike : strike - price),
              0,
            ),
          )
        assert.equal(lowestPayoff(covered) + 0, low + 0)
      }),
    ))

  const refused: readonly (readonly [string, SrmPortfolio, string])[] = [
    ['a coin owed', portfolio({ base: -1 }), 'X.base'],
    ['a spot of nothing', portfolio({ spot: 0 }), 'X.spot'],
    ['a confidence above one', portfolio({ spotConfidence: 1.1 }), 'X.spotConfidence'],
    ['no number', portfolio({}, Number.NaN), 'cash'],
    ['a strike below zero', portfolio(now(option('put', -1, 1))), 'X.expiries[0].options[0].strike'],
    ['an expiry twice', portfolio({ expiries: [...(now().expiries ?? []), ...(now().expiries ?? [])] }), 'X.expiries'],
  ]
  for (const [what, given, field] of refused)
    test(`refuses ${what}`, () =>
      assert.throws(
        () => srmMargin(given),
        (error) => error instanceof ModelInputError && error.field === field,
      ))
})
