import { least, lots, magnitude, type Lots } from '../units/index.ts'
import type { InstrumentId } from '../instruments/index.ts'
import { maxSizeWithin, type DepthCurve } from '../market/index.ts'
import { inStep, legsOfParts, type DraftLeg, type NoRiskier } from '../liquidation/index.ts'
import type { Desk } from './desk.ts'
import { depthNow } from './view.ts'

/** Lots by side of each book. */
export type Sums = Map<string, bigint>

/**
 * The books as the round found them, and what it has sent to each side since. Orders of the round are counted here and not
 * by looking at a view's depth again, which leaves out what is in flight: that would count them twice.
 */
export interface Books {
  readonly shown: (instrument: InstrumentId) => DepthCurve
  readonly sent: Sums
}

/** The books of a round that has sent nothing yet. */
export const openBooks = ({ state }: Desk): Books => {
  const shown = new Map<InstrumentId, DepthCurve>()
  return {
    shown: (instrument) => {
      const curve = shown.get(instrument) ?? depthNow(state, instrument)
      shown.set(instrument, curve)
      return curve
    },
    sent: new Map(),
  }
}

/**
 * The legs that can meet anything: the book must show more within a leg's limit than orders before it take there. An
 * immediate order that could only come back empty is not sent; a fill-or-kill one is, for its refusal is an answer. A slice
 * that buys and sells keeps step with what its tightest leg will find, unless filling what is there leaves the account no
 * riskier. What the legs will find is added to what was sent.
 */
export const fillable = (
  { timeInForce }: { readonly timeInForce: 'IOC' | 'FOK' },
  legs: readonly DraftLeg[],
  { books, noRiskier }: { readonly books: Books; readonly noRiskier: NoRiskier },
): readonly DraftLeg[] => {
  const parts = legs.map((leg) => ({ leg, size: withinReach(leg, books) }))
  const twoSided = legs.some(({ size }) => size > 0n) && legs.some(({ size }) => size < 0n)
  const kept = twoSided && timeInForce === 'IOC' ? inStep(parts, noRiskier) : parts
  for (const { leg, size } of kept) if (size > 0n) add(books.sent, leg, size)
  if (timeInForce === 'FOK') return legs
  return twoSided ? legsOfParts(kept) : parts.filter(({ size }) => size > 0n).map(({ leg }) => leg)
}

/** Lots of a leg that the book shows within its limit beyond what orders before it take. */
const withinReach = ({ instrument, size, limit }: DraftLeg, { shown, sent }: Books): Lots => {
  const side = sideOf(size)
  const left = maxSizeWithin(shown(instrument), side, limit) - (sent.get(sideKey(instrument, side)) ?? 0n)
  return left > 0n ? lots(least(left, magnitude(size))) : lots(0n)
}

/** Adds lots to the side that a leg trades on. */
export const add = (sums: Sums, leg: DraftLeg, size: bigint): void => {
  const key = sideKey(leg.instrument, sideOf(leg.size))
  sums.set(key, (sums.get(key) ?? 0n) + size)
}

/** The side on which a signed trade stands. */
export const sideOf = (size: Lots): 'buy' | 'sell' => (size > 0n ? 'buy' : 'sell')

/** Key of a side of a book. */
export const sideKey = (instrument: InstrumentId, side: 'buy' | 'sell'): string => `${instrument}|${side}`
