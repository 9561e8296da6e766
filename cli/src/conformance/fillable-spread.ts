import { breaches, fillableSpread, formatDecimal, measure, NO_ATOMS, ratio, RATIO_ONE, type Ratio } from '@ebbline/core'
import { exactIn, type Adapter, type Inputs } from './adapter.ts'
import { accountIn, marksAt, moneyText, priceIn, rulesOf, sidesIn } from './single-position.ts'

const FILE = 'venue-docs-and-adl.json'
const NOTHING = ratio(0n)

const rateIn = (inputs: Inputs, name: string): Ratio => ratio(exactIn(inputs, name, 18))
const rateText = (rate: Ratio): string => formatDecimal(rate, 18)

/** Whether a lone position is liquidated at a price, and how far from it its order may trade: margin and the limit `fillable-price`. */
export const triggerSingleCase: Adapter = {
  file: FILE,
  formula: 'triggerSingle',
  run: (inputs) => {
    const rate = rateIn(inputs, 'mmf')
    const rules = rulesOf([{ floor: NO_ATOMS, initialRate: rate, maintenanceRate: rate }])
    const marks = marksAt(priceIn(inputs, 'price'))
    const measured = measure(rules, accountIn(inputs, sidesIn(inputs).side), marks, 'maintenance')
    const spread = rateIn(inputs, 'spreadToMaintenanceMarginRatio')
    return {
      equity: moneyText(measured.equity),
      liquidatable: breaches(measured, RATIO_ONE),
      maxSpreadDefault: rateText(fillableSpread(rate, spread, NOTHING).most),
    }
  },
}

/** The spread of the limit `fillable-price` at bankruptcy, and what of it the fund pays. */
export const maxSpreadCase: Adapter = {
  file: FILE,
  formula: 'maxSpread',
  run: (inputs) => {
    const { most, covered } = fillableSpread(
      rateIn(inputs, 'maintenanceMarginFraction'),
      rateIn(inputs, 'spreadToMaintenanceMarginRatio'),
      rateIn(inputs, 'bankruptcyDistance'),
    )
    return { maxSpread: rateText(most), insuranceCoveredSpread: rateText(covered) }
  },
}
