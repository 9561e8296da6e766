import { greatest, least, magnitude, RATIO_ONE, type Ratio, type Ticks } from '../units/index.ts'
import { weightOf, type Weighted } from './fresh.ts'

/** The prices that minimise the weighted distance to all: one price, or everything from `lower` to `upper` at exact halves. */
export interface Median {
  readonly lower: Ticks
  readonly upper: Ticks
}

/**
 * Weighted median of prices with weights > 0; null when there are none.
 *
 *   lower = least price with weight(at or below) >= F/2        upper = least price with weight(at or below) > F/2
 *
 * F sum of weights.
 *
 * @source docs/models/marks.md, eq. 1
 */
export const weightedMedian = (prices: readonly Weighted[]): Median | null => {
  const lower = quantileOf(prices, (below, all) => 2n * below >= all)
  const upper = quantileOf(prices, (below, all) => 2n * below > all)
  return lower === null || upper === null ? null : { lower, upper }
}

/** Least price whose weight at or below it, of all weight, is enough; null without prices. */
export const quantileOf = (
  prices: readonly Weighted[],
  enough: (below: bigint, all: bigint) => boolean,
): Ticks | null => {
  const rising = prices.toSorted((a, b) => (a.price < b.price ? -1 : a.price > b.price ? 1 : 0))
  const all = weightOf(rising)
  let below = 0n
  for (const { price, weight } of rising) {
    below += weight
    if (enough(below, all)) return price
  }
  return null
}

/** The price of a median nearest to the previous one; the lower when there is none. */
export const nearestTo = ({ lower, upper }: Median, previous: Ticks | null): Ticks =>
  previous === null ? lower : least(upper, greatest(lower, previous))

/**
 * The prices that stand within `deviationMax` of the median of the others (at exact halves: of the nearest of its prices);
 * a price without others stays. The share is of that median, and a distance of exactly `deviationMax` stays.
 *
 * @source docs/models/marks.md, eq. 2
 */
export const withoutOutliers = (prices: readonly Weighted[], deviationMax: Ratio | null): readonly Weighted[] => {
  if (deviationMax === null) return prices
  return prices.filter((each, at) => {
    const others = weightedMedian(prices.filter((_, other) => other !== at))
    if (others === null) return true
    const nearest = nearestTo(others, each.price)
    return magnitude(each.price - nearest) * RATIO_ONE <= deviationMax * nearest
  })
}
