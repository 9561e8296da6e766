import { debtLimit, DEBT_LIMIT, debtLimitProblems } from '../debt-limit.ts'
import { numeraireDebt } from '../holdings.ts'
import type { TriggerStrategy } from '../types.ts'

/**
 * Holds while the account owes more of the numeraire, losses of its positions included, than a share of what it holds at mark,
 * or than an amount. It may come true at any health, so it wakes always; inside `all` with a health level, at that level.
 */
export const debtAbove: TriggerStrategy = {
  name: 'debt-above',
  formula: 'debt > most × G (of: value) or debt > most (of: atoms)',
  schema: DEBT_LIMIT,
  check: debtLimitProblems,
  create: (parameters) => {
    const limit = debtLimit(parameters)
    return {
      holds: (view) => {
        const [debt, most] = [numeraireDebt(view), limit(view)]
        return { holds: debt > most, facts: () => ({ debtAtoms: String(debt), limitAtoms: String(most) }) }
      },
      wake: { kind: 'always' },
    }
  },
}
