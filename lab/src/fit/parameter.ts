import type { Estimate } from './bootstrap.ts'
import type { FittedParameter } from './fitted-reaction.ts'

/** Seed of every draw of the fit. */
export const SEED = 1

/** Six significant digits: far more than the intervals leave. */
export const rounded = (value: number): number => Number(value.toPrecision(6))

/** An estimate with its count and its source. */
export const fitted = ({ value, low, high }: Estimate, n: number, from: string): FittedParameter => ({
  value: rounded(value),
  low: rounded(low),
  high: rounded(high),
  n,
  from,
})
