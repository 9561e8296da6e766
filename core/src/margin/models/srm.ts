import {
  holdingsValue,
  holdingValue,
  leastConfidence,
  lowestPayoff,
  shortAmount,
  type OptionHolding,
} from './option-holdings.ts'
import { SRM_TESTED, type SrmParameters } from './srm-parameters.ts'
import { requireSrm, type SrmExpiry, type SrmMarket, type SrmPortfolio } from './srm-portfolio.ts'

/** What one part brings to the margin at both levels; all parts and the cash add up to it. */
export interface SrmContribution {
  readonly market: string
  readonly part: 'perpetual' | 'profit' | 'options' | 'base' | 'depeg'
  /** Of `options`, else null. */
  readonly secondsToExpiry: number | null
  readonly initial: number
  readonly maintenance: number
}

/** Margin net of its requirement: below 0 the portfolio is short of it. */
export interface SrmMargin {
  readonly initialMargin: number
  readonly maintenanceMargin: number
  /** What everything is worth, cash included. */
  readonly markToMarket: number
  readonly contributions: readonly SrmContribution[]
}

/**
 * Standard margin: perpetuals by a share of notional, options of an expiry by the better of each alone and of the worst
 * settlement of all together, coins by a share of their value; at the initial level charges for feeds in doubt and a stable
 * coin under its peg. `parametersOf` gives the numbers of each market by name; those of the protocol's tests when absent.
 *
 * @throws ModelInputError for a value outside its bounds or an expiry that stands twice in a market.
 * @source docs/models/standard-margin.md, eq. 1 to 7
 */
export const srmMargin = (
  portfolio: SrmPortfolio,
  parametersOf: (market: string) => SrmParameters = () => SRM_TESTED,
): SrmMargin => {
  requireSrm(portfolio)
  const { cash, stablePrice, markets } = portfolio
  const contributions = markets.flatMap((market) => contributionsOf(market, stablePrice, parametersOf(market.name)))
  return {
    initialMargin: contributions.reduce((sum, { initial }) => sum + initial, cash),
    maintenanceMargin: contributions.reduce((sum, { maintenance }) => sum + maintenance, cash),
    markToMarket: markets.reduce((sum, market) => sum + worthOf(market, stablePrice), cash),
    contributions,
  }
}

type Charge = Pick<SrmContribution, 'initial' | 'maintenance'>

const contributionsOf = (market: SrmMarket, stablePrice: number, terms: SrmParameters): readonly SrmContribution[] => {
  const named = (part: SrmContribution['part'], charge: Charge, secondsToExpiry: number | null = null) => ({
    market: market.name,
    part,
    secondsToExpiry,
    ...charge,
  })
  const { unrealisedProfit, expiries } = market
  return [
    named('perpetual', perpetualCharge(market, terms)),
    named('profit', { initial: unrealisedProfit, maintenance: unrealisedProfit }),
    ...expiries.map((expiry) => named('options', expiryCharge(market, expiry, terms), expiry.secondsToExpiry)),
    named('base', baseCharge(market, terms)),
    named('depeg', depegCharge(market, stablePrice, terms)),
  ]
}

/** What is charged on `exposure` for a confidence under its threshold; nothing at or above it. */
const doubt = (confidence: number, threshold: number, exposure: number, { confidence: { factor } }: SrmParameters) =>
  confidence < threshold ? (1 - confidence) * factor * exposure : 0

const perpetualCharge = (market: SrmMarket, terms: SrmParameters): Charge => {
  const size = Math.abs(market.perpetual)
  const notional = size * market.perpetualPrice
  const confidence = Math.min(market.perpetualConfidence, market.spotConfidence)
  const inDoubt = doubt(confidence, terms.confidence.perpetual, market.spot * size, terms)
  return {
    initial: -terms.perpetual.initial * notional - inDoubt,
    maintenance: -terms.perpetual.maintenance * notional,
  }
}

const expiryCharge = (market: SrmMarket, expiry: SrmExpiry, terms: SrmParameters): Charge => {
  const { options, forward, forwardConfidence } = expiry
  const alone = aloneCharge(market.spot, expiry, terms)
  const worst = Math.min(0, lowestPayoff(options))
  const calls = options.reduce((sum, { kind, amount }) => sum + (kind === 'call' ? amount : 0), 0)
  const unpaired = Math.min(0, calls) * forward
  const together = (multiple: number): number => worst + unpaired * multiple
  const confidence = leastConfidence(options, market.spotConfidence, forwardConfidence)
  const inDoubt = doubt(confidence, terms.confidence.option, market.spot * shortAmount(options), terms)
  const { unpaired: scale } = terms.option
  return {
    initial: Math.max(alone.initial, together(scale.initial)) - inDoubt,
    maintenance: Math.max(alone.maintenance, together(scale.maintenance)),
  }
}

/** Each written option by itself; those held count nothing. */
const aloneCharge = (spot: number, expiry: SrmExpiry, terms: SrmParameters): Charge => {
  let [initial, maintenance] = [0, 0]
  for (const option of expiry.options) {
    if (option.amount >= 0) continue
    const charge = writtenCharge(spot, option, holdingValue(option, expiry), terms)
    initial += charge.initial
    maintenance += charge.maintenance
  }
  return { initial, maintenance }
}

const writtenCharge = (
  spot: number,
  option: OptionHolding,
  value: number,
  { option: terms }: SrmParameters,
): Charge => {
  const { kind, strike, amount } = option
  const outOfMoney = Math.max(0, kind === 'call' ? strike - spot : spot - strike) / spot
  const initial = value + spot * amount * Math.max(terms.spotLeast, terms.spotMost - outOfMoney)
  if (kind === 'call') return { initial, maintenance: value + terms.callSpot * spot * amount }
  const maintenance = value + Math.min(terms.putSpot * spot * amount, terms.putValue * value)
  return { initial: Math.min(initial, terms.putOverMaintenance * maintenance), maintenance }
}

const baseCharge = ({ base, spot, spotConfidence }: SrmMarket, terms: SrmParameters): Charge => {
  const value = base * spot
  const counted = terms.base.share * value
  const inDoubt = doubt(spotConfidence, terms.confidence.base, value, terms)
  return { initial: counted * terms.base.initialScale - inDoubt, maintenance: counted }
}

const depegCharge = (
  { spot, perpetual, expiries }: SrmMarket,
  stablePrice: number,
  { depeg }: SrmParameters,
): Charge => {
  const lacking = Math.max(0, depeg.threshold - stablePrice)
  const size = expiries.reduce((sum, { options }) => sum + shortAmount(options), Math.abs(perpetual))
  return { initial: -lacking * depeg.factor * spot * size, maintenance: 0 }
}

const worthOf = ({ expiries, unrealisedProfit, base, spot }: SrmMarket, stablePrice: number): number =>
  expiries.reduce(
    (sum, expiry) => sum + holdingsValue(expiry.options, expiry),
    unrealisedProfit + (base * spot) / stablePrice,
  )
