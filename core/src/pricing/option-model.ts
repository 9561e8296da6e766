import type { EuropeanTerms } from './european-terms.ts'

/** The market that every model of one option reads; a model on futures takes `spot` as the future and leaves `dividend`. */
export type OptionMarket = Omit<EuropeanTerms, 'vol'>

/** A number that a model reads besides the market; without a fallback it must be given. */
export type OptionParameter = { readonly name: string; readonly meaning: string; readonly fallback?: number }

/**
 * Value of one option by a model, in the currency of the strike or in coins; what a model does not give is null. Vega is per 1.00
 * of volatility (of the initial one where volatility moves), theta a year, rho per 1.00 of rate.
 */
export type OptionValue = {
  readonly price: number
  readonly delta: number
  readonly gamma: number
  readonly vega: number | null
  readonly theta: number | null
  readonly rho: number | null
}

/** One way to value an option, under the name by which files and commands choose it. */
export type OptionModel = {
  readonly name: string
  readonly meaning: string
  /** `future`: `spot` is the price of a future. */
  readonly underlying: 'spot' | 'future'
  readonly settlement: 'currency' | 'coin'
  /** Whether its parameter `vol` is the volatility that a price implies. */
  readonly hasBlackVol: boolean
  readonly parameters: readonly OptionParameter[]
  /** @throws PricingInputError. Every parameter of the model is in `parameters`. */
  readonly value: (market: OptionMarket, parameters: ReadonlyMap<string, number>) => OptionValue
}
