import { divide, magnitude, ratio, RATIO_ONE, type Ratio } from '../../units/index.ts'
import { marginSplit } from '../../margin/index.ts'
import { fillablePrice, type FillableTerms } from '../limits/fillable-price.ts'
import { decimal, decimalIn, noRules, schemaOf, ZERO } from '../parameters.ts'
import type { LiquidationView, QueueStrategy } from '../types.ts'

/**
 * Farthest fillable price first: rank = -|fillable price - mark| / mark, rounded down, of the position where that is largest; 0 without
 * positions.
 *
 * @source dYdX v4, x/clob/keeper/liquidations.go, order of liquidations in a block
 */
export const fillablePriceDistance: QueueStrategy = {
  name: 'fillable-price-distance',
  formula: 'rank = -max |fillable price - P| / P, smallest first',
  schema: schemaOf({
    adjustment: decimal('how fast the price leaves the mark as equity falls'),
    spread: decimal('distance from mark at bankruptcy, in multiples of the maintenance rate'),
  }),
  check: noRules,
  create: (parameters) => {
    const terms = { adjustment: decimalIn(parameters, 'adjustment'), spread: decimalIn(parameters, 'spread') }
    return (view) =>
      view.account.positions.reduce((rank: Ratio, { instrument }) => {
        const far = distance(view, instrument, terms)
        return -far < rank ? ratio(-far) : rank
      }, ZERO)
  },
}

const distance = (view: LiquidationView, instrument: string, terms: FillableTerms): bigint => {
  const split = marginSplit(view.rules, view.account, view.marks, instrument)
  if (split === null) return 0n
  const { numerator, denominator } = fillablePrice(split, terms)
  return divide(magnitude(numerator - split.mark * denominator) * RATIO_ONE, split.mark * denominator, 'up')
}
