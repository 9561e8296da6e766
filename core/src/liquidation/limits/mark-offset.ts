import { divide, greatest, ticks, type Ticks } from '../../units/index.ts'
import { noRules, schemaOf, whole, wholeIn } from '../parameters.ts'
import type { DraftLeg, LimitStrategy } from '../types.ts'

/**
 * Not worse than a stated distance from mark: sells at mark · (1 - bps/10000) or better, rounded up; buys at
 * mark · (1 + bps/10000) or better, rounded down; never under one tick. A leg without a mark is dropped.
 */
export const markOffset: LimitStrategy = {
  name: 'mark-offset',
  formula: 'P·(1 -/+ bps/10000)',
  schema: schemaOf({ bps: whole('distance from mark in basis points', 0, 9_999) }),
  check: noRules,
  create: (parameters) => {
    const bps = BigInt(wholeIn(parameters, 'bps'))
    return ({ marks }, draft) => {
      const legs: DraftLeg[] = []
      const facts: Record<string, string> = { bps: String(bps) }
      for (const leg of draft.legs) {
        const mark = marks.get(leg.instrument)
        if (mark === undefined) continue
        const limit = offsetFrom(mark, leg.size < 0n, bps)
        legs.push({ ...leg, limit })
        facts[`${leg.instrument}.limitTicks`] = String(limit)
      }
      const bound = legs.length < draft.legs.length
      return { ...draft, legs, reasons: [...draft.reasons, { part: 'limit', rule: 'mark-offset', facts, bound }] }
    }
  },
}

/** A price that many basis points below (selling) or above another, rounded towards it, at least one tick. */
export const offsetFrom = (price: Ticks, selling: boolean, bps: bigint): Ticks =>
  selling
    ? greatest(ticks(1n), ticks(divide(price * (10_000n - bps), 10_000n, 'up')))
    : greatest(ticks(1n), ticks(divide(price * (10_000n + bps), 10_000n, 'down')))
