import { noRules, schemaOf, whole, wholeIn } from '../parameters.ts'
import type { PacingStrategy } from '../types.ts'

/** Nothing until the given seconds have passed since the last action of the episode; then the whole slice. */
export const cooldown: PacingStrategy = {
  name: 'cooldown',
  formula: '0 before last action + seconds, then all',
  schema: schemaOf({ seconds: whole('seconds between two actions', 1, 86_400) }),
  check: noRules,
  create: (parameters) => {
    const wait = wholeIn(parameters, 'seconds') * 1000
    return ({ time, episode }, draft) => {
      const until = episode.lastAction === null ? null : episode.lastAction + wait
      const bound = until !== null && time < until
      const facts = { waitMs: String(wait), untilMs: until === null ? 'no action yet' : String(until) }
      const reasons = [...draft.reasons, { part: 'pace', rule: 'cooldown', facts, bound } as const]
      return { draft: { ...draft, legs: bound ? [] : draft.legs, reasons }, until: bound ? until : null }
    }
  },
}
