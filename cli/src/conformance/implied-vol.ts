import { impliedVol, PricingInputError, type ImpliedVolTerms } from '@ebbline/core'
import { numberIn, type Adapter, type Inputs } from './adapter.ts'
import { kindIn } from './option-terms.ts'

/** Volatility of an undiscounted price on a forward. */
export const impliedVolCase: Adapter = {
  file: 'implied_vol_inversion.json',
  formula: 'impliedVol',
  run: (inputs) => ({ vol: impliedVol(termsIn(inputs, (name) => numberIn(inputs, name))) }),
}

/** Prices without a volatility. A price equal to its lower bound has volatility 0, which is the verdict `zeroOrReject`. */
export const impliedVolRejectCase: Adapter = {
  file: 'implied_vol_inversion.json',
  formula: 'impliedVolReject',
  run: (inputs) => {
    try {
      const vol = impliedVol(termsIn(inputs, (name) => anyNumberIn(inputs, name)))
      return vol === 0 ? { verdict: 'zeroOrReject' } : { vol }
    } catch (error) {
      if (error instanceof PricingInputError) return { verdict: 'reject' }
      throw error
    }
  },
}

const termsIn = (inputs: Inputs, at: (name: string) => number): ImpliedVolTerms => ({
  kind: kindIn(inputs),
  forward: at('F'),
  strike: at('K'),
  time: at('T'),
  price: at('price'),
})

/** JSON has no NaN and no infinity: a file writes them as a text or as null. */
const anyNumberIn = (inputs: Inputs, name: string): number => {
  const value = inputs[name]
  if (value === null) return Number.NaN
  return typeof value === 'string' ? Number(value) : numberIn(inputs, name)
}
