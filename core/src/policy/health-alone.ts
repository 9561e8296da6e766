import { ratio, ratioOf, type Ratio } from '../units/index.ts'
import { isRecord } from '../liquidation/index.ts'
import { nestedIn } from './references.ts'

/** The level below which a trigger holds whatever else is true; null when it asks for more than health. */
export const healthAlone = (reference: unknown): Ratio | null => {
  if (!isRecord(reference)) return null
  const { rule, multiple } = reference
  if (rule === 'health-below' && typeof multiple === 'string') return ratioOf(multiple)
  if (rule === 'bankrupt') return ratio(0n)
  const nested = nestedIn(reference).map(healthAlone)
  const pure = nested.filter((level) => level !== null)
  if (rule === 'any') return extreme(pure, (a, b) => a > b)
  if (rule === 'all' && pure.length === nested.length) return extreme(pure, (a, b) => a < b)
  return null
}

/** The most extreme of some levels by an order; null of none. */
export const extreme = (levels: readonly Ratio[], better: (a: Ratio, b: Ratio) => boolean): Ratio | null => {
  let found: Ratio | null = null
  for (const level of levels) if (found === null || better(level, found)) found = level
  return found
}
