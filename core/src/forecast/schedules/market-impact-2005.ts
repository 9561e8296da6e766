import { pow } from '../../math/index.ts'
import { requireBetween } from '../forecast-input-error.ts'

/** A trade of `sizeOverVolume` daily volumes over `time` days, and the constants of the law. `dailyVol` a fraction per √day. */
export type ImpactCase = {
  readonly sizeOverVolume: number
  readonly time: number
  readonly dailyVol: number
  /** Units outstanding per daily volume. */
  readonly outstandingOverVolume: number
  readonly gamma: number
  readonly eta: number
  readonly beta: number
  readonly delta: number
}

/** Relative price moves of a buy: what stays, what is paid for the moment, and the average cost. */
export type ImpactOfTrade = { readonly permanent: number; readonly temporary: number; readonly cost: number }

/**
 * Impact estimated from brokers' trades, with temporary impact a power of the rate:
 *
 *   I = γσ·(X/V)·(Θ/V)^δ    K = ησ·|X/(VT)|^β    J = I/2 + K        (eq. 3)
 *
 * @throws ForecastInputError for a size, time, vol or volume ratio not above 0, or exponents outside 0 to 2.
 * @source Almgren, Thum, Hauptmann & Li, Risk, July 2005; docs/models/execution-theory.md, eq. 3
 */
export const impactOfTrade = (trade: ImpactCase): ImpactOfTrade => {
  const { sizeOverVolume, time, dailyVol, outstandingOverVolume, gamma, eta, beta, delta } = trade
  const positive = { min: 1e-12, max: 1e12 }
  for (const [field, value] of Object.entries({ sizeOverVolume, time, dailyVol, outstandingOverVolume }))
    requireBetween(field, value, positive, 'give a number above 0')
  for (const [field, value] of Object.entries({ beta, delta }))
    requireBetween(field, value, { min: 0, max: 2 }, 'give an exponent')
  for (const [field, value] of Object.entries({ gamma, eta }))
    requireBetween(field, value, { min: 0, max: 1e6 }, 'give a constant of the law, at least 0')
  const permanent = gamma * dailyVol * sizeOverVolume * pow(outstandingOverVolume, delta)
  const temporary = eta * dailyVol * pow(sizeOverVolume / time, beta)
  return { permanent, temporary, cost: 0.5 * permanent + temporary }
}
