import { applyRatio, atoms, type Atoms } from '../../units/index.ts'
import { breaches } from '../../margin/index.ts'
import { noRules, NO_PARAMETERS, ONE } from '../parameters.ts'
import { notionalOf, type Valuation } from '../positions.ts'
import type { Account } from '../../accounts/index.ts'
import type { TriggerStrategy } from '../types.ts'

/**
 * Holds while equity is below maintenance and below what the lowest leverage tier alone would ask: from there on no step down can
 * help, for every tier asks at least that much. Contracts that are margined together may need less than that and are then not due.
 *
 *   E < M and E < Σ |q|·P · r1
 *
 * r1 maintenance rate of the lowest tier.
 */
export const belowLowestRate: TriggerStrategy = {
  name: 'below-lowest-rate',
  formula: 'E < M and E < Σ |q|·P · maintenance rate of the lowest tier',
  schema: NO_PARAMETERS,
  check: noRules,
  create: () => ({
    holds: (view) => {
      const required = atLowestRates(view, view.account)
      const { equity } = view.maintenance
      const facts = () => ({ equityAtoms: String(equity), lowestTierRequirementAtoms: String(required) })
      return { holds: breaches(view.maintenance, ONE) && equity < required, facts }
    },
    wake: { kind: 'health', multiple: ONE },
  }),
}

/** What the positions of an account would require if every one stood in the lowest tier, numeraire atoms, each rounded up. */
const atLowestRates = (valuation: Valuation, { positions }: Account): Atoms =>
  atoms(
    positions.reduce((sum, { instrument, size }) => {
      const rate = valuation.rules.tiers.get(instrument)?.[0]?.maintenanceRate
      return rate === undefined ? sum : sum + applyRatio(notionalOf(valuation, instrument, size), rate, 'up')
    }, 0n),
  )
