import { applyRatio, atoms, ratio, type Atoms, type Ratio } from '../../units/index.ts'
import type { MarginRules } from '../../margin/index.ts'
import { numeraireAtoms } from '../numeraire-unit.ts'
import { decimal, decimalIn, ONE, outside, schemaOf } from '../parameters.ts'
import { grossNotional } from '../positions.ts'
import type { LiquidationView, TriggerStrategy } from '../types.ts'

/** What must remain of an account once all of it is closed. Shares of notional and numeraire atoms. */
export interface RemainingTerms {
  readonly minimum: Atoms
  readonly factor: Ratio
  readonly fee: Ratio
  readonly impact: Ratio
}

/** What would remain, and what must. */
export interface Remaining {
  readonly left: Atoms
  readonly least: Atoms
  readonly liquidatable: boolean
}

/**
 * Whether too little would remain of an account.
 *
 *   left = E - (fee + impact)·N      liquidatable where left ≤ 0, left < minimum, or left < factor·N
 *
 * E equity · N gross notional. Costs are rounded up, the least that must remain as well.
 *
 * @source GMX v2, contracts/position/PositionUtils.sol, isPositionLiquidatable; docs/policies/gmx-v2.md, eq. 1
 */
export const remainingOf = (equity: Atoms, notional: Atoms, terms: RemainingTerms): Remaining => {
  const left = atoms(equity - applyRatio(notional, ratio(terms.fee + terms.impact), 'up'))
  const share = applyRatio(notional, terms.factor, 'up')
  const least = share > terms.minimum ? share : terms.minimum
  return { left, least, liquidatable: notional > 0n && (left <= 0n || left < least) }
}

/** Holds while less than a minimum, or than a share of the notional, would remain after the costs of closing everything. */
export const remainingCollateral: TriggerStrategy = {
  name: 'remaining-collateral',
  formula: 'E - (fee + impact)·N < max(minimum, factor·N)',
  schema: schemaOf({
    minimum: decimal('least that must remain, units of the numeraire'),
    factor: decimal('least share of the notional that must remain, at most 1'),
    fee: decimal('fee of closing, share of the notional, at most 1'),
    impact: decimal('most price impact that the check charges, share of the notional, at most 1'),
  }),
  check: (parameters) =>
    ['factor', 'fee', 'impact'].flatMap((field) =>
      outside(parameters, field, { atMost: ONE }, 'give a share such as 0.01'),
    ),
  create: (parameters) => {
    const shares = {
      factor: decimalIn(parameters, 'factor'),
      fee: decimalIn(parameters, 'fee'),
      impact: decimalIn(parameters, 'impact'),
    }
    const minimum = decimalIn(parameters, 'minimum')
    const minimumOf = (rules: MarginRules): Atoms => numeraireAtoms(rules, minimum)
    const judge = (view: LiquidationView): Remaining =>
      remainingOf(view.maintenance.equity, grossNotional(view, view.account), {
        ...shares,
        minimum: minimumOf(view.rules),
      })
    return {
      holds: (view) => ({
        holds: judge(view).liquidatable,
        facts: () => {
          const { left, least } = judge(view)
          return { remainingAtoms: String(left), leastAtoms: String(least) }
        },
      }),
      wake: {
        kind: 'health',
        multiple: ONE,
        amount: minimum,
        notional: ratio(shares.factor + shares.fee + shares.impact),
      },
    }
  },
}
