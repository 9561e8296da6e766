import { heston, openPaths, type HestonParameters, type HestonVol } from '@ebbline/core'
import { DisagreementError } from './measurement.ts'

type Scheme = HestonVol['scheme']

interface Case {
  readonly name: string
  readonly law: HestonParameters
  readonly carry: number
  readonly years: number
}

/** On a spot of 100. */
const STRIKES = [60, 100, 140] as const

// L. Andersen, Journal of Computational Finance 11 (2008) 1: his three cases.
const CASES: readonly Case[] = [
  {
    name: 'I, 10 years',
    law: { variance: 0.04, reversion: 0.5, longVariance: 0.04, volOfVariance: 1, correlation: -0.9 },
    carry: 0,
    years: 10,
  },
  {
    name: 'II, 15 years',
    law: { variance: 0.04, reversion: 0.3, longVariance: 0.04, volOfVariance: 0.9, correlation: -0.5 },
    carry: 0,
    years: 15,
  },
  {
    name: 'III, 5 years',
    law: { variance: 0.09, reversion: 1, longVariance: 0.09, volOfVariance: 1, correlation: -0.3 },
    carry: 0.05,
    years: 5,
  },
]

const STEPS_A_YEAR = 32
const SHARD = 8192
const SHARDS = 16
const ERRORS_MAX = 3

/** Discounted prices at the end of one case, all shards. */
const pricesOf = ({ law, carry, years }: Case, scheme: Scheme): Float64Array => {
  const prices = new Float64Array(SHARD * SHARDS)
  const assets = [{ spot: 100, carry, diffusion: { kind: 'heston', scheme, ...law } }] as const
  for (let shard = 0; shard < SHARDS; shard += 1) {
    const first = shard * SHARD
    const paths = openPaths({ seed: 7, stream: 1, first, count: SHARD, years: 1 / STEPS_A_YEAR, assets })
    for (let step = 0; step < years * STEPS_A_YEAR; step += 1) paths.advance()
    prices.set(
      (paths.assets[0]?.logSpot ?? prices).map((x) => Math.exp(x - carry * years)),
      first,
    )
  }
  return prices
}

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** Mean of payoffs less what the price at the end, whose mean is known, explains of their error. */
const controlled = (
  payoffs: Float64Array,
  prices: Float64Array,
): { readonly value: number; readonly error: number } => {
  const payoff = mean(payoffs)
  const price = mean(prices)
  const covariance = mean(payoffs.map((value, at) => (value - payoff) * ((prices[at] ?? 0) - price)))
  const slope = covariance / mean(prices.map((value) => (value - price) ** 2))
  const rest = payoffs.map((value, at) => value - slope * ((prices[at] ?? 0) - 100))
  const value = mean(rest)
  return { value, error: Math.sqrt(mean(rest.map((each) => (each - value) ** 2)) / rest.length) }
}

const caseLine = (each: Case, scheme: Scheme): string => {
  const prices = pricesOf(each, scheme)
  const discount = Math.exp(-each.carry * each.years)
  const found = STRIKES.map((strike) => {
    const terms = { kind: 'call', spot: 100, strike, time: each.years, rate: each.carry, dividend: 0 } as const
    const { price } = heston(each.law, terms)
    const { value, error } = controlled(
      prices.map((at) => Math.max(at - strike * discount, 0)),
      prices,
    )
    const text = `${strike}: ${(value - price).toFixed(4)} ± ${error.toFixed(4)}`
    if (scheme === 'qe-m' && !(Math.abs(value - price) < ERRORS_MAX * error))
      throw new DisagreementError(`QE-M on Andersen's case ${each.name} is biased at ${text}`)
    return text
  })
  return `${scheme} on Andersen's case ${each.name}, dt 1/${STEPS_A_YEAR}, ${prices.length} paths: bias ${found.join(', ')}`
}

/** Bias of both schemes on Andersen's cases against the price by Fourier inversion, a line each; QE-M must have none beyond 3 standard errors. */
export const biasOfSchemes = (): readonly string[] =>
  (['qe-m', 'full-truncation'] as const).flatMap((scheme) => CASES.map((each) => caseLine(each, scheme)))
