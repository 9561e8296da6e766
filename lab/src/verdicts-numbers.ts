import type { MetricDefinition } from './metrics-definitions.ts'
import { metricText } from './report-format.ts'
import { BOUND_NAMES } from './variants.ts'
import { standingOf } from './verdicts-ranking.ts'
import type { VerdictValue } from './verdicts-types.ts'

/**
 * A policy's numbers as a sentence gives them, `81.2% / 79.5%`: frozen, then own impact, once where both read alike; over print
 * orders and tapes each as its lowest to highest.
 */
export const numbersOf = (definition: MetricDefinition, values: readonly VerdictValue[], policy: string): string => {
  const mine = values.filter((value) => value.policy === policy).flatMap((each) => each.values)
  const sides = BOUND_NAMES.flatMap((bound) => {
    const here = mine.filter((each) => each.bound === bound).map(({ value }) => value)
    const sorted = here.toSorted((a, b) => (standingOf('lower', a, b) === 'better' ? -1 : 1))
    const [low, high] = [sorted[0] ?? null, sorted.at(-1) ?? null].map((value) => metricText(definition, value))
    if (low === undefined || high === undefined || here.length === 0) return []
    return [low === high ? low : `${low} to ${high}`]
  })
  return [...new Set(sides)].join(' / ')
}
