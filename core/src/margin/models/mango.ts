import { atoms, divide, greatest, least, ratio, RATIO_ONE, type Atoms, type Ratio } from '../../units/index.ts'

/** How much of a holding and of a debt counts, 1e-18 each: a debt's weight is at least 1. */
export interface Weights {
  readonly asset: Ratio
  readonly liability: Ratio
}

/** A perpetual that settles in a token. Money in atoms of the token, open orders and position in lots. */
export interface WeighedPerpetual {
  readonly lots: bigint
  readonly quote: bigint
  readonly bids: bigint
  readonly asks: bigint
  /** Units of the base in one lot, and atoms for a unit at the oracle's and at the slow price. */
  readonly lotSize: bigint
  readonly price: bigint
  readonly stablePrice: bigint
  readonly initial: Weights
  readonly maintenance: Weights
  /** Share of unsettled profit that counts at all; a loss counts in full. */
  readonly overall: Ratio
}

/** A balance, debt < 0, with the perpetuals that settle in it; prices in numeraire atoms an atom, 1e-18. */
export interface WeighedToken {
  readonly balance: bigint
  readonly price: Ratio
  readonly stablePrice: Ratio
  readonly initial: Weights
  readonly maintenance: Weights
  /** Initial weights grow with what the venue lent and took of the token: min(1, start / deposits), max(1, borrows / start). */
  readonly scale: Weights
  readonly perpetuals: readonly WeighedPerpetual[]
}

/** Initial gates new risk, liquidation ends at `liquidationEnd`, and starts below maintenance. Numeraire atoms. */
export interface ThreeHealths {
  readonly initial: Atoms
  readonly liquidationEnd: Atoms
  readonly maintenance: Atoms
}

export type MangoLevel = keyof ThreeHealths

const ONE = RATIO_ONE
/** Scale of a token's health: balance 1e-36 × price × weight × scale. */
const HEALTH = ONE ** 5n

/** The token as an asset without a perpetual or a difference between its prices. */
export const plainToken = (balance: bigint, weights: Weights): WeighedToken => ({
  balance,
  price: ONE,
  stablePrice: ONE,
  initial: weights,
  maintenance: weights,
  scale: { asset: ONE, liability: ONE },
  perpetuals: [],
})

/** A perpetual of which nothing is held any more, with profit that is not settled; it counts by its overall weight. */
export const unsettledProfit = (profit: bigint, overall: Ratio): WeighedPerpetual => ({
  lots: 0n,
  quote: profit,
  bids: 0n,
  asks: 0n,
  lotSize: 1n,
  price: 0n,
  stablePrice: 0n,
  initial: NEUTRAL,
  maintenance: NEUTRAL,
  overall,
})

const NEUTRAL: Weights = { asset: ONE, liability: ONE }

/** Weights as far above one for a debt as below it for an asset: w and 2 - w. */
export const mirroredWeights = (asset: Ratio): Weights => ({ asset, liability: ratio(2n * ONE - asset) })

/**
 * The three healths of an account, each rounded down to an atom.
 *
 *   h = Σ over tokens of b · P · w · s        b = balance + Σ over its perpetuals of ω(u)             (1)
 *
 * w asset weight for b > 0, liability weight for b < 0. Initial: the worse of oracle and stable price, initial weights, scales.
 * Liquidation end: oracle price, initial weights, s = 1. Maintenance: oracle price, maintenance weights, s = 1.
 *
 * @source docs/models/mango-health.md, eq. 1
 */
export const threeHealths = (tokens: readonly WeighedToken[], other: bigint = 0n): ThreeHealths => ({
  initial: mangoHealth(tokens, 'initial', other),
  liquidationEnd: mangoHealth(tokens, 'liquidationEnd', other),
  maintenance: mangoHealth(tokens, 'maintenance', other),
})

/** One health of an account, numeraire atoms rounded down; `other` is what all else adds. */
export const mangoHealth = (tokens: readonly WeighedToken[], level: MangoLevel, other: bigint = 0n): Atoms =>
  atoms(other + divide(scaledHealth(tokens, level), HEALTH, 'down'))

/** Health of tokens in 1e-90 numeraire atoms: nothing is rounded. */
export const scaledHealth = (tokens: readonly WeighedToken[], level: MangoLevel): bigint => {
  let sum = 0n
  for (const token of tokens) sum += tokenHealth(token, level)
  return sum
}

const tokenHealth = (token: WeighedToken, level: MangoLevel): bigint => {
  const balance = effectiveBalance(token, level)
  const side = balance > 0n ? 'asset' : 'liability'
  const price = level === 'initial' ? worse(side, token.price, token.stablePrice) : token.price
  const weights = level === 'maintenance' ? token.maintenance : token.initial
  const scale = level === 'initial' ? token.scale[side] : ONE
  return balance * price * weights[side] * scale
}

/** Balance with what unsettled profit and loss of its perpetuals counts for, in 1e-36 atoms. */
export const effectiveBalance = (token: WeighedToken, level: MangoLevel): bigint => {
  let balance = token.balance * ONE * ONE
  for (const perpetual of token.perpetuals) balance += countedProfit(worstProfit(perpetual, level), perpetual.overall)
  return balance
}

/** The smaller weighed profit of two cases: all bids filled at the worse price, or all asks. In 1e-18 atoms. */
const worstProfit = (perpetual: WeighedPerpetual, level: MangoLevel): bigint => {
  const { lots, quote, bids, asks, lotSize } = perpetual
  const weights = level === 'maintenance' ? perpetual.maintenance : perpetual.initial
  const priceOf = (side: keyof Weights): bigint =>
    level === 'initial' ? worse(side, perpetual.price, perpetual.stablePrice) : perpetual.price
  const after = (filled: bigint, at: bigint): bigint => {
    const held = lots + filled
    const price = lotSize * priceOf(held < 0n ? 'liability' : 'asset')
    return weighedProfit({ lots: held, quote: quote - filled * lotSize * at, price }, weights)
  }
  return least(after(bids, priceOf('liability')), after(-asks, priceOf('asset')))
}

const worse = <T extends bigint>(side: keyof Weights, price: T, stable: T): T =>
  side === 'asset' ? least(price, stable) : greatest(price, stable)

/** A position: signed lots, atoms for a lot, and the quote that it was paid with (< 0: paid). */
export interface Weighed {
  readonly lots: bigint
  readonly quote: bigint
  readonly price: bigint
}

/**
 * Unsettled profit of a perpetual with its position weighed: what it would count for were it settled. In 1e-18 atoms.
 *
 *   u = quote + lots · P · w        w asset weight of a long, liability weight of a short                  (2)
 */
export const weighedProfit = ({ lots, quote, price }: Weighed, weights: Weights): bigint =>
  quote * ONE + lots * price * (lots > 0n ? weights.asset : weights.liability)

/** ω(u) = u · overall for a profit, u for a loss; from 1e-18 to 1e-36 atoms. */
export const countedProfit = (profit: bigint, overall: Ratio): bigint => profit * (profit > 0n ? overall : ONE)
