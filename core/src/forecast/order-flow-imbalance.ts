import { ForecastInputError } from './forecast-input-error.ts'

/** The best levels of a book, best first: prices rise for asks and fall for bids; size 0 and price NaN where nothing stands. */
export type BookLevels = {
  readonly bidPrice: Float64Array
  readonly bidSize: Float64Array
  readonly askPrice: Float64Array
  readonly askSize: Float64Array
}

/** An empty book of so many levels, to be written into. */
export const bookLevels = (count: number): BookLevels => {
  if (!(Number.isInteger(count) && count >= 1 && count <= 1000))
    throw new ForecastInputError('levels', count, 'a whole number from 1 to 1000', 'name how many levels are looked at')
  const nothing = (): Float64Array => new Float64Array(count).fill(Number.NaN)
  return {
    bidPrice: nothing(),
    bidSize: new Float64Array(count),
    askPrice: nothing(),
    askSize: new Float64Array(count),
  }
}

/**
 * Adds to `out` the flow of each level between two states of a book, in units of size, buying pressure positive:
 *
 *   e = 1{Pᵇ ≥ Pᵇ₀}·qᵇ − 1{Pᵇ ≤ Pᵇ₀}·qᵇ₀ − 1{Pᵃ ≤ Pᵃ₀}·qᵃ + 1{Pᵃ ≥ Pᵃ₀}·qᵃ₀        (eq. 1)
 *
 * Pᵇ, qᵇ price and size of the m-th bid, Pᵃ, qᵃ of the m-th ask, 0 before. Over an interval the flows of its events add up. A side that
 * stands at no price, before or after, counts as flow in or out of its size.
 *
 * @throws ForecastInputError when the three do not have the same number of levels.
 * @source Cont, Kukanov and Stoikov, J. Financial Econometrics 12 (2014) 47, eq. 4; by level: Xu, Gould and Howison 2018;
 * docs/models/order-flow.md, eq. 1
 */
export const addOrderFlow = (before: BookLevels, after: BookLevels, out: Float64Array): void => {
  const count = out.length
  if (before.bidPrice.length !== count || after.bidPrice.length !== count)
    throw new ForecastInputError('levels', after.bidPrice.length, `${count}`, 'give books and flows of one depth')
  for (let level = 0; level < count; level += 1) {
    const bids = sideFlow(before.bidPrice, before.bidSize, after.bidPrice, after.bidSize, level, 1)
    const asks = sideFlow(before.askPrice, before.askSize, after.askPrice, after.askSize, level, -1)
    out[level] = (out[level] ?? 0) + bids - asks
  }
}

/** Size that came to a level of one side less what left it: `better` is 1 where a higher price is better, −1 where a lower one is. */
const sideFlow = (
  priceBefore: Float64Array,
  sizeBefore: Float64Array,
  priceAfter: Float64Array,
  sizeAfter: Float64Array,
  level: number,
  better: 1 | -1,
): number => {
  const [from, to] = [priceBefore[level] ?? Number.NaN, priceAfter[level] ?? Number.NaN]
  const [left, came] = [sizeBefore[level] ?? 0, sizeAfter[level] ?? 0]
  const step = better * (to - from)
  return (step < 0 ? 0 : came) - (step > 0 ? 0 : left)
}

/**
 * Share by which the best bid outweighs the best ask, from −1 to 1; 0 where both are empty.
 *
 *   (qᵇ − qᵃ)/(qᵇ + qᵃ)        (eq. 2)
 *
 * @source Cartea, Jaimungal and Penalva, Algorithmic and High-Frequency Trading (2015), section 12.2
 */
export const queueImbalance = ({ bidSize, askSize }: BookLevels): number => {
  const [bid, ask] = [bidSize[0] ?? 0, askSize[0] ?? 0]
  return bid + ask === 0 ? 0 : (bid - ask) / (bid + ask)
}
