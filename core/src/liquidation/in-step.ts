import { lots, magnitude, type Lots } from '../units/index.ts'
import type { DraftLeg } from './types.ts'

/** What can be had of a leg: lots, from 0 to the magnitude of its size. */
export interface LegPart {
  readonly leg: DraftLeg
  readonly size: Lots
}

/** Whether filling just these legs leaves the account no riskier than it is. */
export type NoRiskier = (legs: readonly DraftLeg[]) => boolean

/**
 * Parts of a slice that buys and sells, so that no hedge is left naked; those of a one-sided slice as they are. The first of these
 * that leaves the account no riskier: every part as far as it can be had; the parts that can be had at all, in the proportion of the
 * tightest; all parts in the proportion of the tightest, rounded down to lots. Scenario loss is convex, so a share of a slice that
 * does not raise it does not raise it either. Without a judge of risk only the last is safe.
 *
 * So one lot of a market where nobody trades cannot keep the rest of an account from being closed.
 */
export const inStep = (parts: readonly LegPart[], noRiskier?: NoRiskier): readonly LegPart[] => {
  if (!parts.some(({ leg }) => leg.size > 0n) || !parts.some(({ leg }) => leg.size < 0n)) return parts
  if (noRiskier === undefined || !parts.some(isCut)) return inProportion(parts)
  if (noRiskier(legsOfParts(parts))) return parts
  const reachable = inProportion(parts.filter(({ size }) => size > 0n))
  if (reachable.length < parts.length && noRiskier(legsOfParts(reachable))) return parts.map(keptOf(reachable))
  return inProportion(parts)
}

const isCut = ({ leg, size }: LegPart): boolean => size < magnitude(leg.size)

const keptOf =
  (kept: readonly LegPart[]) =>
  (part: LegPart): LegPart =>
    kept.find(({ leg }) => leg === part.leg) ?? { ...part, size: lots(0n) }

const inProportion = (parts: readonly LegPart[]): readonly LegPart[] => {
  const [first] = parts
  if (first === undefined) return parts
  const tightest = parts.reduce(
    (a, b) => (b.size * magnitude(a.leg.size) < a.size * magnitude(b.leg.size) ? b : a),
    first,
  )
  return parts.map(({ leg }) => ({
    leg,
    size: lots((magnitude(leg.size) * tightest.size) / magnitude(tightest.leg.size)),
  }))
}

/** The legs of parts, with the sides they had; empty parts leave. */
export const legsOfParts = (parts: readonly LegPart[]): readonly DraftLeg[] =>
  parts.filter(({ size }) => size > 0n).map(({ leg, size }) => ({ ...leg, size: leg.size > 0n ? size : lots(-size) }))
