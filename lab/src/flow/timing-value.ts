import type { ForecastOutcome } from '@ebbline/core'
import { quantile } from '../fit/bootstrap.ts'
import { add, openStretches, type Stretches } from '../fit/sums.ts'
import type { BookSamples } from './book-samples.ts'
import type { DirectionTerms } from './direction-skill.ts'

/** Within how many steps a sale must be made, and how high a forecast must stand among those before to sell at once: 0.8 for a fifth. */
export interface TimingTerms {
  readonly window: number
  readonly rank: number
}

/** Sums of a stretch: gain over selling at the start of the window, gain over an even pace, windows. Gains in bp of price. */
export const TIMING_WIDTH = 3

const FORECASTS_MIN = 100

/**
 * What a forecast is worth to a seller who must sell once in each window: he sells when the forecast of a fall stands high among all before this
 * window, at the latest at its end, at the best bid of the step after. Held against selling at the start and against the mean bid of the window.
 *
 * @param forecasts one a step from `warmUp` on, as `scoreDirections` gives them
 * @source docs/studies/order-flow.md
 */
export const timingGains = (
  samples: BookSamples,
  forecasts: readonly ForecastOutcome[],
  { trail, warmUp, stretch }: DirectionTerms,
  { window, rank }: TimingTerms,
): Stretches => {
  const book = openStretches(TIMING_WIDTH)
  // The sale is filled one step after the forecast that asked for it.
  const bidAfter = (forecast: number): number => {
    const step = warmUp + trail + forecast + 1
    return (samples.mid[step] ?? Number.NaN) - (samples.spread[step] ?? Number.NaN) / 2
  }
  for (let start = FORECASTS_MIN; start + window <= forecasts.length; start += window) {
    const before = forecasts.slice(0, start).map(({ probability }) => probability)
    const high = quantile(
      before.toSorted((one, other) => one - other),
      rank,
    )
    const inside = forecasts.slice(start, start + window)
    const asked = inside.findIndex(({ probability }) => probability >= high)
    const sale = bidAfter(start + (asked < 0 ? window - 1 : asked))
    const first = bidAfter(start)
    const mean = inside.reduce((sum, _, at) => sum + bidAfter(start + at) / window, 0)
    const sums = book.at(Math.floor((warmUp + start) / stretch))
    add(sums, 0, ((sale - first) / first) * 1e4)
    add(sums, 1, ((sale - mean) / first) * 1e4)
    add(sums, 2, 1)
  }
  return book.done()
}
