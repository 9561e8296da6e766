import { debtLimit, DEBT_LIMIT, debtLimitProblems } from '../debt-limit.ts'
import { numeraireDebt } from '../holdings.ts'
import type { ExitStrategy } from '../types.ts'

/** Over once the account owes no more of the numeraire than a share of what it holds at mark, or than an amount. */
export const debtWithin: ExitStrategy = {
  name: 'debt-within',
  formula: 'debt <= most × G (of: value) or debt <= most (of: atoms)',
  schema: DEBT_LIMIT,
  check: debtLimitProblems,
  create: (parameters) => {
    const limit = debtLimit(parameters)
    return {
      reached: (view) => {
        const [debt, most] = [numeraireDebt(view), limit(view)]
        return { holds: debt <= most, facts: () => ({ debtAtoms: String(debt), limitAtoms: String(most) }) }
      },
      multiple: null,
    }
  },
}
