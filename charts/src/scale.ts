import { positive } from './check.ts'
import { ChartInputError } from './error.ts'
import type { Domain } from './ticks.ts'

/** From a value to a position in pixels. */
export type Scale = (value: number) => number

/** Straight line through (domain[0], range[0]) and (domain[1], range[1]); refuses a domain of no width. */
export const linearScale = (domain: Domain, range: readonly [number, number]): Scale => {
  const width = domain[1] - domain[0]
  if (!(Number.isFinite(width) && width > 0))
    throw new ChartInputError('domain', domain.join(' to '), 'end above start')
  return (value) => range[0] + ((value - domain[0]) / width) * (range[1] - range[0])
}

/** Straight line in the logarithm; refuses domains and values that are not above zero. */
export const logScale = (domain: Domain, range: readonly [number, number]): Scale => {
  const ends: Domain = [Math.log(positive('domain[0]', domain[0])), Math.log(positive('domain[1]', domain[1]))]
  const inner = linearScale(ends, range)
  return (value) => inner(Math.log(positive('value', value)))
}

/** Least and greatest of the values; a single value is widened by 1 % of itself (by 1 at zero). Refuses an empty list. */
export const extent = (field: string, values: Iterable<number>): Domain => {
  let min = Number.POSITIVE_INFINITY
  let max = Number.NEGATIVE_INFINITY
  for (const value of values) {
    min = Math.min(min, value)
    max = Math.max(max, value)
  }
  if (!(min <= max)) throw new ChartInputError(field, '[]', 'at least one finite value')
  if (min < max) return [min, max]
  const room = min === 0 ? 1 : Math.abs(min) / 100
  return [min - room, max + room]
}
