import { greatest, least, lots, magnitude, NO_LOTS, RATIO_ONE, type Lots, type Ratio } from '../../units/index.ts'
import type { Instrument } from '../../instruments/index.ts'
import { inQueueOrder } from '../in-queue-order.ts'
import { decimal, decimalIn, decimalOr, decimalsIn, ONE, outside, schemaOf, wholeIn, ZERO } from '../parameters.ts'
import type { AllocationStrategy, Budget, DraftLeg, Grant, MarketWindow, Parameters, Proposal } from '../types.ts'

/** How much of a market may be liquidated in a window. Fees and multiples 1e-18, scale in base units 1e-18. */
export interface WindowTerms {
  readonly makerFee: Ratio
  readonly takerFee: Ratio
  readonly skewScale: Ratio
  readonly multiplier: Ratio
  readonly windowSeconds: number
  /** Share of the scale below which the market's skew lets another capacity through; 0 = never. */
  readonly skewBelow: Ratio
}

/**
 * Lots of a market that all accounts together may lose in one window.
 *
 *   capacity = ⌊(maker fee + taker fee) · skew scale · multiplier · seconds / lot⌋                     (1)
 *
 * @source docs/models/market-window.md, eq. 1
 */
export const windowCapacity = (
  terms: WindowTerms,
  { lotSize }: Pick<Instrument & { lotSize: bigint }, 'lotSize'>,
): Lots => {
  const fees = terms.makerFee + terms.takerFee
  const base = fees * terms.skewScale * terms.multiplier * BigInt(terms.windowSeconds)
  return lots(base / (RATIO_ONE * RATIO_ONE * lotSize))
}

/**
 * What is left of a market's window now.
 *
 *   left = max(0, capacity - taken in the window)                                                        (2)
 *
 * Where nothing is left, another whole capacity is, if nothing was taken at this very moment and |skew| / scale is below its bound:
 * a market that is nearly balanced heals by what is closed.
 *
 * @source docs/models/market-window.md, eq. 2
 */
export const windowLeft = (terms: WindowTerms, { instrument, time, taken, last, skew }: MarketWindow): Lots => {
  if (instrument.kind === 'spot') return NO_LOTS
  const capacity = windowCapacity(terms, instrument)
  const left = greatest(NO_LOTS, lots(capacity - taken(time - 1_000 * terms.windowSeconds)))
  if (left > 0n) return left
  const balanced = magnitude(skew) * instrument.lotSize * RATIO_ONE < terms.skewBelow * terms.skewScale
  return balanced && last !== time ? capacity : NO_LOTS
}

/**
 * One capacity for all accounts of a market and both of its sides, filled anew as time passes. Each leg is granted for itself, in
 * queue order.
 */
export const marketWindow: AllocationStrategy = {
  name: 'market-window',
  formula:
    'x of all accounts in a window ≤ (maker + taker)·scale·multiplier·seconds; once more at |skew|/scale < skewBelow',
  schema: schemaOf(
    {
      makerFee: decimal('fee of those who lower the skew, at most 1'),
      takerFee: decimal('fee of those who raise it, at most 1'),
      skewScale: decimal(
        'skew at which the premium is the whole price, in base units, above 0; of markets not named below',
      ),
      skewScales: {
        type: 'object',
        description: 'the same by base asset; absent = none is named',
        additionalProperties: decimal('base units, above 0'),
      },
      multiplier: decimal('multiple of the fees, above 0'),
      windowSeconds: { type: 'integer', description: 'length of the window', minimum: 1, maximum: 86_400 },
      skewBelow: decimal('skew over scale below which another capacity is let through, at most 1; absent = never'),
    },
    ['skewScales', 'skewBelow'],
  ),
  check: (parameters) => [
    ...['makerFee', 'takerFee', 'skewBelow'].flatMap((field) =>
      outside(parameters, field, { atMost: ONE }, 'give a share such as 0.0005'),
    ),
    ...['skewScale', 'multiplier'].flatMap((field) =>
      outside(parameters, field, { above: ZERO }, 'without it nothing could ever be liquidated'),
    ),
  ],
  create: (parameters) => {
    const termsOf = termsBy(parameters)
    return {
      budget: (window) => windowLeft(termsOf(window.instrument.base), window),
      lookbackMs: 1_000 * wholeIn(parameters, 'windowSeconds'),
      allocate: (proposals, budgets) => {
        const left = new Map(budgets.map((budget) => [budget.instrument, smaller(budget)]))
        return inQueueOrder(proposals).map((proposal) => grant(proposal, left))
      },
    }
  },
}

const termsBy = (parameters: Parameters): ((base: string) => WindowTerms) => {
  const named = decimalsIn(parameters, 'skewScales')
  const terms: WindowTerms = {
    makerFee: decimalIn(parameters, 'makerFee'),
    takerFee: decimalIn(parameters, 'takerFee'),
    skewScale: decimalIn(parameters, 'skewScale'),
    multiplier: decimalIn(parameters, 'multiplier'),
    windowSeconds: wholeIn(parameters, 'windowSeconds'),
    skewBelow: decimalOr(parameters, 'skewBelow', ZERO),
  }
  return (base) => ({ ...terms, skewScale: named.get(base) ?? terms.skewScale })
}

/** Both sides draw on one window. */
const smaller = ({ buy, sell }: Budget): Lots | null => {
  if (buy === null) return sell
  return sell === null ? buy : least(buy, sell)
}

const grant = ({ account, legs, whole }: Proposal, left: Map<string, Lots | null>): Grant => {
  const granted = legs.map((leg) => within(leg, left.get(leg.instrument) ?? null))
  const bound = legs.filter((leg, index) => granted[index]?.size !== leg.size).map(({ instrument }) => instrument)
  if (whole && bound.length > 0) return { account, legs: [], bound }
  for (const { instrument, size } of granted) {
    const open = left.get(instrument)
    if (open !== undefined && open !== null) left.set(instrument, lots(open - magnitude(size)))
  }
  return { account, legs: granted.filter(({ size }) => size !== 0n), bound }
}

const within = (leg: DraftLeg, most: Lots | null): DraftLeg => {
  if (most === null || magnitude(leg.size) <= most) return leg
  return { ...leg, size: lots(leg.size > 0n ? most : -most) }
}
