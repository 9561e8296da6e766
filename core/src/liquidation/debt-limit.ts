import { atoms, applyRatio, type Atoms } from '../units/index.ts'
import { loanToValue } from '../margin/index.ts'
import { choice, decimalIn, ONE, outside, schemaOf, textIn } from './parameters.ts'
import type { LiquidationView, Parameters, ParameterSchema, Problem } from './types.ts'

/** Parameters of a bound on the numeraire that an account owes: a share of what it holds, or an amount in atoms. */
export const DEBT_LIMIT: ParameterSchema = schemaOf({
  of: choice('what the limit is a share of, or `atoms` for an amount of the numeraire', ['holdings', 'atoms']),
  most: {
    type: 'string',
    description: 'share of the holdings at mark without haircut, at most 1; or whole atoms of the numeraire',
    pattern: '^[0-9]{1,30}(\\.[0-9]{1,18})?$',
  },
})

/** A share above one, and an amount that is no whole number of atoms. */
export const debtLimitProblems = (parameters: Parameters): readonly Problem[] => {
  if (parameters['of'] === 'holdings')
    return outside(parameters, 'most', { atMost: ONE }, 'give a share such as 0.1, or say of: atoms')
  const value = String(parameters['most'])
  return value.includes('.')
    ? [{ field: 'most', value, allowed: 'whole atoms of the numeraire', remedy: 'drop the decimals' }]
    : []
}

/** The limit for one account, numeraire atoms, rounded down. */
export const debtLimit = (parameters: Parameters): ((view: LiquidationView) => Atoms) => {
  const most = decimalIn(parameters, 'most')
  if (textIn(parameters, 'of') === 'atoms') return () => atoms(most / ONE)
  return ({ rules, account, marks }) => applyRatio(loanToValue(rules, account, marks).collateral, most, 'down')
}
