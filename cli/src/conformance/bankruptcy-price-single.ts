import { bankruptcyPrice, health, measure, NO_ATOMS } from '@ebbline/core'
import { CaseShapeError, type Adapter } from './adapter.ts'
import { accountIn, anyRules, market, marksAt, moneyText, priceIn, priceText, sidesIn } from './single-position.ts'

/** The price at which a lone position is handed over, equity at a mark, and what the other side earns at that price. */
export const bankruptcyPriceSingleCase: Adapter = {
  file: 'venue-docs-and-adl.json',
  formula: 'bankruptcyPriceSingle',
  run: (inputs) => {
    const { side, opposite } = sidesIn(inputs)
    const account = accountIn(inputs, side)
    const now = marksAt(priceIn(inputs, 'markNow'))
    const price = bankruptcyPrice(anyRules, account, now, market.id)
    if (price === null) throw new CaseShapeError('size', inputs['size'], 'a size above 0')
    const other = health(anyRules, accountIn(inputs, opposite), marksAt(price.safe))
    const profit = other.maintenance.contributions.find((leg) => leg.kind === 'position')
    return {
      bankruptcyPrice: priceText(price.safe),
      equityAtMark: moneyText(measure(anyRules, account, now, 'maintenance').equity),
      counterpartyProfit: moneyText(profit?.equity ?? NO_ATOMS),
    }
  },
}
