import { approx, atoms, quantize, ratio, RATIO_ONE, type Atoms, type Ratio } from '../units/index.ts'
import { keptPortfolio, pmrmMargin, type PmrmParameters, type PmrmPortfolio } from '../margin/index.ts'
import { auctionFactor, bufferMargin, solventBid, type Auctioned, type AuctionPhases } from './dutch-auction.ts'

/** One bid for a portfolio. Money in the numeraire, `wanted` a share of what is left, both as doubles; `elapsed` in the unit of the phases. */
export interface PortfolioBidTerms {
  readonly phases: AuctionPhases
  readonly elapsed: bigint
  readonly buffer: Ratio
  /** Cash that earlier buyers paid in; part of the portfolio's cash. */
  readonly reserved: number
  readonly wanted: number
}

/** A portfolio's value, net maintenance margin and buffer margin, as doubles. */
export interface AuctionMargins {
  readonly markToMarket: number
  readonly maintenanceMargin: number
  readonly bufferMargin: number
}

/** What a bid did to a portfolio. */
export interface PortfolioBid {
  readonly before: AuctionMargins
  readonly maxProportion: number
  readonly proportion: number
  readonly cashFromBidder: number
  readonly after: AuctionMargins
  readonly portfolio: PmrmPortfolio
}

/**
 * One bid in a solvent auction of a portfolio under scenario margin: the exact kernels of the auction on the model's numbers, which
 * enter them rounded to 1e-18 of the numeraire.
 *
 * @throws ModelInputError for what the model refuses; QuantizeError for terms that are no numbers.
 * @source docs/models/dutch-auction.md, eq. 1 to 5; docs/models/portfolio-margin.md
 */
export const bidOnPortfolio = (
  portfolio: PmrmPortfolio,
  { phases, elapsed, buffer, reserved, wanted }: PortfolioBidTerms,
  parameters?: PmrmParameters,
): PortfolioBid => {
  const seen = seenBy(portfolio, parameters)
  const terms = { factor: auctionFactor(elapsed, phases), buffer, wanted: ratio(exact(wanted)) }
  const bid = solventBid({ ...seen, reserved: atoms(exact(reserved)) }, terms)
  const proportion = rounded(bid.proportion)
  const cashFromBidder = rounded(bid.cashFromBidder)
  const left = keptPortfolio(portfolio, { kept: 1 - proportion, reserved, paid: cashFromBidder })
  return {
    before: marginsOf(seen, bid.bufferMargin),
    maxProportion: rounded(bid.maxProportion),
    proportion,
    cashFromBidder,
    after: marginsOf(seenBy(left, parameters), bufferMargin(seenBy(left, parameters), buffer)),
    portfolio: left,
  }
}

const SCALE = 1e18

const exact = (value: number): bigint => quantize(value * SCALE, 'down')

const rounded = (value: bigint): number => approx(value) / approx(RATIO_ONE)

const seenBy = (portfolio: PmrmPortfolio, parameters?: PmrmParameters): Auctioned => {
  const { markToMarket, maintenanceMargin } = pmrmMargin(portfolio, parameters)
  return { markToMarket: atoms(exact(markToMarket)), maintenanceMargin: atoms(exact(maintenanceMargin)) }
}

const marginsOf = ({ markToMarket, maintenanceMargin }: Auctioned, buffered: Atoms): AuctionMargins => ({
  markToMarket: rounded(markToMarket),
  maintenanceMargin: rounded(maintenanceMargin),
  bufferMargin: rounded(buffered),
})
