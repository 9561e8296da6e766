import type { Atoms } from '../../units/index.ts'
import { noRules, NO_PARAMETERS } from '../parameters.ts'
import type { LockStrategy } from '../types.ts'

/** What insolvent accounts may still cost, and the cash that is there for it; both in atoms of the numeraire. */
export interface InsolventCost {
  readonly insolventRequirement: Atoms
  readonly fundCash: Atoms
}

/**
 * Whether nobody may withdraw: insolvent accounts may cost more than the funds hold. Equality is free.
 *
 * @source docs/models/dutch-auction.md
 */
export const insolvencyLocks = ({ insolventRequirement, fundCash }: InsolventCost): boolean =>
  insolventRequirement > 0n && insolventRequirement > fundCash

/** No withdrawals while all that auctions of insolvent accounts may cost, down to their maintenance margin, exceeds the cash of the funds. */
export const insolventRequirement: LockStrategy = {
  name: 'insolvent-requirement',
  formula: 'locked while the sum of M - E over accounts with E < 0 exceeds the cash of the funds',
  schema: NO_PARAMETERS,
  check: noRules,
  create: () => (view) => ({
    holds: insolvencyLocks(view),
    facts: () => ({
      insolventRequirementAtoms: String(view.insolventRequirement),
      fundCashAtoms: String(view.fundCash),
    }),
  }),
}
