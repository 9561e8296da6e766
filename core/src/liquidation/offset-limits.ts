import { divide, greatest, ticks, type Ticks } from '../units/index.ts'
import type { Draft, DraftLeg, LiquidationView } from './types.ts'

/** Where a rule measures its distance from: a price for a leg, or none, which drops the leg. */
export interface OffsetRule {
  readonly rule: string
  readonly bps: bigint
  readonly priceOf: (view: LiquidationView, leg: DraftLeg) => Ticks | null
}

/** The draft with every leg limited at a distance from a price of its own, and without the legs that have no such price. */
export const offsetLimits =
  ({ rule, bps, priceOf }: OffsetRule) =>
  (view: LiquidationView, draft: Draft): Draft => {
    const legs: DraftLeg[] = []
    const facts: Record<string, string> = { bps: String(bps) }
    for (const leg of draft.legs) {
      const price = priceOf(view, leg)
      if (price === null) continue
      const limit = offsetFrom(price, leg.size < 0n, bps)
      legs.push({ ...leg, limit })
      facts[`${leg.instrument}.limitTicks`] = String(limit)
    }
    const bound = legs.length < draft.legs.length
    return { ...draft, legs, reasons: [...draft.reasons, { part: 'limit', rule, facts, bound }] }
  }

/** A price that many basis points below (selling) or above another, rounded towards it, at least one tick. */
export const offsetFrom = (price: Ticks, selling: boolean, bps: bigint): Ticks =>
  selling
    ? greatest(ticks(1n), ticks(divide(price * (10_000n - bps), 10_000n, 'up')))
    : greatest(ticks(1n), ticks(divide(price * (10_000n + bps), 10_000n, 'down')))
