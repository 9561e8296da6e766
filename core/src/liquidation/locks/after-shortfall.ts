import { noRules, schemaOf, whole, wholeIn } from '../parameters.ts'
import type { LockStrategy } from '../types.ts'

/** No withdrawals for some seconds after an account was found below zero, whoever paid for it. */
export const afterShortfall: LockStrategy = {
  name: 'after-shortfall',
  formula: 'locked for `seconds` after the last shortfall of any account',
  schema: schemaOf({ seconds: whole('seconds since the last shortfall', 1, 604_800) }),
  check: noRules,
  create: (parameters) => {
    const wait = wholeIn(parameters, 'seconds') * 1000
    return ({ time, lastShortfall }) => ({
      holds: lastShortfall !== null && time - lastShortfall < wait,
      facts: () => ({
        lastShortfallMs: lastShortfall === null ? 'none' : String(lastShortfall),
        waitMs: String(wait),
      }),
    })
  },
}
