import { atoms, lots, magnitude, NO_ATOMS, NO_LOTS, type Atoms, type Lots, type Ticks } from '../../units/index.ts'
import { fillValue, positionValue, type Instrument } from '../../instruments/index.ts'
import { facing, isWithin } from '../depth.ts'
import type { DepthCurve, DepthLevel, Side } from '../types.ts'

export interface BookWalkRequest {
  readonly instrument: Instrument
  readonly curve: DepthCurve
  /** Side of the taker. */
  readonly side: Side
  /** Lots wanted, ≥ 0. */
  readonly size: Lots
  /** Worst price that is still taken; null takes any. */
  readonly limit: Ticks | null
  /** Price at which equity is measured. */
  readonly mark: Ticks
}

/** What a taker would get from a book as it stands. */
export interface BookWalk {
  /** Lots that fill, at most the size wanted. */
  readonly filled: Lots
  /** Σ over levels of the booked value, each rounded down as a fill is; settlement atoms, ≥ 0. */
  readonly value: Atoms
  /** Loss against mark in settlement atoms, fees apart: > 0 is a loss. */
  readonly cost: Atoms
  /** Price of the last lot, null when nothing fills. */
  readonly worst: Ticks | null
  /** What is taken from each level, best first. */
  readonly levels: readonly DepthLevel[]
}

/**
 * Walks an order through the book, level by level, and says what it costs against mark.
 *
 *   value = Σ ⌊notional(q_i, p_i)⌋        cost = Σ fillValue(±q_i, p_i) - ⌊V(±Σq_i, mark)⌋
 *
 * q_i lots taken from level i · p_i its price · V value of a position, see docs/models/instruments.md
 *
 * Equity is measured at mark, so the gap between mark and mid counts. An account that trades this loses `cost` or one
 * atom less: its whole position is rounded once. A level that several orders make up books one rounding an order.
 *
 * @source docs/models/impact.md, eq. 1
 */
export const bookWalk = (request: BookWalkRequest): BookWalk => {
  const { instrument, side, mark } = request
  const levels = takenLevels(request)
  const sign = side === 'buy' ? 1n : -1n
  let filled = NO_LOTS
  let [value, booked] = [NO_ATOMS, NO_ATOMS]
  for (const { price, size } of levels) {
    const signed = fillValue(instrument, lots(sign * size), price)
    filled = lots(filled + size)
    booked = atoms(booked + signed)
    value = atoms(value + magnitude(signed))
  }
  const cost = atoms(booked - positionValue(instrument, lots(sign * filled), mark, 'down'))
  return { filled, value, cost, worst: levels.at(-1)?.price ?? null, levels }
}

const takenLevels = ({ curve, side, size, limit }: BookWalkRequest): readonly DepthLevel[] => {
  const taken: DepthLevel[] = []
  let open: bigint = size
  for (const level of facing(curve, side)) {
    if (open <= 0n || !isWithin(level.price, side, limit)) break
    const part = level.size < open ? level.size : lots(open)
    taken.push({ price: level.price, size: part })
    open -= part
  }
  return taken
}
