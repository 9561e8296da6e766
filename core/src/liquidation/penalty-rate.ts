import { divide, magnitude, ratio, type Ratio } from '../units/index.ts'
import { exposure } from '../margin/index.ts'
import type { LiquidationView, PenaltyTerms } from './types.ts'

/**
 * A penalty as a share of closed notional, for sizing: a share of the freed requirement is spread over all positions, rounded up.
 *
 *   rate on notional = rate                            base `notional`
 *                    = ⌈rate · Σ requirement / Σ notional⌉   base `requirement`
 */
export const penaltyOnNotional = (view: LiquidationView, { rate, base }: PenaltyTerms): Ratio => {
  if (base === 'notional' || rate === 0n) return rate
  let notional = 0n
  for (const { instrument: id, size } of view.account.positions) {
    const instrument = view.rules.instruments.get(id)
    if (instrument !== undefined) notional += magnitude(exposure(view.rules, view.marks, instrument, size))
  }
  return notional === 0n ? ratio(0n) : ratio(divide(rate * view.maintenance.requirement, notional, 'up'))
}
