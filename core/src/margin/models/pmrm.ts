import { exp, pow } from '../../math/index.ts'
import { daysOf, holdingsValue, leastConfidence, yearsOf, type OptionHolding } from './option-holdings.ts'
import { PMRM_TESTED, type PmrmParameters, type PmrmScenario } from './pmrm-parameters.ts'
import { requirePmrm, type PmrmExpiry, type PmrmPortfolio } from './pmrm-portfolio.ts'

/** What one part loses (< 0) where the portfolio loses most. */
export interface PmrmLoss {
  readonly part: 'expiry' | 'base' | 'perpetual'
  /** Of an expiry, else null. */
  readonly secondsToExpiry: number | null
  readonly change: number
}

/** Where a portfolio loses most: the forwards alone move, or a scenario of spot and volatility. */
export type PmrmWorst = { readonly kind: 'basis' } | ({ readonly kind: 'scenario' } & PmrmScenario)

/** Margin net of its requirement: below 0 the portfolio is short of it. */
export interface PmrmMargin {
  readonly initialMargin: number
  readonly maintenanceMargin: number
  /** What all but the cash is worth. */
  readonly positionValue: number
  /** What everything is worth, cash included. */
  readonly markToMarket: number
  readonly basisContingency: number
  readonly staticContingency: number
  readonly confidenceContingency: number
  readonly worst: PmrmWorst
  /** The change of value at the worst, part by part; all of it is the loss that the margin covers. */
  readonly losses: readonly PmrmLoss[]
}

/**
 * Portfolio margin of everything on one underlying: the worst of a grid of spots and volatilities and of a move of the forwards
 * alone, with static charges for perpetuals, coins and naked short options; at the initial level a multiple of that, and
 * charges for feeds in doubt and a stable coin under its peg.
 *
 * @throws ModelInputError for a value outside its bounds or an expiry that stands twice.
 * @source docs/models/portfolio-margin.md, eq. 1 to 8
 */
export const pmrmMargin = (portfolio: PmrmPortfolio, parameters: PmrmParameters = PMRM_TESTED): PmrmMargin => {
  requirePmrm(portfolio)
  const { cash, spot, base, stablePrice, unrealisedProfit, expiries } = portfolio
  const books = expiries.map((expiry) => ({ expiry, value: valueOf(expiry, 1) }))
  const positionValue = books.reduce((sum, { value }) => sum + value, (base * spot) / stablePrice + unrealisedProfit)
  const basis = books.map((book) => ({ ...ofExpiry(book), change: basisLoss(book, parameters) }))
  const basisContingency = totalOf(basis)
  const found = worstScenario(portfolio, books, parameters)
  const worst: Found =
    basisContingency <= found.total ? { at: { kind: 'basis' }, losses: basis, total: basisContingency } : found
  const staticContingency = staticOf(portfolio, parameters)
  const confidenceContingency = confidenceOf(portfolio, parameters)
  const covered = worst.total - staticContingency
  const lacking = Math.max(0, parameters.depeg.threshold - stablePrice)
  const factor = parameters.initialFactor + parameters.depeg.factor * lacking
  const markToMarket = positionValue + cash
  return {
    initialMargin: covered * factor - confidenceContingency + markToMarket,
    maintenanceMargin: covered + markToMarket,
    positionValue,
    markToMarket,
    basisContingency,
    staticContingency,
    confidenceContingency,
    worst: worst.at,
    losses: worst.losses,
  }
}

interface Book {
  readonly expiry: PmrmExpiry
  /** At the present forward and volatilities. */
  readonly value: number
}

interface Found {
  readonly at: PmrmWorst
  readonly losses: readonly PmrmLoss[]
  readonly total: number
}

const totalOf = (losses: readonly PmrmLoss[]): number => losses.reduce((sum, { change }) => sum + change, 0)

const ofExpiry = ({ expiry: { secondsToExpiry } }: Book) => ({ part: 'expiry', secondsToExpiry }) as const

/** Options of an expiry with the moving part of the forward times `shock`, and the volatilities times `volMultiple`. */
const valueOf = (expiry: PmrmExpiry, shock: number, volMultiple = 1): number => {
  const forward = expiry.forwardVariable * shock + expiry.forwardFixed
  return holdingsValue(expiry.options, { forward, secondsToExpiry: expiry.secondsToExpiry }, volMultiple)
}

const basisLoss = ({ expiry, value }: Book, { basis }: PmrmParameters): number => {
  const worse = Math.min(0, valueOf(expiry, basis.up) - value, valueOf(expiry, basis.down) - value)
  return worse * (basis.add + basis.perYear * yearsOf(expiry.secondsToExpiry))
}

const worstScenario = (portfolio: PmrmPortfolio, books: readonly Book[], parameters: PmrmParameters): Found => {
  let worst: Found | undefined
  for (const scenario of parameters.scenarios) {
    const losses = scenarioLosses(portfolio, books, scenario, parameters)
    const total = totalOf(losses)
    if (worst === undefined || total < worst.total) worst = { at: { kind: 'scenario', ...scenario }, losses, total }
  }
  return worst ?? { at: { kind: 'basis' }, losses: [], total: 0 }
}

const scenarioLosses = (
  { base, spot, stablePrice, perpetual, perpetualPrice }: PmrmPortfolio,
  books: readonly Book[],
  scenario: PmrmScenario,
  parameters: PmrmParameters,
): readonly PmrmLoss[] => {
  const move = scenario.spot - 1
  return [
    ...books.map((book) => {
      const { expiry, value } = book
      const shocked = valueOf(expiry, scenario.spot, volMultiple(expiry, scenario, parameters))
      const counted = shocked > 0 ? shocked * discountOf(expiry, parameters) : shocked
      return { ...ofExpiry(book), change: counted - value }
    }),
    { part: 'base', secondsToExpiry: null, change: (base * spot * move) / stablePrice },
    { part: 'perpetual', secondsToExpiry: null, change: perpetual * perpetualPrice * move },
  ]
}

const TERM_DAYS = 30

const volMultiple = (
  { secondsToExpiry }: PmrmExpiry,
  { vol }: PmrmScenario,
  { vol: terms }: PmrmParameters,
): number => {
  if (vol === 'none') return 1
  const days = daysOf(secondsToExpiry)
  const power = days <= TERM_DAYS ? terms.shortPower : terms.longPower
  const scale = pow(TERM_DAYS / Math.max(days, terms.floorDays), power)
  return vol === 'up' ? 1 + terms.up * scale : Math.max(0, 1 - terms.down * scale)
}

const discountOf = ({ rate, secondsToExpiry }: PmrmExpiry, { discount }: PmrmParameters): number =>
  discount.share * exp(-yearsOf(secondsToExpiry) * (discount.rateMultiple * Math.max(rate, 0) + discount.add))

const staticOf = ({ spot, perpetual, base, expiries }: PmrmPortfolio, { contingency }: PmrmParameters): number => {
  const naked = expiries.reduce((sum, { options }) => sum + nakedAmount(options), 0)
  return (contingency.perpetual * Math.abs(perpetual) + contingency.base * base + contingency.naked * naked) * spot
}

/** Σ over strikes of what is written there beyond what is held of the opposite kind at the same strike. */
const nakedAmount = (options: readonly OptionHolding[]): number =>
  [...new Set(options.map(({ strike }) => strike))].reduce((sum, strike) => {
    const amountOf = (kind: OptionHolding['kind']): number =>
      options.reduce((total, held) => total + (held.strike === strike && held.kind === kind ? held.amount : 0), 0)
    const [calls, puts] = [amountOf('call'), amountOf('put')]
    return sum + uncovered(calls, puts) + uncovered(puts, calls)
  }, 0)

/** What is written beyond what is held of the other kind. */
const uncovered = (written: number, other: number): number => Math.max(0, -written - Math.max(0, other))

const confidenceOf = (portfolio: PmrmPortfolio, { confidence: { threshold, factor } }: PmrmParameters): number => {
  const { spot, spotConfidence, perpetual, perpetualConfidence, base, expiries } = portfolio
  const perpetualFeed = perpetual === 0 ? 1 : perpetualConfidence
  const underlying = Math.min(spotConfidence, perpetualFeed)
  const charge = (confidence: number, amount: number): number =>
    confidence < threshold ? (1 - confidence) * factor * amount * spot : 0
  return expiries.reduce(
    (sum, { options, forwardConfidence, rateConfidence }) => {
      const amount = options.reduce((total, held) => total + Math.abs(held.amount), 0)
      return sum + charge(leastConfidence(options, underlying, forwardConfidence, rateConfidence), amount)
    },
    charge(underlying, Math.abs(perpetual) + base),
  )
}
