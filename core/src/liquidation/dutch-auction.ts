import { atoms, divide, greatest, least, NO_ATOMS, ratio, RATIO_ONE, type Atoms, type Ratio } from '../units/index.ts'

/** How the price of a solvent auction falls: from `start` to `cutoff` while it is fast, then to nothing while it is slow. Both times in one unit. */
export interface AuctionPhases {
  readonly start: Ratio
  readonly cutoff: Ratio
  readonly fast: bigint
  readonly slow: bigint
}

/**
 * Share of its value that a portfolio is offered at, rounded up (in favour of the account); `elapsed` ≥ 0 in the unit of the phases.
 *
 * @source docs/models/dutch-auction.md, eq. 1
 */
export const auctionFactor = (elapsed: bigint, { start, cutoff, fast, slow }: AuctionPhases): Ratio => {
  if (elapsed < fast) return ratio(start - divide((start - cutoff) * elapsed, fast, 'down'))
  const late = elapsed - fast
  return late < slow ? ratio(cutoff - divide(cutoff * late, slow, 'down')) : ratio(0n)
}

/** What an auction sees of a portfolio. The maintenance margin is net of the requirement: below 0 it is short of margin. */
export interface Auctioned {
  /** Equity, cash included. */
  readonly markToMarket: Atoms
  readonly maintenanceMargin: Atoms
}

/** A portfolio on sale: `reserved` is cash that earlier buyers paid in, ≥ 0; it counts in the value and is not sold again. */
export interface OnSale extends Auctioned {
  readonly reserved: Atoms
}

/**
 * Margin net of a requirement that is `buffer` larger: what the auction restores. Rounded down.
 *
 * @source docs/models/dutch-auction.md, eq. 2
 */
export const bufferMargin = ({ markToMarket, maintenanceMargin }: Auctioned, buffer: Ratio): Atoms =>
  atoms(divide(scaledBuffer({ markToMarket, maintenanceMargin }, buffer), RATIO_ONE, 'down'))

/** `bufferMargin` times 1e18, exact. */
const scaledBuffer = ({ markToMarket, maintenanceMargin }: Auctioned, buffer: Ratio): bigint =>
  maintenanceMargin * RATIO_ONE + buffer * (maintenanceMargin - markToMarket)

/** Price of everything that is left, numeraire atoms, rounded down. @source docs/models/dutch-auction.md, eq. 3 */
export const bidPrice = (sale: Pick<OnSale, 'markToMarket' | 'reserved'>, factor: Ratio): Atoms =>
  atoms(divide((sale.markToMarket - sale.reserved) * factor, RATIO_ONE, 'down'))

/** An exact share, `numerator` / `denominator` ≥ 0. */
export interface ExactShare {
  readonly numerator: bigint
  readonly denominator: bigint
}

/**
 * The largest share that may be sold at once: what brings the buffer margin to zero at the present price; nothing where it is not
 * below. Above 1 where even all of it would not.
 *
 * @source docs/models/dutch-auction.md, eq. 4
 */
export const maxProportion = (sale: OnSale, factor: Ratio, buffer: Ratio): ExactShare => {
  const short = -scaledBuffer(sale, buffer)
  if (short <= 0n) return { numerator: 0n, denominator: 1n }
  const denominator = short + sale.markToMarket * factor + sale.reserved * (RATIO_ONE - factor)
  return denominator > 0n ? { numerator: short, denominator } : { numerator: 1n, denominator: 1n }
}

/** What a bid for a share of the portfolio comes to. Money in numeraire atoms, shares in 1e-18. */
export interface SolventBid {
  readonly bufferMargin: Atoms
  readonly bidPrice: Atoms
  readonly maxProportion: Ratio
  readonly proportion: Ratio
  readonly cashFromBidder: Atoms
  /** The bidder asked for at least what restores the buffer. */
  readonly auctionEnds: boolean
}

/** Terms of a bid: `wanted` is the share of what is left that the bidder asks for. */
export interface BidTerms {
  readonly factor: Ratio
  readonly buffer: Ratio
  readonly wanted: Ratio
}

/** A bid in a solvent auction, cut to the largest share. @source docs/models/dutch-auction.md, eq. 2 to 5 */
export const solventBid = (sale: OnSale, { factor, buffer, wanted }: BidTerms): SolventBid => {
  const { numerator, denominator } = maxProportion(sale, factor, buffer)
  const price = bidPrice(sale, factor)
  const most = ratio(divide(numerator * RATIO_ONE, denominator, 'up'))
  const proportion = least(wanted, most)
  return {
    bufferMargin: bufferMargin(sale, buffer),
    bidPrice: price,
    maxProportion: most,
    proportion,
    cashFromBidder: atoms(divide(price * proportion, RATIO_ONE, 'down')),
    auctionEnds: wanted * denominator >= numerator * RATIO_ONE,
  }
}

/** What the buyer of a share pays less than its value, rounded up, and pays in, rounded down; numeraire atoms. */
export interface SliceTerms {
  readonly discount: Atoms
  readonly paidIn: Atoms
}

/**
 * The same sale with the positions at their marks: the seller keeps its cash and pays the buyer what the price falls short of the value.
 *
 * @source docs/models/dutch-auction.md, eq. 5
 */
export const sliceTerms = (sale: OnSale, factor: Ratio, { numerator, denominator }: ExactShare): SliceTerms => {
  const value = greatest(0n, sale.markToMarket - sale.reserved) * numerator
  const whole = denominator * RATIO_ONE
  return {
    discount: atoms(divide(value * (RATIO_ONE - factor), whole, 'up')),
    paidIn: atoms(divide(value * factor, whole, 'down')),
  }
}

/** How far an insolvent auction is; both in one unit of time, `elapsed` ≥ 0. */
export interface AuctionClock {
  readonly elapsed: bigint
  readonly length: bigint
}

/**
 * Price of all of an insolvent portfolio, numeraire atoms ≤ 0, rounded up: from its value, at most 0, to its maintenance margin over the
 * length. Whoever takes it receives the magnitude.
 *
 * @source docs/models/dutch-auction.md, eq. 6
 */
export const insolventBidPrice = (
  { markToMarket, maintenanceMargin }: Auctioned,
  { elapsed, length }: AuctionClock,
): Atoms => {
  if (maintenanceMargin >= 0n) return NO_ATOMS
  if (elapsed >= length) return maintenanceMargin
  const from = least(markToMarket, NO_ATOMS)
  return atoms(from + divide((maintenanceMargin - from) * elapsed, length, 'up'))
}

/** What the taker of a share of an insolvent portfolio receives, numeraire atoms, rounded down. @source docs/models/dutch-auction.md, eq. 7 */
export const insolventBidCash = (auctioned: Auctioned, clock: AuctionClock, share: Ratio): Atoms =>
  atoms(divide(-insolventBidPrice(auctioned, clock) * share, RATIO_ONE, 'down'))
