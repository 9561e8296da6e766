import { approx, math, type Account, type Instrument, type Ticks } from '@ebbline/core'
import type { Scenario } from '@ebbline/wire'
import type { VenueTerms } from './market-terms.ts'
import { nearestTick } from './path-prints.ts'
import type { Draws } from './population-draws.ts'

/** A position as drawn, before it is made small enough. */
export interface Leg {
  readonly instrument: Instrument
  readonly long: boolean
  /** Size before scaling, > 0, not yet whole. */
  readonly lots: number
  /** Price at which it was opened. */
  readonly entry: Ticks
}

/** What legs must add up to. */
export interface LegsWanted {
  readonly mode: Account['mode']
  readonly sister: number
  /** Gross notional in numeraire atoms. */
  readonly notional: number
  readonly leverage: number
}

/** Profit or loss at the start stays within this share of equity, so that high leverage is not under water from the first batch. */
const PROFIT_MAX = 0.3

/**
 * One to three legs. An isolated account has one, in another market than its sister. A hedged account is long one market and
 * short another at equal notional. All other legs lie on one side. Markets are drawn by their daily volume in money.
 */
export const drawLegs = (scenario: Scenario, terms: VenueTerms, draws: Draws, wanted: LegsWanted): readonly Leg[] => {
  const { population } = scenario
  const hedged = wanted.mode === 'cross' && draws.uniform('hedged') < population.hedgedShare
  const long = draws.uniform('side') < population.longShare
  const order = marketOrder(scenario, terms, draws)
  const count = hedged ? 2 : wanted.mode === 'isolated' ? 1 : drawCount(population.marketsPerAccount, draws)
  const first = wanted.mode === 'isolated' ? wanted.sister & 1 : 0
  const markets = order.slice(first, first + count)
  const chosen = markets.length > 0 ? markets : order.slice(0, 1)
  const weights = chosen.map((_, at) => (hedged ? 1 : 0.3 + draws.uniform(`weight-${at}`)))
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return chosen.map((instrument, at) => ({
    instrument,
    long: hedged && at > 0 ? !long : long,
    lots: (((weights[at] ?? 0) / sum) * wanted.notional) / lotValue(terms, instrument),
    entry: drawEntry(scenario, terms, instrument, wanted.leverage, draws.normal(`entry-${at}`)),
  }))
}

/** Numeraire atoms of one lot at the opening mark. */
export const lotValue = (terms: VenueTerms, instrument: Instrument): number => {
  const scale = approx(instrument.scale.numerator) / approx(instrument.scale.denominator)
  if (instrument.kind !== 'inverse-perpetual') return scale * approx(terms.startMarks.get(instrument.id) ?? 1n)
  const decimals = terms.assets.find((asset) => asset.id === terms.rules.numeraire)?.decimals ?? 0
  return (approx(instrument.lotSize) / 1e18) * 10 ** decimals
}

/** Markets in the order in which this account would choose them: weighted draws without replacement (Efraimidis-Spirakis keys). */
const marketOrder = (scenario: Scenario, terms: VenueTerms, draws: Draws): readonly Instrument[] =>
  terms.derivatives
    .map((instrument) => ({
      instrument,
      key: -math.log(draws.uniform(`market-${instrument.id}`)) / moneyVolume(scenario, terms, instrument),
    }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ instrument }) => instrument)

/** Daily volume at the start price, in quote units; that of an inverse contract its face. */
const moneyVolume = (scenario: Scenario, terms: VenueTerms, instrument: Instrument): number => {
  const volume = scenario.liquidity.find((row) => row.instrument === instrument.id)?.dailyVolume ?? 1
  return (
    volume *
    (instrument.kind === 'inverse-perpetual'
      ? approx(instrument.lotSize) / 1e18
      : startPrice(scenario, terms, instrument))
  )
}

const startPrice = ({ path }: Scenario, terms: VenueTerms, { id, tickSize }: Instrument): number => {
  if (path.kind === 'generated') return Number(path.markets.find((row) => row.instrument === id)?.startPrice ?? '1')
  return approx(terms.startMarks.get(id) ?? 1n) * (approx(tickSize) / 1e18)
}

const drawCount = (weights: readonly number[], draws: Draws): number => {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let left = draws.uniform('markets') * total
  for (const [at, weight] of weights.entries()) {
    left -= weight
    if (left < 0) return at + 1
  }
  return 1
}

const drawEntry = (
  scenario: Scenario,
  terms: VenueTerms,
  instrument: Instrument,
  leverage: number,
  z: number,
): Ticks => {
  const bound = PROFIT_MAX / leverage
  const offset = Math.max(-bound, Math.min(bound, z * scenario.population.entryScatter))
  const mark = approx(terms.startMarks.get(instrument.id) ?? 1n) * (approx(instrument.tickSize) / 1e18)
  return nearestTick(instrument, mark * math.exp(offset))
}
