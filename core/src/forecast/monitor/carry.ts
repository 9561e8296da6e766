import { integer, type RandomStream } from '../../math/index.ts'
import { ljungBox } from './ljung-box.ts'

/** What a permutation test of a series says: its statistic, the p-value, and what 95 of 100 reshuffled ones stay under. */
export type CarryTest = { readonly statistic: number; readonly pValue: number; readonly critical: number }

/**
 * Whether funding or carry is constant but for noise without memory: Ljung-Box against reshufflings of the same numbers, which is
 * exact whatever their law. A series that never moves passes with p = 1.
 *
 * @source Good, Permutation Tests (2000); docs/models/model-risk.md, section 2
 */
export const carryTest = (carry: Float64Array, lags: number, tapes: number, stream: RandomStream): CarryTest => {
  if (carry.every((each) => each === carry[0])) return { statistic: 0, pValue: 1, critical: 0 }
  const { statistic } = ljungBox(carry, lags)
  const shuffled = carry.slice()
  const others = new Float64Array(tapes)
  let draw = 0
  for (let tape = 0; tape < tapes; tape += 1) {
    for (let last = shuffled.length - 1; last > 0; last -= 1) {
      const at = integer(stream, draw++, last + 1)
      const kept = shuffled[last] ?? 0
      shuffled[last] = shuffled[at] ?? 0
      shuffled[at] = kept
    }
    others[tape] = ljungBox(shuffled, lags).statistic
  }
  others.sort()
  return { statistic, ...rankAmong(others, statistic) }
}

/** Share of values at least as large, counting the value itself, and the 95 % point of the sorted values. */
export const rankAmong = (
  sorted: Float64Array,
  statistic: number,
): { readonly pValue: number; readonly critical: number } => {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? Infinity) < statistic) low = middle + 1
    else high = middle
  }
  const pValue = (1 + sorted.length - low) / (1 + sorted.length)
  return { pValue, critical: sorted[Math.ceil(0.95 * (sorted.length + 1)) - 1] ?? Number.NaN }
}
