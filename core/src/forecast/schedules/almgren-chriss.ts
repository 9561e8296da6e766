import { exp, expm1, log1p } from '../../math/index.ts'
import { ForecastInputError, requireBetween } from '../forecast-input-error.ts'

/**
 * How a market answers to one trader, in one unit of time: price moves `vol` per √time, falls `permanent` per unit sold for good and
 * `temporary` per unit of rate while it is sold, and every unit costs `fixed` (half the spread and the fee). All in money per unit.
 */
export type LinearMarket = {
  readonly vol: number
  readonly permanent: number
  readonly temporary: number
  readonly fixed: number
}

/** What is to be closed: a quantity > 0 within a time, in equal periods. */
export type Unwinding = { readonly quantity: number; readonly time: number; readonly periods: number }

/** A schedule and what it costs. Holdings are those after each trade, the first before any. */
export type Schedule = {
  readonly holdings: readonly number[]
  readonly trades: readonly number[]
  readonly permanentCosts: readonly number[]
  readonly temporaryCosts: readonly number[]
  readonly periodCosts: readonly number[]
  /** Money given up against closing everything at today's price. */
  readonly expectedCost: number
  /** Variance of that cost, money². */
  readonly variance: number
}

/** The schedule of one risk aversion, with its rates. */
export type AlmgrenChriss = Schedule & {
  readonly kappaTilde: number
  readonly kappa: number
  /** 1/κ; Infinity without risk aversion. */
  readonly halfLife: number
  /** expectedCost + riskAversion · variance: what the schedule minimises. */
  readonly utility: number
}

/**
 * The schedule that minimises expected cost + riskAversion · variance under linear impact:
 *
 *   x_j = X·sinh(κ(T − t_j))/sinh(κT)    2(cosh κτ − 1)/τ² = κ̃² = λσ²/η̃    η̃ = η − γτ/2        (eq. 1)
 *
 * and without aversion the straight line. Time in any one unit that vol and temporary share; riskAversion per money.
 *
 * @throws ForecastInputError for a quantity or time not above 0, periods not a whole number from 1 to 100 000, negative market terms,
 * negative aversion, or periods so long that η ≤ γτ/2.
 * @source Almgren & Chriss, Journal of Risk 3(2) (2000) 5, eq. 20; docs/models/execution-theory.md, eq. 1
 */
export const almgrenChriss = (unwinding: Unwinding, market: LinearMarket, riskAversion: number): AlmgrenChriss => {
  requireUnwinding(unwinding)
  requireMarket(market)
  requireBetween('riskAversion', riskAversion, { min: 0, max: 1e300 }, 'give it per unit of money')
  const tau = unwinding.time / unwinding.periods
  const net = market.temporary - 0.5 * market.permanent * tau
  if (!(net > 0)) throw tooLong(market, tau)
  const kappaTilde = Math.sqrt((riskAversion * market.vol * market.vol) / net)
  const half = 0.5 * kappaTilde * kappaTilde * tau * tau
  const kappa = log1p(half + Math.sqrt(half * (2 + half))) / tau
  const schedule = costOfHoldings(holdingsOf(unwinding, kappa), tau, market)
  const utility = schedule.expectedCost + riskAversion * schedule.variance
  return { ...schedule, kappaTilde, kappa, halfLife: 1 / kappa, utility }
}

/**
 * What any schedule costs: γ·n_j·x_j for good, ε·n_j + (η/τ)·n_j² for the moment, variance σ²τ·Σ x_j². (eq. 2)
 *
 * @source Almgren & Chriss, Journal of Risk 3(2) (2000) 5, eq. 4 and 5
 */
export const costOfHoldings = (holdings: readonly number[], tau: number, market: LinearMarket): Schedule => {
  const left = holdings.slice(1)
  const trades = left.map((holding, index) => (holdings[index] ?? 0) - holding)
  const permanentCosts = trades.map((trade, index) => market.permanent * trade * (left[index] ?? 0))
  const temporaryCosts = trades.map((trade) => market.fixed * trade + (market.temporary / tau) * trade * trade)
  const periodCosts = permanentCosts.map((cost, index) => cost + (temporaryCosts[index] ?? 0))
  const squares = left.reduce((sum, holding) => sum + holding * holding, 0)
  return {
    holdings,
    trades,
    permanentCosts,
    temporaryCosts,
    periodCosts,
    expectedCost: periodCosts.reduce((sum, cost) => sum + cost, 0),
    variance: market.vol * market.vol * tau * squares,
  }
}

/** sinh(κ(T − t))/sinh(κT) = e^(−κt)·(1 − e^(−2κ(T − t)))/(1 − e^(−2κT)), which neither overflows nor cancels. */
const holdingsOf = ({ quantity, time, periods }: Unwinding, kappa: number): readonly number[] => {
  const all = expm1(-2 * kappa * time)
  return Array.from({ length: periods + 1 }, (_, j) => {
    const past = (time * j) / periods
    const share = kappa * time < 1e-9 ? 1 - j / periods : (exp(-kappa * past) * expm1(-2 * kappa * (time - past))) / all
    return j === periods ? 0 : quantity * share
  })
}

/** @throws ForecastInputError */
export const requireUnwinding = ({ quantity, time, periods }: Unwinding): void => {
  requireBetween('quantity', quantity, { min: 1e-30, max: 1e30 }, 'give what is to be closed, above 0')
  requireBetween('time', time, { min: 1e-12, max: 1e12 }, 'give the time to close in, above 0')
  requireBetween('periods', Number.isInteger(periods) ? periods : NaN, { min: 1, max: 1e5 }, 'give a whole number')
}

/** @throws ForecastInputError */
export const requireMarket = ({ vol, permanent, temporary, fixed }: LinearMarket): void => {
  const bounds = { min: 0, max: 1e60 }
  for (const [field, value] of Object.entries({ vol, permanent, temporary, fixed }))
    requireBetween(field, value, bounds, 'give money per unit, at least 0')
}

const tooLong = ({ permanent, temporary }: LinearMarket, tau: number): ForecastInputError =>
  new ForecastInputError(
    'temporary',
    temporary,
    `above permanent · period / 2 = ${(permanent * tau) / 2}`,
    'use shorter periods, or a market where waiting cannot undo permanent impact',
  )
