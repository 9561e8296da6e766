import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { OuFunding } from './funding-rates.ts'
import {
  inversePerpetualRatio,
  perpetualParity,
  perpetualRatio,
  stochasticPerpetualRatio,
  type PerpetualTerms,
} from './perpetual-ratio.ts'
import { PricingInputError } from './pricing-input-error.ts'

/** The whole gap and 0.01 % every eight hours. */
const TERMS: PerpetualTerms = { anchoring: 1095, interest: 0.1095 }
const CARRY: OuFunding = { kind: 'ou', rate: 0.4, mean: 0.05, reversion: 12, vol: 1.5 }
/** An anchoring so weak that carry shows. */
const WEAK: PerpetualTerms = { anchoring: 6, interest: 0.3 }

const refuses = (work: () => unknown, field: string): void =>
  assert.throws(work, (error) => error instanceof PricingInputError && error.field === field)

describe('perpetualRatio', () => {
  // 1094.8905 / 1094.95 by hand; a carry equal to the interest part leaves perpetual and spot equal.
  const rows = [
    [TERMS, 0.05, 0.9999456596191607],
    [TERMS, 0.1095, 1],
    [{ anchoring: 2, interest: 0 }, 1, 2],
    [{ anchoring: 2, interest: 0 }, -2, 0.5],
  ] as const
  for (const [terms, carry, ratio] of rows)
    test(`${ratio} for ${JSON.stringify(terms)} at a carry of ${carry}`, () =>
      assert.ok(Math.abs(perpetualRatio(terms, carry) - ratio) < 1e-15))

  test('makes holding the perpetual worth nothing: its growth is what its funding costs', () => {
    const ratio = perpetualRatio(WEAK, 0.7)
    assert.ok(Math.abs(0.7 * ratio - (6 * (ratio - 1) + 0.3)) < 1e-14)
  })

  test('an inverse one is linear seen from the coin', () => {
    assert.equal(inversePerpetualRatio({ anchoring: 2, interest: 0 }, 1), 1.5) // (2 + 1)/2
    assert.equal(inversePerpetualRatio({ anchoring: 2, interest: 0 }, 0), 1)
  })

  test('refuses what has no finite positive price', () => {
    refuses(() => perpetualRatio(WEAK, 6), 'growth of the carry')
    refuses(() => perpetualRatio({ anchoring: 6, interest: 6 }, 0), 'interest')
    refuses(() => perpetualRatio({ anchoring: 0, interest: -1 }, 0), 'anchoring')
    refuses(() => perpetualRatio(WEAK, Number.NaN), 'carry')
  })
})

describe('stochasticPerpetualRatio', () => {
  test('with a carry that stands still is the constant one', () => {
    for (const terms of [TERMS, WEAK])
      for (const mean of [-0.5, 0, 0.05, 3]) {
        const still: OuFunding = { kind: 'ou', rate: mean, mean, reversion: 5, vol: 0 }
        assert.ok(Math.abs(stochasticPerpetualRatio(terms, still) / perpetualRatio(terms, mean) - 1) < 2e-14)
      }
  })

  test('stays within a basis point of the spot under stationary funding and the usual anchoring', () => {
    for (const rate of [-0.4, 0, 0.05, 0.4]) {
      const ratio = stochasticPerpetualRatio({ anchoring: 1095, interest: 0 }, { ...CARRY, rate, mean: 0 })
      assert.ok(Math.abs(ratio - 1) < Math.abs(rate) / 1095 + 1e-6)
    }
  })

  test('leaves no drift: c·u + κ(θ − c)u′ + ½σ²u″ = κ(u − 1) + ι, derivatives to the rate of today', () => {
    const at = (rate: number): number => stochasticPerpetualRatio(WEAK, { ...CARRY, rate })
    const h = 0.01
    for (const rate of [-1, 0.05, 0.4, 2]) {
      const [below, here, above] = [at(rate - h), at(rate), at(rate + h)]
      const slope = (above - below) / (2 * h)
      const bend = (above - 2 * here + below) / (h * h)
      const growth = rate * here + 12 * (0.05 - rate) * slope + 0.5 * 1.5 * 1.5 * bend
      assert.ok(Math.abs(growth - (6 * (here - 1) + 0.3)) < 1e-5, `${rate}: ${growth}`)
    }
  })

  test('refuses a carry whose volatility outgrows the anchoring, and one without reversion', () => {
    refuses(() => stochasticPerpetualRatio({ anchoring: 0.05, interest: 0 }, CARRY), 'growth of the carry')
    refuses(() => stochasticPerpetualRatio(WEAK, { ...CARRY, reversion: 0 }), 'reversion')
  })
})

describe('perpetualParity', () => {
  // Fair at 1 of a spot of 1000, round trip 0.1 %: free of arbitrage from 999 to 1001.
  const rows = [
    [1000, 'fair', 0],
    [1001, 'fair', 0],
    [999, 'fair', 0],
    [1002, 'rich', 0.001],
    [997, 'cheap', 0.002],
  ] as const
  for (const [perpetual, kind, profit] of rows)
    test(`${perpetual} is ${kind}`, () => {
      const verdict = perpetualParity({ perpetual, spot: 1000, fairRatio: 1, cost: 0.001 + 1e-12 })
      assert.equal(verdict.kind, kind)
      assert.ok(Math.abs(verdict.profit - profit) < 2e-12)
      assert.ok(Math.abs(verdict.deviation - (perpetual / 1000 - 1)) < 1e-15)
    })

  test('refuses prices that are none', () => {
    refuses(() => perpetualParity({ perpetual: 0, spot: 1, fairRatio: 1, cost: 0 }), 'perpetual')
    refuses(() => perpetualParity({ perpetual: 1, spot: 1, fairRatio: 1, cost: -0.1 }), 'cost')
  })
})
