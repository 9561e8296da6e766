import { math } from '@ebbline/core'

/**
 * Gini coefficient of non-negative values: 0 when all are alike, (n - 1)/n when one holds everything.
 *
 *   G = (2 · Σ i·x_(i)) / (n · Σ x) - (n + 1)/n        x_(i) the i-th smallest, i from 1
 *
 * @returns null for no values or a zero sum.
 */
export const gini = (values: readonly number[]): number | null => {
  const sorted = values.toSorted((a, b) => a - b)
  let [sum, ranked] = [0, 0]
  for (const [at, value] of sorted.entries()) {
    sum += value
    ranked += (at + 1) * value
  }
  const count = sorted.length
  return sum === 0 ? null : (2 * ranked) / (count * sum) - (count + 1) / count
}

/** Nearest-rank percentile: the smallest value that at least `share` of all values do not exceed; null when there is none. */
export const percentile = (values: readonly bigint[], share: number): bigint | null => {
  const sorted = values.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  const rank = Math.max(1, Math.ceil(share * sorted.length))
  return sorted[rank - 1] ?? null
}

/** Pearson correlation of two lists of one length; null when either does not vary. */
export const correlation = (x: readonly number[], y: readonly number[]): number | null => {
  const [meanX, meanY] = [mean(x) ?? 0, mean(y) ?? 0]
  let [xy, xx, yy] = [0, 0, 0]
  for (const [at, value] of x.entries()) {
    const [dx, dy] = [value - meanX, (y[at] ?? 0) - meanY]
    xy += dx * dy
    xx += dx * dx
    yy += dy * dy
  }
  return xx === 0 || yy === 0 ? null : xy / Math.sqrt(xx * yy)
}

/** Arithmetic mean; null for no values. */
export const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length

/** |log(low / start)| over the same of the exogenous price; null when the exogenous price never fell. */
export const amplificationOf = (
  mark: { start: number; low: number },
  exogenous: { start: number; low: number },
): number | null => {
  const own = -math.log(exogenous.low / exogenous.start)
  return own <= 0 ? null : -math.log(mark.low / mark.start) / own
}
