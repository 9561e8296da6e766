import { divide, greatest, least, magnitude, RATIO_ONE, type Ratio } from '../units/index.ts'

/** What a keeper is paid at least and at most, and how its costs are covered. Money in atoms of one asset. */
export interface RewardTerms {
  readonly least: bigint
  readonly most: bigint
  /** Least profit over its costs, 1e-18. */
  readonly profit: Ratio
  /** Share of the collateral that a reward may take, 1e-18. */
  readonly scaling: Ratio
}

/** A position that is flagged: its size at a price that is atoms for a unit, 1e-18, and the share of that value that is paid. */
export interface Flagged {
  readonly size: bigint
  readonly price: bigint
  readonly ratio: Ratio
}

/**
 * What flagging positions pays before bounds, rounded down to an atom.
 *
 *   raw = Σ |size| · P · ratio                                                                        (4)
 *
 * @source docs/models/market-window.md, eq. 4
 */
export const rawFlagReward = (positions: readonly Flagged[]): bigint =>
  positions.reduce((sum, { size, price, ratio }) => sum + magnitude(size) * price * ratio, 0n) / (RATIO_ONE * RATIO_ONE)

/** The flag reward within its bounds where calling costs nothing. */
export const flagReward = (raw: bigint, { least: low, most }: Pick<RewardTerms, 'least' | 'most'>): bigint =>
  least(greatest(raw, low), most)

/**
 * What a keeper is paid for a call.
 *
 *   reward = min(max(cost + least, cost·(1 + profit), flag reward + cost), cap)                         (5)
 *   cap = min(collateral · scaling, most), or `most` alone where there is no collateral
 *
 * Products are rounded down to an atom.
 *
 * @source docs/models/market-window.md, eq. 5
 */
export const keeperReward = (
  terms: RewardTerms,
  { flagged, cost, collateral }: { readonly flagged: bigint; readonly cost: bigint; readonly collateral: bigint },
): bigint => {
  const wanted = greatest(cost + terms.least, cost + divide(cost * terms.profit, RATIO_ONE, 'down'))
  const cap = collateral === 0n ? terms.most : least(divide(collateral * terms.scaling, RATIO_ONE, 'down'), terms.most)
  return least(greatest(wanted, flagged + cost), cap)
}
