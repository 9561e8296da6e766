import { exp, integratePanels } from '../math/index.ts'
import { fundingMoments, requireFunding, type OuFunding } from './funding-rates.ts'
import { PricingInputError, requireWithin } from './pricing-input-error.ts'

/**
 * What ties a perpetual to its spot, continuous and a year. A long pays κ·(F − S) + ι·S a year: κ `anchoring` (1095 for the whole gap
 * every eight hours), ι `interest` (0.1095 for 0.01 % every eight hours).
 */
export type PerpetualTerms = { readonly anchoring: number; readonly interest: number }

const ANCHORING_BOUNDS = { min: 1e-6, max: 1e6 }
const RATE_BOUNDS = { min: -100, max: 100 }

const requireTerms = ({ anchoring, interest }: PerpetualTerms): void => {
  requireWithin('anchoring', anchoring, ANCHORING_BOUNDS, 'give the share of the gap that a year of funding pays')
  requireWithin('interest', interest, RATE_BOUNDS, 'give a continuous rate a year')
  if (interest < anchoring) return
  throw new PricingInputError('interest', interest, `below anchoring ${anchoring}`, 'no positive price pays that much')
}

const requireAnchored = (growth: number, anchoring: number): void => {
  if (growth < anchoring) return
  throw new PricingInputError(
    'growth of the carry',
    growth,
    `below anchoring ${anchoring}`,
    'funding must pay faster than the spot grows, or the perpetual has no finite price',
  )
}

/**
 * F/S of a linear perpetual without arbitrage at a constant carry c (interest of the currency less that of the coin):
 *
 *   F/S = (κ − ι)/(κ − c)
 *
 * @throws PricingInputError for anchoring outside 1e-6 to 1e6, interest or carry not below anchoring, NaN.
 * @source Ackerer, Hugonnier & Jermann (2024); He, Manela, Ross & von Wachter (2022); docs/models/funding-rates.md, eq. 7
 */
export const perpetualRatio = (terms: PerpetualTerms, carry: number): number => {
  requireTerms(terms)
  requireWithin('carry', carry, RATE_BOUNDS, 'give a continuous rate a year')
  requireAnchored(carry, terms.anchoring)
  return (terms.anchoring - terms.interest) / (terms.anchoring - carry)
}

/**
 * F/S of an inverse perpetual, which is quoted in the currency and settled in the coin: the linear one seen from the coin, where the
 * carry has the other sign and prices are reciprocals.
 *
 * @throws PricingInputError as `perpetualRatio`.
 * @source Ackerer, Hugonnier & Jermann (2024); docs/models/funding-rates.md, eq. 7
 */
export const inversePerpetualRatio = (terms: PerpetualTerms, carry: number): number => 1 / perpetualRatio(terms, -carry)

const TAIL = 45 // e^-45 is 3e-20 of the integral
const PANELS_MAX = 60

/** Edges from 0 to where the tail no longer counts, doubling from the shorter of the two times that shape the integrand. */
const edgesFor = (shortest: number, longest: number): readonly number[] => {
  const edges = [0]
  for (let at = shortest, count = 0; at < longest && count < PANELS_MAX; at *= 2, count += 1) edges.push(at)
  return [...edges, longest]
}

/**
 * F/S of a linear perpetual whose spot has a stationary stochastic carry c(t):
 *
 *   F/S = ∫₀^∞ (κ − ι)·e^(−κs)·E[e^(∫₀^s c)] ds
 *
 * The expectation is under the measure that counts in coins: where carry and spot are correlated by ρ, its mean there lies ρ·σ_S·σ/κ_c
 * above the one that counts in currency. With vol 0 and the carry at its mean it is `perpetualRatio`.
 *
 * @throws PricingInputError as `perpetualRatio` for the long-run growth θ + σ²/2κ_c², and for reversion 0.
 * @source docs/models/funding-rates.md, eq. 8
 */
export const stochasticPerpetualRatio = (terms: PerpetualTerms, carry: OuFunding): number => {
  requireTerms(terms)
  requireFunding(carry)
  const { mean, reversion, vol } = carry
  if (reversion === 0)
    throw new PricingInputError('reversion', 0, 'above 0', 'a carry without reversion outgrows every anchoring')
  const growth = mean + (0.5 * vol * vol) / (reversion * reversion)
  requireAnchored(growth, terms.anchoring)
  const decay = terms.anchoring - growth
  const horizon = TAIL / decay
  requireWithin('horizon of the ratio', horizon, { min: 0, max: 1000 }, 'give a carry farther below the anchoring')
  const density = (time: number): number => {
    const { integralMean, integralVariance } = fundingMoments(carry, time)
    return exp(integralMean + 0.5 * integralVariance - terms.anchoring * time)
  }
  const edges = edgesFor(0.25 * Math.min(1 / reversion, 1 / decay), horizon)
  return (terms.anchoring - terms.interest) * integratePanels(density, edges)
}

/** Perpetual against spot, both in one currency; `cost` of opening and closing the hedge, as a share of the spot. */
export type PerpetualQuote = {
  readonly perpetual: number
  readonly spot: number
  readonly fairRatio: number
  readonly cost: number
}

/** Where a perpetual stands: `fair` within costs, else `rich` (sell it, hold spot) or `cheap` (the other way round). */
export type PerpetualVerdict = {
  readonly kind: 'fair' | 'rich' | 'cheap'
  readonly ratio: number
  /** F/S over its fair value, less one. */
  readonly deviation: number
  /** What the hedged side earns beyond cost when the gap closes, as a share of the spot; 0 where fair. */
  readonly profit: number
}

/**
 * The no-arbitrage check: the gap to the fair ratio closes in 1/κ years on average, so it pays only beyond the cost of the round trip.
 *
 * @throws PricingInputError for prices or a ratio that are not positive and finite, a cost outside 0 to 1.
 * @source He, Manela, Ross & von Wachter (2022), bounds with trading costs; docs/models/funding-rates.md, eq. 9
 */
export const perpetualParity = ({ perpetual, spot, fairRatio, cost }: PerpetualQuote): PerpetualVerdict => {
  const prices = { min: 1e-70, max: 1e70 }
  requireWithin('perpetual', perpetual, prices, 'give the price of the perpetual')
  requireWithin('spot', spot, prices, 'give the price of the spot')
  requireWithin('fairRatio', fairRatio, prices, 'give perpetual over spot without arbitrage')
  requireWithin('cost', cost, { min: 0, max: 1 }, 'give a share of the spot, 0.001 for 10 bp')
  const ratio = perpetual / spot
  const profit = Math.max(0, Math.abs(ratio - fairRatio) - cost)
  const kind = profit === 0 ? 'fair' : ratio > fairRatio ? 'rich' : 'cheap'
  return { kind, ratio, deviation: ratio / fairRatio - 1, profit }
}
