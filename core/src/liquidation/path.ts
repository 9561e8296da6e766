import { divide, lots, magnitude, type Lots } from '../units/index.ts'
import type { InstrumentId } from '../instruments/index.ts'
import { closable } from './positions.ts'
import type { DraftLeg, LiquidationView, Path } from './types.ts'

/** A position as a path sees it: signed lots that may be planned, never zero. */
export interface Leg {
  readonly instrument: InstrumentId
  readonly size: Lots
}

/** The legs of an account that may be shrunk, in the account's order. */
export const closableLegs = (view: LiquidationView): readonly Leg[] =>
  view.account.positions
    .map((position) => ({ instrument: position.instrument, size: closable(view, position) }))
    .filter((leg) => leg.size !== 0n)

/** A leg of a slice that closes `cut` lots (magnitude) of a position leg at any price. */
export const closingLeg = (leg: Leg, cut: bigint): DraftLeg => ({
  instrument: leg.instrument,
  size: lots(leg.size > 0n ? -cut : cut),
  limit: null,
})

/** A path along which nothing can be closed. */
export const emptyPath = (facts: Readonly<Record<string, string>>): Path => ({
  steps: 0n,
  corners: [],
  at: () => [],
  facts,
})

/**
 * All given legs in proportion: as many steps as the largest leg has lots; each leg's part is rounded down, so that the last
 * step alone closes the last lots of the smaller legs. That jump is a stretch of its own: health is concave only before it.
 */
export const proportionalPath = (legs: readonly Leg[], facts: Readonly<Record<string, string>>): Path => {
  const steps = legs.reduce((most, leg) => (magnitude(leg.size) > most ? magnitude(leg.size) : most), 0n)
  if (steps === 0n) return emptyPath(facts)
  return {
    steps,
    corners: steps === 1n ? [1n] : [steps - 1n, steps],
    at: (step) =>
      legs
        .map((leg) => closingLeg(leg, divide(magnitude(leg.size) * step, steps, 'down')))
        .filter((leg) => leg.size !== 0n),
    facts,
  }
}
