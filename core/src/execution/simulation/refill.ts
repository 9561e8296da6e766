import { approx, least, lots, NO_LOTS, type Lots } from '../../units/index.ts'
import type { InstrumentId } from '../../instruments/index.ts'
import { exp } from '../../math/index.ts'
import type { Fill } from '../../market/index.ts'
import { LadderError } from './parameter-error.ts'
import type { Ladder, LadderLevel, LadderParameters, Taken } from './ladder.ts'

/**
 * The state after `dt` without flow: every taken share falls by half in each half-life, towards the full profile.
 *
 * dt ≥ 0 and halfLife > 0 in one unit of time.
 * @throws LadderError for NaN, infinities, a negative time and a half-life that is not above 0.
 */
export const refill = (state: Taken, dt: number, { halfLife }: { readonly halfLife: number }): Taken => {
  if (!Number.isFinite(dt) || dt < 0) throw new LadderError('dt', String(dt), 'give a finite time, 0 or above')
  if (!Number.isFinite(halfLife) || halfLife <= 0)
    throw new LadderError('halfLife', String(halfLife), 'give a finite time above 0')
  const left = exp((-Math.LN2 * dt) / halfLife)
  return { bids: state.bids.map((share) => share * left), asks: state.asks.map((share) => share * left) }
}

/** Lots that fills took from one owner's quotes on each side since they were made, as maker or as crossing taker. */
export interface TakenLots {
  readonly bids: Lots
  readonly asks: Lots
}

/** Sums what fills took from the quotes of an owner in one instrument. */
export const takenBy = (
  fills: readonly Fill[],
  { owner, instrument }: { readonly owner: string; readonly instrument: InstrumentId },
): TakenLots => {
  let [bids, asks] = [NO_LOTS, NO_LOTS]
  for (const fill of fills) {
    if (fill.instrument !== instrument || (fill.maker !== owner && fill.taker !== owner)) continue
    const isBid = (fill.side === 'buy') === (fill.taker === owner)
    if (isBid) bids = lots(bids + fill.size)
    else asks = lots(asks + fill.size)
  }
  return { bids, asks }
}

/** How the quotes were made whose use is counted: the parameters, and the ladder that came of them. */
export interface QuotedLadder {
  readonly parameters: LadderParameters
  readonly ladder: Ladder
}

/**
 * The state after flow took this many lots from a ladder, from its best level on. Call it once for each ladder, with
 * all that was taken since it was quoted; flow beyond the ladder takes nothing more.
 */
export const consume = ({ parameters, ladder }: QuotedLadder, taken: TakenLots): Taken => {
  const { profile, depthFactor, taken: before } = parameters
  const after = (levels: readonly LadderLevel[], shares: readonly number[], size: Lots): readonly number[] => {
    const sharesAfter = profile.map((_, rank) => shares[rank] ?? 0)
    let left: Lots = size
    for (const [at, level] of levels.entries()) {
      if (left <= 0n) break
      const part = least(left, level.size)
      left = lots(left - part)
      const end = levels[at + 1]?.rank ?? profile.length
      spread({
        shares: sharesAfter,
        part: approx(part),
        end,
        rank: level.rank,
        full: (rank) => approx(profile[rank]?.lots ?? NO_LOTS) * depthFactor,
      })
    }
    return sharesAfter
  }
  return { bids: after(ladder.bids, before.bids, taken.bids), asks: after(ladder.asks, before.asks, taken.asks) }
}

interface Spread {
  readonly shares: number[]
  readonly part: number
  /** Ranks from `rank` up to `end` stand at one price, or are empty; the nearest is used up first. */
  readonly rank: number
  readonly end: number
  readonly full: (rank: number) => number
}

const spread = ({ shares, part, rank, end, full }: Spread): void => {
  let left = part
  for (let at = rank; at < end && left > 0; at += 1) {
    const whole = full(at)
    if (whole <= 0) continue
    const share = shares[at] ?? 0
    const here = Math.min(left, whole * (1 - share))
    shares[at] = Math.min(1, share + here / whole)
    left -= here
  }
}
