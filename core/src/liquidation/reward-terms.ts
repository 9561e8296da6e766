import { atoms, RATIO_ONE, type Atoms } from '../units/index.ts'
import { loanToValue } from '../margin/index.ts'
import { keeperReward, rawFlagReward } from './keeper-reward.ts'
import { numeraireAtoms } from './numeraire-unit.ts'
import { decimal, decimalIn, ONE, outside } from './parameters.ts'
import { notionalOf } from './positions.ts'
import type { LiquidationView, Parameters, ParameterShape, Problem } from './types.ts'

/** Parameters of a keeper's reward, wherever a rule needs them; money in units of the numeraire. */
export const rewardShapes: Readonly<Record<string, ParameterShape>> = {
  flagRatio: decimal('share of the notional that flagging pays, at most 1'),
  cost: decimal('cost of a call'),
  least: decimal('least reward over the cost'),
  most: decimal('most that a keeper is paid, at least `least`'),
  profit: decimal('least profit, as a share of the cost'),
  scaling: decimal('share of the collateral that a reward may take, at most 1'),
}

/** What is wrong with them across fields. */
export const rewardChecks = (parameters: Parameters): readonly Problem[] => [
  ...outside(parameters, 'flagRatio', { atMost: ONE }, 'give a share such as 0.0003'),
  ...outside(parameters, 'scaling', { atMost: ONE }, 'give a share such as 0.5'),
  ...outside(parameters, 'most', { atLeast: decimalIn(parameters, 'least') }, 'raise it: least ≤ most is required'),
]

/** What flagging an account would pay now, numeraire atoms: shares of all notionals within the bounds, collateral without haircut. */
export const rewardOf = (view: LiquidationView, parameters: Parameters): Atoms => {
  const { rules, account, marks } = view
  const ratio = decimalIn(parameters, 'flagRatio')
  const flagged = rawFlagReward(
    account.positions.map(({ instrument, size }) => ({
      size: notionalOf(view, instrument, size),
      price: RATIO_ONE,
      ratio,
    })),
  )
  const money = (field: string): bigint => numeraireAtoms(rules, decimalIn(parameters, field))
  const { collateral } = loanToValue(rules, { ...account, positions: [] }, marks)
  const terms = {
    least: money('least'),
    most: money('most'),
    profit: decimalIn(parameters, 'profit'),
    scaling: decimalIn(parameters, 'scaling'),
  }
  return atoms(keeperReward(terms, { flagged, cost: money('cost'), collateral }))
}
