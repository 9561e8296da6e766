import { exp, log } from '../math/index.ts'
import { ForecastInputError, requireBetween } from './forecast-input-error.ts'
import { requirePaired, requirePositive } from './series-check.ts'

const HOUR_MS = 3_600_000
const HOURS = 168
const MONDAY = 72 // 1 January 1970 was a Thursday

/** Hour of the week of a time in ms UTC: 0 begins on Monday at 00:00, 167 is Sunday's last. */
export const hourOfWeek = (timeMs: number): number => (Math.floor(timeMs / HOUR_MS) + MONDAY) % HOURS

/** Variances with the slot of each, such as its hour of the week. */
export type SlottedVariances = {
  readonly variances: ArrayLike<number>
  /** From 0 to slots − 1, one a variance. */
  readonly slotOf: ArrayLike<number>
  readonly slots: number
}

/**
 * What each slot multiplies variance by; the mean over slots is 1. From logarithms, so that one crash does not make its hour dear
 * for ever, and shrunk to 1 as if `trust` more observations had shown nothing:
 *
 *   f_s ∝ exp( n_s/(n_s + trust) · (mean of ln v in s − mean of ln v) )        (eq. 7)
 *
 * @throws ForecastInputError for no variance, one that is not above 0, a slot that is none, or a trust outside 0 to 1e6.
 * @source docs/models/volatility.md, eq. 7
 */
export const seasonalFactors = (series: SlottedVariances, trust: number): Float64Array => {
  const { variances, slotOf, slots } = series
  requirePositive('variances', variances, 1)
  requirePaired('slotOf', slotOf, variances)
  requireBetween('slots', slots, { min: 1, max: 1e6 }, 'give how many slots there are')
  requireBetween('trust', trust, { min: 0, max: 1e6 }, 'give observations')
  const [sums, counts] = [new Float64Array(slots), new Float64Array(slots)]
  let sum = 0
  for (let t = 0; t < variances.length; t += 1) {
    const slot = requireSlot(slotOf[t] ?? NaN, slots)
    const value = log(variances[t] ?? NaN)
    sums[slot] = (sums[slot] ?? 0) + value
    counts[slot] = (counts[slot] ?? 0) + 1
    sum += value
  }
  const mean = sum / variances.length
  const raw = sums.map((slotSum, slot) => {
    const count = counts[slot] ?? 0
    return count === 0 ? 1 : exp((slotSum - count * mean) / (count + trust))
  })
  const level = raw.reduce((total, one) => total + one, 0) / slots
  return raw.map((one) => one / level)
}

const requireSlot = (slot: number, slots: number): number => {
  if (Number.isInteger(slot) && slot >= 0 && slot < slots) return slot
  throw new ForecastInputError('slotOf', slot, `an integer from 0 to ${slots - 1}`, 'number the slots from 0')
}
