import { math } from '@ebbline/core'
import { totalOf, type Stretches, type Sums } from './sums.ts'

/** An estimate: 90 % of the resampled values lie between `low` and `high`. */
export interface Estimate {
  readonly value: number
  readonly low: number
  readonly high: number
}

export interface BootstrapPlan {
  /** One entry a market; stretches of each are resampled within it. */
  readonly groups: readonly Stretches[]
  /** The estimate from the summed stretches of each group. */
  readonly statistic: (totals: readonly Sums[]) => number
  /** Number of sums in a stretch. */
  readonly width: number
  readonly stream: math.RandomStream
  /** Whether markets are drawn anew as well, so that the interval holds for another market. */
  readonly drawGroups: boolean
}

/** Replicates: 400 give the 5 % and 95 % points to about a fifth of the interval's half width. */
export const REPLICATES = 400

/**
 * The estimate of all stretches, with a 90 % interval by block bootstrap: stretches are drawn with replacement, as many as
 * there were. A stretch must be longer than the memory of what is measured. Replicates without a value count for nothing.
 *
 * @source Künsch 1989; docs/models/reaction-fit.md, section 1
 */
export const bootstrap = ({ groups, statistic, width, stream, drawGroups }: BootstrapPlan): Estimate => {
  const totals = groups.map((stretches) => totalOf(stretches, width))
  let draw = 0
  const pick = (bound: number): number => math.integer(stream, draw++, bound)
  const values: number[] = []
  for (let replicate = 0; replicate < REPLICATES; replicate += 1) {
    const chosen = groups.map((group) => (drawGroups ? (groups[pick(groups.length)] ?? group) : group))
    const value = statistic(chosen.map((group) => resampled(group, width, pick)))
    if (Number.isFinite(value)) values.push(value)
  }
  values.sort((one, other) => one - other)
  return { value: statistic(totals), low: quantile(values, 0.05), high: quantile(values, 0.95) }
}

const resampled = (stretches: Stretches, width: number, pick: (bound: number) => number): Sums => {
  const total = new Float64Array(width)
  for (let count = 0; count < stretches.length; count += 1) {
    const sums = stretches[pick(stretches.length)]
    if (sums === undefined) continue
    for (let at = 0; at < width; at += 1) total[at] = (total[at] ?? 0) + (sums[at] ?? 0)
  }
  return total
}

/** Quantile of values in rising order, straight between neighbours; NaN of nothing. */
export const quantile = (sorted: readonly number[], share: number): number => {
  const place = share * (sorted.length - 1)
  const low = sorted[Math.floor(place)] ?? Number.NaN
  const high = sorted[Math.ceil(place)] ?? Number.NaN
  return low + (high - low) * (place - Math.floor(place))
}
