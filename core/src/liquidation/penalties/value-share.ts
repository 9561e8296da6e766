import { divide, greatest, ratio, RATIO_ONE } from '../../units/index.ts'
import { onSale } from '../auction-view.ts'
import { decimal, decimalIn, ONE, outside, schemaOf } from '../parameters.ts'
import { grossNotional } from '../positions.ts'
import type { PenaltyStrategy } from '../types.ts'

/**
 * A share of the value that a slice of everything takes along: of the account's equity less what buyers paid in before, in proportion
 * to notional; nothing of an account without equity, and not more than it has left.
 *
 *   rate on notional = ⌈share · max(0, E − R) / N⌉
 *
 * @source docs/models/dutch-auction.md, eq. 9
 */
export const valueShare: PenaltyStrategy = {
  name: 'value-share',
  formula: 'p = share (E - R) x for a share x of everything; R paid in before',
  schema: schemaOf({ share: decimal('share of the value that is sold, at most 1') }),
  check: (parameters) => outside(parameters, 'share', { atMost: ONE }, 'give a share such as 0.1'),
  create: (parameters) => {
    const share = decimalIn(parameters, 'share')
    return (view) => {
      const { markToMarket, reserved } = onSale(view)
      const notional = grossNotional(view, view.account)
      const value = greatest(0n, markToMarket - reserved)
      const rate = notional === 0n ? 0n : divide(share * value, notional, 'up')
      return { rate: ratio(rate > RATIO_ONE ? RATIO_ONE : rate), base: 'notional', cap: 'equity' }
    }
  },
}
