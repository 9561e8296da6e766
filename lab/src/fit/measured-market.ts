import { quantile } from './bootstrap.ts'
import { bookStates, type BookStates } from './book-states.ts'
import type { FittedParameter } from './fitted-reaction.ts'
import { aggressorsOf, dailyVolumeOf } from './market-scales.ts'
import type { Aggressor } from './metaorders.ts'
import { fitted } from './parameter.ts'
import type { RecordedMarket } from './reaction-data.ts'
import { volatilityAt } from './volatility.ts'

/** Bands near the touch, which recorded books show. */
export const NEAR_BPS: readonly number[] = [1, 2, 5, 10, 20, 50, 100]

const STEP_US = 100_000

/** A recorded market with its looks and its scales. */
export interface MeasuredMarket {
  readonly market: RecordedMarket
  readonly states: BookStates
  readonly aggressors: readonly Aggressor[]
  readonly dailyVolume: number
  readonly dailyVolatility: number
}

/** Looks every tenth of a second, and the scales of the day and of the hour before the tape. */
export const measured = (market: RecordedMarket): MeasuredMarket => {
  const firstMs = (market.trades.timeUs[0] ?? 0) / 1000
  return {
    market,
    states: bookStates(market.tape, STEP_US, NEAR_BPS),
    aggressors: aggressorsOf(market),
    dailyVolume: dailyVolumeOf(market),
    dailyVolatility: volatilityAt(market.spot)(firstMs, 60),
  }
}

/** Median spread of a book [bp]. */
export const medianSpread = ({ spreadBps }: BookStates): number =>
  quantile(
    [...spreadBps].toSorted((one, other) => one - other),
    0.5,
  )

/** Median of the books' median spreads, with their range. */
export const spreadOf = (books: readonly BookStates[]): FittedParameter => {
  const medians = books.map(medianSpread)
  const value = quantile(
    medians.toSorted((one, other) => one - other),
    0.5,
  )
  return fitted(
    { value, low: Math.min(...medians), high: Math.max(...medians) },
    books.reduce((sum, { mid }) => sum + mid.length, 0),
    'median spread of four books of 2024-08-08; the range is that of the books',
  )
}
