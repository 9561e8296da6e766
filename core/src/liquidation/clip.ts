import { least, lots, magnitude, type Lots } from '../units/index.ts'
import type { InstrumentId } from '../instruments/index.ts'
import { mostTraded } from './holdings.ts'
import type { DraftLeg, LiquidationView } from './types.ts'

/**
 * Legs cut down to what may be planned at all: only against a position, collateral held or a debt, never more than it less what
 * is in flight, one leg an instrument. Whatever a strategy asks for, no slice flips or enlarges what it meets, but for a leg that hedges.
 */
export const clipToHoldings = (view: LiquidationView, legs: readonly DraftLeg[]): readonly DraftLeg[] =>
  clip(legs, ({ instrument, size, hedges }) => (hedges === true ? size : mostTraded(view, instrument)))

/** Legs cut down to those of an earlier draft: a later step of the pipeline never adds to one before it. */
export const clipToDraft = (earlier: readonly DraftLeg[], legs: readonly DraftLeg[]): readonly DraftLeg[] => {
  const sizes = new Map(earlier.map((leg) => [leg.instrument, leg.size]))
  return clip(legs, ({ instrument }) => sizes.get(instrument) ?? lots(0n))
}

const clip = (legs: readonly DraftLeg[], most: (leg: DraftLeg) => Lots): readonly DraftLeg[] => {
  const seen = new Set<InstrumentId>()
  return legs.flatMap((leg) => {
    const cap = most(leg)
    const sameWay = leg.size > 0n === cap > 0n && leg.size !== 0n && cap !== 0n
    if (!sameWay || seen.has(leg.instrument)) return []
    seen.add(leg.instrument)
    const size = least(magnitude(leg.size), magnitude(cap))
    return [{ ...leg, size: lots(leg.size > 0n ? size : -size) }]
  })
}
