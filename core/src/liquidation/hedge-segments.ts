import { greatest, least, magnitude, mulDiv, RATIO_ONE, type Ratio } from '../units/index.ts'
import type { AssetId } from '../instruments/index.ts'
import { isBetterPiece, pieceAfter, type Piece } from './relief-pieces.ts'
import { netExposure, worstLoss, type Exposures, type ShockGrid } from './scenario-loss.ts'

/** What a leg moves with, and how much one long lot of it weighs [numeraire atoms / 1e12]. */
export interface Holding {
  readonly underlying: AssetId
  readonly perLot: bigint
  readonly beta: Ratio
  readonly pieces: readonly Piece[]
}

/** A stretch of the path: lots cut from each leg, in the order of the legs, as magnitudes that never fall. */
export interface Segment {
  readonly steps: bigint
  readonly cutAt: (step: bigint) => readonly bigint[]
  /** The one leg that is cut, lot by lot; null when several are cut together. */
  readonly leg: number | null
}

/** How far the path has come: signed lots left by leg, and what the account is then exposed to. */
export interface Standing {
  readonly grid: ShockGrid
  readonly holdings: readonly Holding[]
  /** Signed lots at the start of the path. */
  readonly start: readonly bigint[]
  readonly left: readonly bigint[]
  readonly exposures: Exposures
  /** Pairs that were cut or given up, as `long short`. */
  readonly triedPairs: readonly string[]
}

/** What comes next, null when the path ends; a null segment means that a pair was given up. */
export type Next = { readonly segment: Segment | null; readonly after: Standing } | null

/** Most checkpoints in which a matched pair is cut. */
const CHECKPOINTS = 256n

/** The next stretch: a leg on the side of the net exposure, else a matched pair, else all the rest at once. */
export const nextSegment = (standing: Standing): Next => single(standing) ?? pair(standing) ?? rest(standing)

/** The best piece of all legs on the side of the net exposure, the first leg of equals. */
const single = (standing: Standing): Next => {
  const net = netExposure(standing.exposures, standing.grid)
  let best: { readonly index: number; readonly cut: bigint; readonly piece: Piece } | undefined
  for (const index of standing.left.keys()) {
    const cut = singleCut(standing, index, net)
    const piece = cut === 0n ? undefined : presentPiece(standing, index)
    if (piece === undefined || (best !== undefined && !isBetterPiece(piece, best.piece))) continue
    best = { index, cut: least(cut, piece.lots), piece }
  }
  if (best === undefined) return null
  const { index, cut } = best
  const cutAt = (step: bigint) => standing.left.map((_left, leg) => (leg === index ? step : 0n))
  return { segment: { steps: cut, cutAt, leg: index }, after: standingAfter(standing, cutAt(cut)) }
}

const presentPiece = ({ holdings, start, left }: Standing, index: number): Piece | undefined =>
  pieceAfter(holdings[index]?.pieces ?? [], magnitude((start[index] ?? 0n) - (left[index] ?? 0n)))

/** Lots of a leg that can be cut before the net exposure, or that to its own underlying, would change sign. */
const singleCut = ({ holdings, left, exposures }: Standing, index: number, net: bigint): bigint => {
  const holding = holdings[index]
  const held = left[index] ?? 0n
  if (holding === undefined || held === 0n || holding.perLot === 0n) return 0n
  const own = exposures.get(holding.underlying) ?? 0n
  if (!sameSign(held, net) || !sameSign(held, own)) return 0n
  const byNet = (magnitude(net) * RATIO_ONE) / (holding.perLot * holding.beta)
  return least(magnitude(held), least(byNet, magnitude(own) / holding.perLot))
}

const pair = (standing: Standing): Next => {
  for (const long of standing.left.keys())
    for (const short of standing.left.keys()) {
      const name = `${long} ${short}`
      if (standing.triedPairs.includes(name)) continue
      const cuts = pairCuts(standing, long, short)
      if (cuts === null) continue
      const tried = { ...standing, triedPairs: [...standing.triedPairs, name] }
      const segment = checkpoints(standing, cuts)
      return { segment, after: segment === null ? tried : standingAfter(tried, segment.cutAt(segment.steps)) }
    }
  return null
}

/** Lots of a long and a short leg that offset each other, null when they do not. */
const pairCuts = (standing: Standing, long: number, short: number): readonly bigint[] | null => {
  const { left } = standing
  if ((left[long] ?? 0n) <= 0n || (left[short] ?? 0n) >= 0n) return null
  const [bought, sold] = [standing.holdings[long], standing.holdings[short]]
  if (bought === undefined || sold === undefined) return null
  const apart = bought.underlying !== sold.underlying
  const matched = least(matchable(standing, long, apart), matchable(standing, short, apart))
  if (matched <= 0n) return null
  return left.map((held, leg) => (leg === long || leg === short ? lotsFor(standing, leg, matched, held) : 0n))
}

/** Beta-weighted exposure of a leg that an opposite leg may offset; not beyond its underlying's own when they differ. */
const matchable = ({ holdings, left, exposures }: Standing, leg: number, apart: boolean): bigint => {
  const holding = holdings[leg]
  const held = left[leg] ?? 0n
  if (holding === undefined) return 0n
  const whole = magnitude(held) * holding.perLot
  const own = exposures.get(holding.underlying) ?? 0n
  const free = apart ? (sameSign(held, own) ? least(whole, magnitude(own)) : 0n) : whole
  return mulDiv(free, holding.beta, RATIO_ONE, 'down')
}

/** Nearest number of lots to a beta-weighted exposure, at least one, at most what is left. */
const lotsFor = ({ holdings }: Standing, leg: number, matched: bigint, held: bigint): bigint => {
  const holding = holdings[leg]
  if (holding === undefined) return 0n
  const weight = mulDiv(holding.perLot, holding.beta, RATIO_ONE, 'up')
  return least(magnitude(held), greatest(1n, (2n * matched + weight) / (2n * weight)))
}

/** The checkpoints of a joint cut that keep the scenario loss from rising; null when there is none. */
const checkpoints = (standing: Standing, cuts: readonly bigint[]): Segment | null => {
  const most = cuts.reduce((a, b) => greatest(a, b), 0n)
  const count = least(most, CHECKPOINTS)
  const kept: (readonly bigint[])[] = []
  let loss = worstLoss(standing.exposures, standing.grid)
  for (let k = 1n; k <= count; k += 1n) {
    const cut = cuts.map((whole) => (whole * k) / count)
    const after = worstLoss(standingAfter(standing, cut).exposures, standing.grid)
    if (after > loss) continue
    loss = after
    kept.push(cut)
  }
  return kept.length === 0 ? null : listed(kept)
}

const rest = (standing: Standing): Next => {
  const cuts = standing.left.map((held) => magnitude(held))
  if (cuts.every((cut) => cut === 0n)) return null
  const after = standingAfter(standing, cuts)
  if (worstLoss(after.exposures, standing.grid) > worstLoss(standing.exposures, standing.grid)) return null
  return { segment: listed([cuts]), after }
}

const listed = (kept: readonly (readonly bigint[])[]): Segment => ({
  steps: BigInt(kept.length),
  cutAt: (step) => (step <= 0n ? [] : (kept[Number(step) - 1] ?? [])),
  leg: null,
})

const standingAfter = (standing: Standing, cuts: readonly bigint[]): Standing => {
  const exposures = new Map(standing.exposures)
  const left = standing.left.map((held, leg) => {
    const cut = cuts[leg] ?? 0n
    const holding = standing.holdings[leg]
    if (cut === 0n || holding === undefined) return held
    const moved = held > 0n ? -cut : cut
    exposures.set(holding.underlying, (exposures.get(holding.underlying) ?? 0n) + moved * holding.perLot)
    return held + moved
  })
  return { ...standing, left, exposures }
}

const sameSign = (a: bigint, b: bigint): boolean => (a > 0n && b > 0n) || (a < 0n && b < 0n)
