import { black76, bsm, bsmPrice, type BsmGreeks } from '@ebbline/core'
import { CaseShapeError, textIn, type Adapter } from './adapter.ts'
import { futureTermsIn, spotTermsIn } from './option-terms.ts'

/** Price and Greeks on a future. */
export const black76Case: Adapter = {
  file: 'black76_price_greeks.json',
  formula: 'black76',
  run: (inputs) => {
    const { price, delta, gamma, vega, theta, strikeDelta } = black76(futureTermsIn(inputs))
    return { price, delta, gamma, vega, theta, strike_delta: strikeDelta }
  },
}

/** Price and Greeks on a spot with carry. */
export const bsmCase: Adapter = {
  file: 'bsm_price_greeks.json',
  formula: 'blackScholesMerton',
  run: (inputs) => {
    const { price, delta, gamma, vega, theta, rho, dividendRho, strikeDelta } = bsm(spotTermsIn(inputs))
    return { price, delta, gamma, vega, theta, rho, dividend_rho: dividendRho, strike_delta: strikeDelta }
  },
}

/** Printed prices. */
export const haugPriceCase: Adapter = {
  file: 'haug_european_published.json',
  formula: 'europeanPrice',
  run: (inputs) => ({ price: bsmPrice(spotTermsIn(inputs)) }),
}

const GREEKS: ReadonlyMap<string, keyof BsmGreeks> = new Map([
  ['delta', 'delta'],
  ['gamma', 'gamma'],
  ['vega', 'vega'],
  ['theta', 'theta'],
  ['theta_per_day_365', 'thetaPerDay'],
  ['rho', 'rho'],
  ['dividend_rho', 'dividendRho'],
  ['strike_delta', 'strikeDelta'],
  ['elasticity', 'elasticity'],
])

/** One printed Greek. */
export const haugGreekCase: Adapter = {
  file: 'haug_european_published.json',
  formula: 'europeanGreek',
  run: (inputs) => {
    const name = textIn(inputs, 'greek')
    const greek = GREEKS.get(name)
    if (greek === undefined) throw new CaseShapeError('greek', name, [...GREEKS.keys()].join(', '))
    return { value: bsm(spotTermsIn(inputs))[greek] }
  },
}
