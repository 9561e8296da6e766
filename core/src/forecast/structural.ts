import { brent, exp, log, normalCdf } from '../math/index.ts'
import { bsmPrice } from '../pricing/index.ts'
import { ForecastInputError, requireBetween } from './forecast-input-error.ts'

/**
 * A pool, venue or account seen as a firm: assets worth `assets` with volatility `assetVol`, owing `debt` at `time` (years), at a
 * continuous rate.
 */
export type Firm = {
  readonly assets: number
  readonly assetVol: number
  readonly debt: number
  readonly rate: number
  readonly time: number
}

/** What Merton's model says of a firm. Money in the currency of the firm, volatilities per √year, probabilities risk-neutral. */
export type FirmRisk = {
  readonly equity: number
  readonly equityVol: number
  readonly debtValue: number
  /** What the debt would be worth if it were certain to be paid. */
  readonly safeDebtValue: number
  readonly defaultProbability: number
  /** Standard deviations between the forward assets and the debt: d₂. */
  readonly distance: number
  /** 1 − debtValue / safeDebtValue: what creditors expect to lose, as a share. */
  readonly expectedLoss: number
  /** What creditors get back of a safe claim when the firm defaults: 1 − expectedLoss / defaultProbability. */
  readonly recovery: number
}

/** What can be seen of a firm from outside. */
export type SeenFirm = {
  readonly equity: number
  readonly equityVol: number
  readonly debt: number
  readonly rate: number
  readonly time: number
}

const MONEY = { min: 1e-60, max: 1e60 }
const VOL = { min: 1e-4, max: 100 }
const TIME = { min: 1e-9, max: 30 }
const RATE = { min: -10, max: 10 }

/**
 * Equity as a call on the assets, struck at the debt:
 *
 *   E = V·N(d₁) − D·e^(−rT)·N(d₂)    σ_E·E = N(d₁)·σ_V·V    PD = N(−d₂)        (eq. 1)
 *
 * The expected loss is the put that creditors wrote over the safe claim, so it keeps its relative accuracy when default is remote.
 *
 * @throws ForecastInputError for money outside 1e-60 to 1e60, vol outside 1e-4 to 100, time outside 1e-9 to 30 years, |rate| > 10.
 * @source Merton, Journal of Finance 29 (1974) 449; docs/models/structural-model.md, eq. 1
 */
export const firmRisk = (firm: Firm): FirmRisk => {
  requireFirm(firm)
  const { assets, assetVol, debt, rate, time } = firm
  const option = { spot: assets, strike: debt, time, vol: assetVol, rate, dividend: 0 }
  const equity = bsmPrice({ ...option, kind: 'call' })
  const put = bsmPrice({ ...option, kind: 'put' })
  const safeDebtValue = debt * exp(-rate * time)
  const spread = assetVol * Math.sqrt(time)
  const distance = (log(assets / debt) + rate * time) / spread - 0.5 * spread
  const defaultProbability = normalCdf(-distance)
  const expectedLoss = put / safeDebtValue
  return {
    equity,
    equityVol: equity === 0 ? Infinity : (normalCdf(distance + spread) * assetVol * assets) / equity,
    debtValue: safeDebtValue - put,
    safeDebtValue,
    defaultProbability,
    distance,
    expectedLoss,
    recovery: defaultProbability === 0 ? 1 : 1 - expectedLoss / defaultProbability,
  }
}

/**
 * The firm behind an observed equity and its volatility: the one σ_V in (0, σ_E] for which eq. 1 gives both. For each σ_V the assets
 * follow from the price of the call; σ_E·E then rises with σ_V from at most σ_E·E at the low end to at least σ_E·E at σ_V = σ_E, because
 * a call moves at least as much as its underlying. One root within another, both bracketed.
 *
 * @throws ForecastInputError for what `firmRisk` refuses, and where no asset volatility within 1e-4 to 100 explains the equity.
 * @source docs/models/structural-model.md, eq. 2
 */
export const firmBehind = (seen: SeenFirm): Firm => {
  requireSeen(seen)
  const { equity, equityVol, debt, rate, time } = seen
  const excess = (assetVol: number): number => {
    const firm = { assets: assetsFor(seen, assetVol), assetVol, debt, rate, time }
    return firmRisk(firm).equityVol - equityVol
  }
  const found = brent(excess, { lo: VOL.min, hi: equityVol, tolerance: 1e-15, evaluationsMax: 200 })
  if (found.kind === 'found') return { assets: assetsFor(seen, found.x), assetVol: found.x, debt, rate, time }
  const remedy = `no asset volatility explains equity ${equity} over debt ${debt}`
  throw new ForecastInputError(
    'equityVol',
    equityVol,
    'the volatility of a call on assets with vol 1e-4 or more',
    remedy,
  )
}

/** Assets for which the call is worth the equity: between the equity and the equity plus the safe debt. */
const assetsFor = ({ equity, debt, rate, time }: SeenFirm, vol: number): number => {
  const missing = (assets: number): number =>
    bsmPrice({ kind: 'call', spot: assets, strike: debt, time, vol, rate, dividend: 0 }) - equity
  const hi = (equity + debt * exp(-rate * time)) * (1 + 1e-15)
  const found = brent(missing, { lo: equity, hi, tolerance: 1e-15 * hi, evaluationsMax: 200 })
  return found.kind === 'found' ? found.x : hi
}

const requireFirm = ({ assets, assetVol, debt, rate, time }: Firm): void => {
  requireBetween('assets', assets, MONEY, 'give what the firm owns, above 0')
  requireBetween('assetVol', assetVol, VOL, 'give volatility per square root of a year')
  requireClaim(debt, rate, time)
}

const requireSeen = ({ equity, equityVol, debt, rate, time }: SeenFirm): void => {
  requireBetween('equity', equity, MONEY, 'give the value of the equity, above 0')
  requireBetween('equityVol', equityVol, VOL, 'give volatility per square root of a year')
  requireClaim(debt, rate, time)
}

const requireClaim = (debt: number, rate: number, time: number): void => {
  requireBetween('debt', debt, MONEY, 'give what is owed, above 0')
  requireBetween('rate', rate, RATE, 'give a continuous rate per year')
  requireBetween('time', time, TIME, 'give years, not days')
}
