import { approx, lots, quantize, ticks, type Lots, type Ticks } from '../../units/index.ts'
import type { DepthLevel } from '../../market/index.ts'
import type { Quotes } from '../venues/index.ts'
import { LadderError } from './parameter-error.ts'
import { checkProfile, type DepthProfile } from './profile.ts'

/** Share of each level that is gone, 0 to 1, by rank of the profile. Plain data, part of a run's state. */
export interface Taken {
  readonly bids: readonly number[]
  readonly asks: readonly number[]
}

/** A book of which nothing was taken. */
export const NOTHING_TAKEN: Taken = { bids: [], asks: [] }

export interface LadderParameters {
  /** Ticks. */
  readonly mid: Ticks
  readonly profile: DepthProfile
  /** Multiplies every level, ≥ 0: 0.3 leaves 30 % of the depth. */
  readonly depthFactor: number
  /** What earlier flow took and is not yet back. */
  readonly taken: Taken
}

/** A quoted level, and which level of the profile it is; of several that share a tick, the nearest. */
export interface LadderLevel extends DepthLevel {
  readonly rank: number
}

export interface Ladder extends Quotes {
  readonly bids: readonly LadderLevel[]
  readonly asks: readonly LadderLevel[]
}

/**
 * Synthetic depth around a mid price.
 *
 *   bid_i = ⌊mid · (1 - d_i)⌋      ask_i = ⌈mid · (1 + d_i)⌉      size_i = ⌊lots_i · depthFactor · (1 - taken_i)⌋
 *
 * d distance [1] · levels that share a tick are added up, empty ones and bids below one tick are left out. Every bid is at
 * least one tick below mid and every ask one above, so the spread is 2·d_1·mid widened to whole ticks, never below 2 ticks.
 *
 * @throws LadderError for a profile that `checkProfile` refuses, a mid ≤ 0 and a factor that is no number ≥ 0.
 */
export const quoteLadder = ({ mid, profile, depthFactor, taken }: LadderParameters): Ladder => {
  checkProfile(profile)
  if (mid <= 0n) throw new LadderError('mid', String(mid), 'give a price above 0')
  if (!Number.isFinite(depthFactor) || depthFactor < 0)
    throw new LadderError('depthFactor', String(depthFactor), 'give a finite number, 0 or above')
  const middle = approx(mid)
  const bids: LadderLevel[] = []
  const asks: LadderLevel[] = []
  for (const [rank, { distanceBps, lots: full }] of profile.entries()) {
    const distance = distanceBps / 10_000
    const size = (share: number): Lots => lots(quantize(approx(full) * depthFactor * (1 - share), 'down'))
    const below = Math.min(middle - 1, Math.floor(middle * (1 - distance)))
    const above = Math.max(middle + 1, Math.ceil(middle * (1 + distance)))
    if (below >= 1) add(bids, { price: priceOf(below), size: size(taken.bids[rank] ?? 0), rank })
    add(asks, { price: priceOf(above), size: size(taken.asks[rank] ?? 0), rank })
  }
  return { bids, asks }
}

const priceOf = (value: number): Ticks => ticks(quantize(value, 'down'))

const add = (levels: LadderLevel[], level: LadderLevel): void => {
  if (level.size <= 0n) return
  const before = levels.at(-1)
  if (before?.price !== level.price) levels.push(level)
  else levels[levels.length - 1] = { ...before, size: lots(before.size + level.size) }
}
