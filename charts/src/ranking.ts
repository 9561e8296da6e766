import { compareDecimal, parseDecimal } from './decimal.ts'
import type { Decimal } from './decimal.ts'

/** Which end of a metric is good; `none` where neither is (a count of accounts touched). */
export type Better = 'lower' | 'higher' | 'none'

/** Place of one value among the policies under one bound. */
export type Standing = 'best' | 'worst' | 'between'

const extreme = (values: readonly Decimal[], wanted: -1 | 1): Decimal | undefined => {
  let found = values[0]
  for (const value of values) if (found !== undefined && compareDecimal(value, found) === wanted) found = value
  return found
}

/**
 * Standing of each value (decimal strings, compared exactly). Ties share best or worst; where all measured values are
 * equal, or fewer than two are measured, nobody is best. A `null` is never ranked.
 */
export const standings = (values: readonly (string | null)[], better: Better): readonly Standing[] => {
  const decimals = values.map((value) => (value === null ? undefined : parseDecimal('value', value)))
  const known = decimals.filter((value) => value !== undefined)
  const low = extreme(known, -1)
  const high = extreme(known, 1)
  if (better === 'none' || low === undefined || high === undefined || compareDecimal(low, high) === 0)
    return values.map(() => 'between')
  const [best, worst] = better === 'lower' ? [low, high] : [high, low]
  return decimals.map((value) => {
    if (value === undefined) return 'between'
    if (compareDecimal(value, best) === 0) return 'best'
    return compareDecimal(value, worst) === 0 ? 'worst' : 'between'
  })
}

/** Mark of a whole cell: a claim needs every bound; under some bounds only, it is `split`. */
export type CellMark = 'best' | 'worst' | 'split-best' | 'split-worst' | 'none'

/** Joins the standings of one cell under all bounds. */
export const cellMark = (perBound: readonly Standing[]): CellMark => {
  if (perBound.every((standing) => standing === 'best')) return 'best'
  if (perBound.every((standing) => standing === 'worst')) return 'worst'
  if (perBound.includes('best')) return perBound.includes('worst') ? 'none' : 'split-best'
  return perBound.includes('worst') ? 'split-worst' : 'none'
}
