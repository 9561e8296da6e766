import {
  applyRatio,
  atoms,
  divide,
  formatRatio,
  least,
  mulDiv,
  ratio,
  RATIO_ONE,
  shareOf,
  type Atoms,
  type Ratio,
} from '../../units/index.ts'
import { measure } from '../../margin/index.ts'
import { decimal, decimalIn, ONE, outside, schemaOf, ZERO } from '../parameters.ts'
import { grossNotional } from '../positions.ts'
import type { LiquidationView, SizingStrategy } from '../types.ts'

/** An account of which one share of every position is closed, and what that costs. Atoms and 1e-18. */
export interface ShareTerms {
  readonly equity: Atoms
  readonly requirement: Atoms
  /** Penalty on the requirement that is freed. */
  readonly feeRate: Ratio
}

/** The account after one share of all its positions was closed at mark. */
export interface AfterShare {
  readonly requirement: Atoms
  readonly penalty: Atoms
  readonly equity: Atoms
  /** Requirement over equity, rounded up; below 0 for a debt, null where equity is 0. */
  readonly ratio: Ratio | null
}

/**
 * All positions cut by one share x at mark.
 *
 *   R' = R·(1 - x)     penalty = x·fee·R     E' = E - penalty     ratio = R' / E'
 *
 * Requirement and penalty are rounded up to an atom.
 *
 * @source docs/models/shares.md, eq. 1
 */
export const afterShare = ({ equity, requirement, feeRate }: ShareTerms, share: Ratio): AfterShare => {
  const left = applyRatio(requirement, ratio(RATIO_ONE - share), 'up')
  const penalty = atoms(divide(requirement * share * feeRate, RATIO_ONE * RATIO_ONE, 'up'))
  const after = atoms(equity - penalty)
  return { requirement: left, penalty, equity: after, ratio: after === 0n ? null : shareOf(left, after, 'up') }
}

/**
 * The smallest multiple of a step, at most everything, after which requirement over equity is below a target; everything where
 * none is.
 *
 *   min k·step > (R - target·E) / (R·(1 - target·fee)), k ≥ 1       compared exactly
 *
 * Where a fee takes more than a share frees, the first step suffices or none does.
 *
 * @source docs/models/shares.md, eq. 2
 */
export const leastShare = (
  { equity, requirement, feeRate }: ShareTerms,
  { step, target }: { readonly step: Ratio; readonly target: Ratio },
): Ratio => {
  const missing = (requirement * RATIO_ONE - target * equity) * RATIO_ONE * RATIO_ONE
  const gained = requirement * (RATIO_ONE * RATIO_ONE - target * feeRate)
  if (missing < gained * step) return least(step, RATIO_ONE)
  if (gained <= 0n) return RATIO_ONE
  const above = divide(missing, gained, 'down') + 1n
  return least(ratio(divide(above, step, 'up') * step), RATIO_ONE)
}

/**
 * The smallest multiple of a share of the whole direction that brings requirement over equity below a target, as `leastShare` counts
 * it: at mark, the penalty inside, rates as they are now. Meant for a direction over all positions in proportion.
 */
export const shareStep: SizingStrategy = {
  name: 'share-step',
  formula: 'least x = k·step with M·(1 - x) / (E - x·fee·M) < ratio',
  schema: schemaOf({
    step: decimal('share of the direction that a step closes, above 0, at most 1'),
    ratio: decimal('maintenance requirement over equity that must be undercut, above 0, at most 1'),
  }),
  check: (parameters) => [
    ...outside(parameters, 'step', { above: ZERO, atMost: ONE }, 'give a share such as 0.2'),
    ...outside(parameters, 'ratio', { above: ZERO, atMost: ONE }, 'above 1 the account would still be in breach'),
  ],
  create: (parameters) => {
    const [step, target] = [decimalIn(parameters, 'step'), decimalIn(parameters, 'ratio')]
    return (view, path, penaltyRate) => {
      const terms = {
        ...measure(view.rules, view.account, view.marks, 'maintenance'),
        feeRate: feeOf(view, penaltyRate),
      }
      const share = leastShare(terms, { step, target })
      const after = afterShare(terms, share)
      return {
        step: least(path.steps, mulDiv(path.steps, share, RATIO_ONE, 'up')),
        facts: { share: formatRatio(share), penaltyAtoms: String(after.penalty) },
        reachable: after.equity > 0n && after.requirement * RATIO_ONE < target * after.equity,
      }
    }
  },
}

/** A penalty on notional as one on the requirement, rounded up. */
const feeOf = (view: LiquidationView, penaltyRate: Ratio): Ratio => {
  const { requirement } = view.maintenance
  const notional = grossNotional(view, view.account)
  return requirement === 0n ? ratio(0n) : ratio(divide(penaltyRate * notional, requirement, 'up'))
}
