import { divide, greatest, magnitude, mulDiv, RATIO_ONE } from '../units/index.ts'
import { facing } from '../market/index.ts'
import type { TierTable } from '../margin/index.ts'
import type { Leg } from './path.ts'
import { exposurePerLot, FINE } from './scenario-loss.ts'
import type { LiquidationView } from './types.ts'

/** Consecutive lots of a leg that each free the same maintenance requirement and each lose the same to the book and the fee. */
export interface Piece {
  readonly lots: bigint
  /** Requirement freed and equity lost by one lot, numeraire atoms / 1e12; the cost is at least a millionth of its notional. */
  readonly relief: bigint
  readonly cost: bigint
}

/**
 * The pieces of a leg in the order in which closing takes them: broken where the book changes its price and where the
 * remaining notional falls to a tier floor. Relief never rises and cost never falls from one to the next, so that relief per
 * cost falls along every leg, and taking the best piece of all legs again and again is the same in one stroke or in several.
 * What the book cannot take comes last, with no relief.
 */
export const reliefPieces = (view: LiquidationView, leg: Leg): readonly Piece[] => {
  const size = magnitude(leg.size)
  const perLot = exposurePerLot(view, leg.instrument)
  const tiers = view.rules.tiers.get(leg.instrument) ?? []
  const stops = [...levelStops(view, leg), ...tierStops(tiers, size, perLot)].filter(({ at }) => at < size)
  const bounds = [...new Set([0n, ...stops.map(({ at }) => at), size])].toSorted((a, b) => (a < b ? -1 : 1))
  return bounds.slice(1).map((end, index) => {
    const start = bounds[index] ?? 0n
    const price = priceAt(view, leg, start)
    const left = (size - start) * perLot
    return {
      lots: end - start,
      relief: price === null ? 0n : mulDiv(perLot, rateAt(tiers, left), RATIO_ONE, 'down'),
      cost: greatest(perLot / 1_000_000n + 1n, price === null ? perLot : costOf(view, leg, price, perLot)),
    }
  })
}

/** Whether a piece frees more per cost than another. */
export const isBetterPiece = (a: Piece, b: Piece): boolean => a.relief * b.cost > b.relief * a.cost

/** The piece in which a leg stands after `cut` lots, shortened to what is left of it; undefined when all is cut. */
export const pieceAfter = (pieces: readonly Piece[], cut: bigint): Piece | undefined => {
  let open = cut
  for (const piece of pieces) {
    if (open < piece.lots) return { ...piece, lots: piece.lots - open }
    open -= piece.lots
  }
  return undefined
}

const sideOf = (leg: Leg): 'buy' | 'sell' => (leg.size > 0n ? 'sell' : 'buy')

const levelStops = (view: LiquidationView, leg: Leg): readonly { readonly at: bigint }[] => {
  let at = 0n
  return facing(view.depth(leg.instrument), sideOf(leg)).map((level) => ({ at: (at += level.size) }))
}

const priceAt = (view: LiquidationView, leg: Leg, cut: bigint): bigint | null => {
  let open = cut
  for (const level of facing(view.depth(leg.instrument), sideOf(leg))) {
    if (open < level.size) return level.price
    open -= level.size
  }
  return null
}

const costOf = (view: LiquidationView, leg: Leg, price: bigint, perLot: bigint): bigint => {
  const mark = view.marks.get(leg.instrument) ?? price
  const away = leg.size > 0n ? mark - price : price - mark
  return mulDiv(perLot, away, mark, 'down') + mulDiv(perLot, view.feeRate, RATIO_ONE, 'up')
}

/** Lots after which the remaining notional no longer reaches above a tier floor. */
const tierStops = (tiers: TierTable, size: bigint, perLot: bigint): readonly { readonly at: bigint }[] =>
  perLot === 0n
    ? []
    : tiers
        .map((tier) => ({ at: size - divide(tier.floor * FINE, perLot, 'down') }))
        .filter(({ at }) => at > 0n && at < size)

const rateAt = (tiers: TierTable, left: bigint): bigint => {
  let rate = 0n
  for (const tier of tiers) if (rate === 0n || tier.floor * FINE < left) rate = tier.maintenanceRate
  return rate
}
