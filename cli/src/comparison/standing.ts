import { parseDecimal } from '@ebbline/core'
import type { MetricValue } from '@ebbline/wire'

/** How a value stands in its column. */
export type Standing = 'best' | 'worst' | 'between'

/** More places than any amount has. */
const PLACES = 30

/**
 * How each value of a column stands. Decimal texts are compared exactly. Ties share their place; where all are equal, or one
 * was not measured, nobody is best or worst.
 */
export const standingsOf = (values: readonly MetricValue[], better: 'lower' | 'higher'): readonly Standing[] => {
  const known = values.filter((value) => value !== null)
  if (known.length !== values.length) return values.map(() => 'between')
  const [low, high] = [extreme(known, -1), extreme(known, 1)]
  if (low === undefined || high === undefined || order(low, high) === 0) return values.map(() => 'between')
  const [best, worst] = better === 'lower' ? [low, high] : [high, low]
  return known.map((value) => (order(value, best) === 0 ? 'best' : order(value, worst) === 0 ? 'worst' : 'between'))
}

/** The lowest and the highest of some values; null where one was not measured. */
export const extremesOf = (values: readonly MetricValue[]): readonly [low: MetricValue, high: MetricValue] => {
  const known = values.filter((value) => value !== null)
  if (known.length !== values.length) return [null, null]
  return [extreme(known, -1) ?? null, extreme(known, 1) ?? null]
}

const extreme = (values: readonly (string | number)[], sign: 1 | -1): string | number | undefined =>
  values.reduce<string | number | undefined>(
    (most, value) => (most === undefined || order(value, most) === sign ? value : most),
    undefined,
  )

/** -1, 0 or 1. */
const order = (left: string | number, right: string | number): number => {
  const [a, b] = [exact(left), exact(right)]
  if (a === null || b === null) return Math.sign(Number(left) - Number(right))
  return a === b ? 0 : a < b ? -1 : 1
}

const exact = (value: string | number): bigint | null =>
  typeof value === 'string' ? parseDecimal(value, PLACES) : null
