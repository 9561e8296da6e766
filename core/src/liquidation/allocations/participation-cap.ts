import { greatest, least, lots, magnitude, mulDiv, NO_LOTS, RATIO_ONE, type Lots } from '../../units/index.ts'
import { decimal, decimalIn, ONE, outside, schemaOf, ZERO } from '../parameters.ts'
import type { AllocationStrategy, Budget, DraftLeg, Grant, Proposal } from '../types.ts'
import { inQueueOrder } from '../in-queue-order.ts'
import { inStep, legsOfParts } from '../in-step.ts'

/**
 * All forced flow of one market and side together stays under a share of its expected volume; buys and sells count apart.
 * The budget is rounded down to lots, but one lot is always allowed where anything trades at all, so that no position can
 * become impossible to close. Grants go by queue order until a budget is used up. A fill-or-kill proposal is granted whole
 * or not at all, and takes nothing from any budget when it is not. A slice that buys and sells shrinks a hedge from both
 * sides: its legs are cut in one proportion, that of the tightest, so that no side is left naked (but for part of a lot), unless
 * cutting each as far as its own budget goes leaves the account no riskier.
 */
export const participationCap: AllocationStrategy = {
  name: 'participation-cap',
  formula: 'sum of |x| over all accounts <= share × expected volume, each market and side; at least one lot',
  schema: schemaOf({ share: decimal('share of expected volume, above 0, at most 1') }),
  check: (parameters) => outside(parameters, 'share', { above: ZERO, atMost: ONE }, 'give a share such as 0.1'),
  create: (parameters) => {
    const share = decimalIn(parameters, 'share')
    return {
      budget: ({ expectedVolume, used }) => {
        if (expectedVolume <= 0n) return NO_LOTS
        const part = lots(mulDiv(expectedVolume, share, RATIO_ONE, 'down'))
        return lots(greatest(NO_LOTS, (part > 0n ? part : 1n) - used))
      },
      allocate: (proposals, budgets) => {
        const left = purse(budgets)
        return inQueueOrder(proposals).map((proposal) => grant(proposal, left))
      },
    }
  },
}

/** Lots left by market and side; absent = no cap. */
type Purse = Map<string, Lots>

const key = (leg: DraftLeg): string => `${leg.size > 0n ? 'buy' : 'sell'} ${leg.instrument}`

const purse = (budgets: readonly Budget[]): Purse => {
  const left: Purse = new Map()
  for (const { instrument, buy, sell } of budgets) {
    if (buy !== null) left.set(`buy ${instrument}`, buy)
    if (sell !== null) left.set(`sell ${instrument}`, sell)
  }
  return left
}

const grant = ({ account, legs, whole, noRiskier }: Proposal, left: Purse): Grant => {
  const affordableParts = legs.map((leg) => ({ leg, size: affordable(leg, left) }))
  const parts = inStep(affordableParts, noRiskier)
  const bound = parts.filter(({ leg, size }) => size < magnitude(leg.size)).map(({ leg }) => leg.instrument)
  if (whole && bound.length > 0) return { account, legs: [], bound }
  const granted = legsOfParts(parts)
  for (const leg of granted) {
    const budget = left.get(key(leg))
    if (budget !== undefined) left.set(key(leg), lots(budget - magnitude(leg.size)))
  }
  return { account, legs: granted, bound }
}

const affordable = (leg: DraftLeg, left: Purse): Lots => {
  const wanted = lots(magnitude(leg.size))
  const budget = left.get(key(leg))
  if (budget === undefined) return wanted
  return budget > 0n ? least(budget, wanted) : NO_LOTS
}
