import { offsetLimits } from '../offset-limits.ts'
import { noRules, schemaOf, whole, wholeIn } from '../parameters.ts'
import type { LimitStrategy } from '../types.ts'

/**
 * Not worse than a stated distance from mark: sells at mark · (1 - bps/10000) or better, rounded up; buys at
 * mark · (1 + bps/10000) or better, rounded down; never under one tick. A leg without a mark is dropped.
 */
export const markOffset: LimitStrategy = {
  name: 'mark-offset',
  formula: 'P·(1 -/+ bps/10000)',
  schema: schemaOf({ bps: whole('distance from mark in basis points', 0, 9_999) }),
  check: noRules,
  create: (parameters) =>
    offsetLimits({
      rule: 'mark-offset',
      bps: BigInt(wholeIn(parameters, 'bps')),
      priceOf: ({ marks }, { instrument }) => marks.get(instrument) ?? null,
    }),
}
