import { black76Price, type OptionKind } from '../../pricing/index.ts'
import { requireAmount, requireConfidence, requireNotNegative, requirePrice } from './model-input-error.ts'

/** An option that a portfolio is long (amount > 0) or short of, with the volatility that its feed tells and how sure that is. */
export interface OptionHolding {
  readonly kind: OptionKind
  /** In the numeraire, > 0. */
  readonly strike: number
  /** Contracts on one unit of the underlying; < 0 = written. */
  readonly amount: number
  /** Per √year. */
  readonly vol: number
  /** 0 to 1. */
  readonly volConfidence: number
}

/** A forward and the time to it. */
export interface ForwardMoment {
  readonly forward: number
  readonly secondsToExpiry: number
}

const SECONDS_PER_DAY = 86_400
const DAYS_PER_YEAR = 365

/** Days of a number of seconds. */
export const daysOf = (seconds: number): number => seconds / SECONDS_PER_DAY

/** Years (act/365) of a number of seconds. */
export const yearsOf = (seconds: number): number => daysOf(seconds) / DAYS_PER_YEAR

/** amount × undiscounted Black-76 value at a forward, the volatility times `volMultiple`. */
export const holdingValue = (
  { kind, strike, amount, vol }: OptionHolding,
  { forward, secondsToExpiry }: ForwardMoment,
  volMultiple = 1,
): number =>
  amount * black76Price({ kind, forward, strike, time: yearsOf(secondsToExpiry), vol: vol * volMultiple, rate: 0 })

/** Σ of `holdingValue` in the order of the list. */
export const holdingsValue = (options: readonly OptionHolding[], moment: ForwardMoment, volMultiple = 1): number =>
  options.reduce((sum, option) => sum + holdingValue(option, moment, volMultiple), 0)

/**
 * Lowest payoff of all options of an expiry over every settlement price at which it can be lowest: 0 and every strike. Beyond
 * the highest strike it falls without end where calls are short on balance; that part is charged apart.
 */
export const lowestPayoff = (options: readonly OptionHolding[]): number =>
  [0, ...options.map(({ strike }) => strike)].reduce((low, price) => Math.min(low, payoff(options, price)), Infinity)

const payoff = (options: readonly OptionHolding[], price: number): number =>
  options.reduce(
    (sum, { kind, strike, amount }) => sum + amount * Math.max(0, kind === 'call' ? price - strike : strike - price),
    0,
  )

/** Σ of the amounts written, ≥ 0. */
export const shortAmount = (options: readonly OptionHolding[]): number =>
  options.reduce((sum, { amount }) => sum + Math.max(0, -amount), 0)

/** The lowest of several confidences and those of the volatilities. */
export const leastConfidence = (options: readonly OptionHolding[], ...others: readonly number[]): number =>
  options.reduce((low, { volConfidence }) => Math.min(low, volConfidence), Math.min(...others))

/** @throws ModelInputError for an option without a strike, or with a value outside its bounds. */
export const requireHolding = (field: string, { strike, amount, vol, volConfidence }: OptionHolding): void => {
  requirePrice(`${field}.strike`, strike)
  requireAmount(`${field}.amount`, amount)
  requireNotNegative(`${field}.vol`, vol)
  requireConfidence(`${field}.volConfidence`, volConfidence)
}
