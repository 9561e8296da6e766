import { lots } from '../../units/index.ts'
import { NO_PARAMETERS, noRules } from '../parameters.ts'
import { emptyPath, proportionalPath } from '../path.ts'
import { riskContributions, type RiskContribution } from '../risk-contributions.ts'
import type { DirectionStrategy, LiquidationView } from '../types.ts'

/**
 * One market: the position that adds most to the risk of the account (see `riskContributions`), the first by name of those that tie; a
 * market whose book shows nothing is passed over for the next one. Where contracts are margined together no more of it goes than
 * until its underlying is neutral, so that a slice never leaves its own hedge naked. A leg that hedges adds no risk and never goes before its risk does.
 */
export const largestContribution: DirectionStrategy = {
  name: 'largest-contribution',
  formula: 'max of shock·X·sign(sum X) + contingency·|X|, up to sum X = 0; by tiers: max of M of a position',
  schema: NO_PARAMETERS,
  check: noRules,
  create: () => (view) => {
    const ranked = riskContributions(view).toSorted((a, b) => (a.risk === b.risk ? 0 : a.risk > b.risk ? -1 : 1))
    const chosen = ranked.find((each) => each.risk > 0n && showsDepth(view, each)) ?? ranked[0]
    if (chosen === undefined) return emptyPath({})
    const { leg, risk, toNeutral } = chosen
    const size = leg.size > 0n ? toNeutral : lots(-toNeutral)
    return proportionalPath([{ ...leg, size }], {
      instrument: leg.instrument,
      riskAtoms: String(risk / 10n ** 18n),
      lotsToNeutral: String(toNeutral),
    })
  },
}

const showsDepth = (view: LiquidationView, { leg }: RiskContribution): boolean => {
  const { bids, asks } = view.depth(leg.instrument)
  return (leg.size > 0n ? bids : asks).length > 0
}
