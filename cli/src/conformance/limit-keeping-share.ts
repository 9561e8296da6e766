import { formatDecimal, keepSharePrice, keptEquity, lots, notional, ratio, type MarginSplit } from '@ebbline/core'
import { exactIn, type Adapter } from './adapter.ts'
import { accountIn, market, moneyIn, moneyText, priceIn, PRICE, sidesIn } from './single-position.ts'

/** The worst price that leaves a share of the maintenance margin: the limit `keep-share`. */
export const limitPriceKeepingShareCase: Adapter = {
  file: 'venue-docs-and-adl.json',
  formula: 'limitPriceKeepingShare',
  run: (inputs) => {
    const held = accountIn({ ...inputs, entry: inputs['price'], collateral: 0 }, sidesIn(inputs).side).positions[0]
    const size = held?.size ?? lots(0n)
    const mark = priceIn(inputs, 'price')
    const required = moneyIn(inputs, 'maintenanceMargin')
    const split: MarginSplit = {
      size,
      mark,
      equity: moneyIn(inputs, 'equity'),
      requirement: required,
      total: required,
      notional: notional(market, size, mark, 'up'),
    }
    const keep = ratio(exactIn(inputs, 'keepShareOfMM', 18))
    const price = keepSharePrice(split, keep)
    return {
      limitPrice: { num: formatDecimal(price.numerator, PRICE), den: price.denominator },
      equityLeft: moneyText(keptEquity(split, keep)),
    }
  },
}
