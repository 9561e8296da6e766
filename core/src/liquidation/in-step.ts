import { lots, magnitude, type Lots } from '../units/index.ts'
import type { DraftLeg } from './types.ts'

/** What can be had of a leg: lots, from 0 to the magnitude of its size. */
export interface LegPart {
  readonly leg: DraftLeg
  readonly size: Lots
}

/**
 * Parts of a slice that buys and sells, all in the proportion of the tightest, rounded down to lots; those of a one-sided
 * slice as they are. Buying and selling shrinks a hedge from both sides, and cutting one side further than the other would
 * leave it naked. Scenario loss is convex, so a share of a slice that does not raise it does not raise it either.
 */
export const inStep = (parts: readonly LegPart[]): readonly LegPart[] => {
  if (!parts.some(({ leg }) => leg.size > 0n) || !parts.some(({ leg }) => leg.size < 0n)) return parts
  const tightest = parts.reduce((a, b) => (b.size * magnitude(a.leg.size) < a.size * magnitude(b.leg.size) ? b : a))
  return parts.map(({ leg }) => ({
    leg,
    size: lots((magnitude(leg.size) * tightest.size) / magnitude(tightest.leg.size)),
  }))
}

/** The legs of parts, with the sides they had; empty parts leave. */
export const legsOfParts = (parts: readonly LegPart[]): readonly DraftLeg[] =>
  parts.filter(({ size }) => size > 0n).map(({ leg, size }) => ({ ...leg, size: leg.size > 0n ? size : lots(-size) }))
