import { atoms, lots, mulDiv, NO_ATOMS, ratio, RATIO_ONE, type Ratio } from '../units/index.ts'
import { fillablePrice } from './limits/fillable-price.ts'

/** How far from the mark a liquidation may trade at worst, and how much of that the fund pays, shares of the mark, 1e-18. */
export interface FillableSpread {
  readonly most: Ratio
  readonly covered: Ratio
}

/**
 * The spread of the fillable price at bankruptcy for a lone position of one margin rate, and the part of it beyond a bankruptcy
 * distance: what the fund pays when an order fills there. Rounded up.
 *
 *   most = spread · rate     covered = most - bankruptcy distance
 */
export const fillableSpread = (rate: Ratio, spread: Ratio, bankruptcyDistance: Ratio): FillableSpread => {
  const split = {
    size: lots(1n),
    mark: RATIO_ONE,
    equity: NO_ATOMS,
    requirement: atoms(rate),
    total: atoms(rate),
    notional: atoms(RATIO_ONE),
  }
  const { numerator, denominator } = fillablePrice(split, { adjustment: RATIO_ONE, spread })
  const most = mulDiv(RATIO_ONE * denominator - numerator, 1n, denominator, 'up')
  return { most: ratio(most), covered: ratio(most - bankruptcyDistance) }
}
