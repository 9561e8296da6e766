import { divide, ratio, RATIO_ONE } from '../../units/index.ts'
import { schemaOf } from '../parameters.ts'
import { grossNotional } from '../positions.ts'
import { rewardChecks, rewardOf, rewardShapes } from '../reward-terms.ts'
import type { PenaltyStrategy } from '../types.ts'

/**
 * What a keeper is paid for flagging the account, as a share of all its notional, and never more than its equity. The
 * share is rounded up and what it takes down, so that the reward is met to the atom.
 *
 *   min(max(cost + least, cost·(1 + profit), Σ N·flagRatio + cost), min(collateral·scaling, most))
 */
export const keeperRewardPenalty: PenaltyStrategy = {
  name: 'keeper-reward',
  formula: 'min(max(cost + least, cost·(1 + profit), N·flagRatio + cost), min(collateral·scaling, most))',
  schema: schemaOf(rewardShapes),
  check: rewardChecks,
  create: (parameters) => (view) => {
    const notional = grossNotional(view, view.account)
    const rate = notional === 0n ? 0n : divide(rewardOf(view, parameters) * RATIO_ONE, notional, 'up')
    return { rate: ratio(rate), base: 'notional', cap: 'equity', round: 'down' }
  },
}
