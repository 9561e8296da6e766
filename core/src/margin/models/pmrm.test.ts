import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { pow } from '../../math/index.ts'
import { black76Price } from '../../pricing/index.ts'
import { ModelInputError } from './model-input-error.ts'
import type { OptionHolding } from './option-holdings.ts'
import { PMRM_MAINNET, PMRM_TESTED } from './pmrm-parameters.ts'
import { keptPortfolio, type PmrmExpiry, type PmrmPortfolio } from './pmrm-portfolio.ts'
import { pmrmMargin } from './pmrm.ts'

const QUIET: PmrmPortfolio = {
  cash: 0,
  stablePrice: 1,
  spot: 100,
  spotConfidence: 1,
  perpetual: 0,
  perpetualPrice: 100,
  perpetualConfidence: 1,
  unrealisedProfit: 0,
  base: 0,
  expiries: [],
}

const option = (kind: 'call' | 'put', strike: number, amount: number): OptionHolding => ({
  kind,
  strike,
  amount,
  vol: 0.8,
  volConfidence: 1,
})

/** An expiry now, without rates: each option is worth its payoff at the forward of 100. */
const now = (...options: readonly OptionHolding[]): PmrmExpiry => ({
  secondsToExpiry: 0,
  forwardVariable: 100,
  forwardFixed: 0,
  forwardConfidence: 1,
  rate: 0,
  rateConfidence: 1,
  options,
})

const near = (got: number, expected: number): void =>
  assert.ok(Math.abs(got - expected) <= 1e-9, `${got} instead of ${expected}`)

describe('pmrmMargin', () => {
  // [what, portfolio, initial, maintenance], spot 100
  const rows: readonly (readonly [string, Partial<PmrmPortfolio>, number, number])[] = [
    ['cash alone', { cash: 7 }, 7, 7],
    // 15 % of 200 and 2 % of 200
    ['a short perpetual', { perpetual: -2 }, -34 * 1.3, -34],
    ['a coin', { base: 1 }, 100 - 17 * 1.3, 83],
    // worth 200 where the stable coin is worth a half; 30 lost and 2 static; 1.3 + 2 · 0.48
    ['a coin in a weak stable coin', { base: 1, stablePrice: 0.5 }, 200 - 32 * 2.26, 168],
    ['a coin against a perpetual', { base: 1, perpetual: -1 }, 100 - 4 * 1.3, 96],
    // 15 lost upwards, one naked
    ['a written call', { expiries: [now(option('call', 100, -1))] }, -16 * 1.3, -16],
    // half of the forward is fixed
    [
      'a written call on a half-settled forward',
      { expiries: [{ ...now(option('call', 100, -1)), forwardVariable: 50, forwardFixed: 50 }] },
      -8.5 * 1.3,
      -8.5,
    ],
    ['a call held is worth nothing less than nothing', { expiries: [now(option('call', 100, 1))] }, 0, 0],
    // worth 20; at 85 the 5 left count 0.95
    ['a call held in the money', { expiries: [now(option('call', 80, 1))] }, 20 - 15.25 * 1.3, 4.75],
    // a forward bought by options: 15 lost downwards, nothing naked
    [
      'a put covered by a call at its strike',
      { expiries: [now(option('put', 100, -1), option('call', 100, 1))] },
      -19.5,
      -15,
    ],
    // the call at 90 covers no put at 100
    [
      'a put beside a call at another strike',
      { expiries: [now(option('put', 100, -1), option('call', 90, 1))] },
      10 - (10 + 15 + 1) * 1.3,
      -16,
    ],
    // 0.5 · 0.5 · 2 · 100, initial only
    ['a perpetual feed in doubt', { perpetual: -2, perpetualConfidence: 0.5 }, -34 * 1.3 - 50, -34],
    ['a perpetual feed of nobody', { cash: 1, perpetualConfidence: 0 }, 1, 1],
    ['a rate in doubt', { expiries: [{ ...now(option('call', 100, 1)), rateConfidence: 0.4 }] }, -30, 0],
  ]
  for (const [what, given, initial, maintenance] of rows)
    test(what, () => {
      const margin = pmrmMargin({ ...QUIET, ...given })
      near(margin.initialMargin, initial)
      near(margin.maintenanceMargin, maintenance)
    })

  test('forwards that move against each other cost the basis contingency', () => {
    // long and short calls of two expiries: spot moves cancel but for the discount, which is left out here
    const parameters = { ...PMRM_TESTED, discount: { share: 1, rateMultiple: 0, add: 0 } }
    const later = { ...now({ ...option('call', 100, 1), vol: 0 }), secondsToExpiry: 1 }
    const margin = pmrmMargin({ ...QUIET, expiries: [now(option('call', 100, -1)), later] }, parameters)
    assert.deepEqual(margin.worst, { kind: 'basis' })
    near(margin.basisContingency, -5 * 0.25)
    near(margin.maintenanceMargin, -1.25 - 1)
  })

  // 30 days over the time, to the power of 0.3 up to 30 days and 0.13 beyond; never under a day
  const shocks: readonly (readonly [number, 'up' | 'down', number])[] = [
    [30, 'up', 1.45],
    [30, 'down', 0.7],
    [7.5, 'up', 1 + 0.45 * pow(4, 0.3)],
    [120, 'up', 1 + 0.45 * pow(0.25, 0.13)],
    [0.25, 'down', 1 - 0.3 * pow(30, 0.3)],
  ]
  for (const [days, vol, multiple] of shocks)
    test(`volatility ${vol} at ${days} days is ${multiple} times`, () => {
      const parameters = {
        ...PMRM_TESTED,
        discount: { share: 1, rateMultiple: 0, add: 0 },
        scenarios: [{ spot: 1, vol }],
      }
      const value = (scale: number): number =>
        black76Price({ kind: 'call', forward: 100, strike: 100, time: days / 365, vol: 0.8 * scale, rate: 0 })
      const expiry = { ...now(option('call', 100, vol === 'up' ? -1 : 1)), secondsToExpiry: days * 86_400 }
      const { losses } = pmrmMargin(
        { ...QUIET, expiries: [expiry] },
        { ...parameters, basis: { ...parameters.basis, add: 0, perYear: 0 } },
      )
      near(losses[0]?.change ?? 0, -Math.abs(value(Math.max(0, multiple)) - value(1)))
    })

  test('what was deployed moves spot by a fifth when volatility rises', () => {
    assert.equal(PMRM_MAINNET.scenarios.length, 23)
    const margin = pmrmMargin({ ...QUIET, perpetual: 1 }, PMRM_MAINNET)
    assert.deepEqual(margin.worst, { kind: 'scenario', spot: 0.8, vol: 'up' })
    near(margin.maintenanceMargin, -20 - 3)
    near(margin.initialMargin, -23 * 1.25)
  })

  const anyPortfolio: fc.Arbitrary<PmrmPortfolio> = fc
    .record({
      perpetual: fc.integer({ min: -9, max: 9 }),
      base: fc.integer({ min: 0, max: 9 }),
      cash: fc.integer({ min: -900, max: 900 }),
      options: fc.array(
        fc.record({
          kind: fc.constantFrom('call' as const, 'put' as const),
          strike: fc.integer({ min: 60, max: 150 }),
          amount: fc.integer({ min: -5, max: 5 }),
          vol: fc.double({ min: 0.1, max: 3, noNaN: true }),
          volConfidence: fc.double({ min: 0, max: 1, noNaN: true }),
        }),
        { maxLength: 4 },
      ),
    })
    .map(({ options, ...rest }) => ({
      ...QUIET,
      ...rest,
      expiries: [{ ...now(...options), secondsToExpiry: 600_000, rate: 0.03 }],
    }))

  test('half of everything has half of every number', () =>
    fc.assert(
      fc.property(anyPortfolio, (whole) => {
        const half = pmrmMargin(keptPortfolio(whole, { kept: 0.5, reserved: 0, paid: 0 }))
        const { initialMargin, maintenanceMargin, basisContingency } = pmrmMargin(whole)
        near(half.initialMargin * 2, initialMargin)
        near(half.maintenanceMargin * 2, maintenanceMargin)
        near(half.basisContingency * 2, basisContingency)
      }),
      { numRuns: 40 },
    ))

  test('the losses at the worst are what the margin covers, and no scenario is worse', () =>
    fc.assert(
      fc.property(anyPortfolio, (given) => {
        const margin = pmrmMargin(given)
        const total = margin.losses.reduce((sum, { change }) => sum + change, 0)
        near(margin.maintenanceMargin, total - margin.staticContingency + margin.markToMarket)
        for (const scenario of PMRM_TESTED.scenarios) {
          const one = pmrmMargin(given, { ...PMRM_TESTED, scenarios: [scenario] })
          assert.ok(margin.maintenanceMargin <= one.maintenanceMargin + 1e-9)
        }
      }),
      { numRuns: 25 },
    ))

  const refused: readonly (readonly [string, Partial<PmrmPortfolio>, string])[] = [
    ['a coin owed', { base: -1 }, 'base'],
    ['a stable coin worth nothing', { stablePrice: 0 }, 'stablePrice'],
    ['a forward of nothing', { expiries: [{ ...now(), forwardVariable: 0 }] }, 'expiries[0].forward'],
    ['an expiry in the past', { expiries: [{ ...now(), secondsToExpiry: -1 }] }, 'expiries[0].secondsToExpiry'],
    ['an expiry twice', { expiries: [now(), now()] }, 'expiries'],
    ['a rate without end', { expiries: [{ ...now(), rate: Infinity }] }, 'expiries[0].rate'],
  ]
  for (const [what, given, field] of refused)
    test(`refuses ${what}`, () =>
      assert.throws(
        () => pmrmMargin({ ...QUIET, ...given }),
        (error) => error instanceof ModelInputError && error.field === field,
      ))
})

describe('keptPortfolio', () => {
  test('keeps what earlier buyers paid and scales the rest', () => {
    const kept = keptPortfolio({ ...QUIET, cash: 110, perpetual: 4, base: 2 }, { kept: 0.75, reserved: 10, paid: 5 })
    assert.deepEqual([kept.cash, kept.perpetual, kept.base], [90, 3, 1.5])
  })
})
