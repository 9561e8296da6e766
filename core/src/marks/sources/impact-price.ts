import {
  divide,
  greatest,
  least,
  mulDiv,
  RATIO_ONE,
  ticks,
  type Atoms,
  type Rounding,
  type Ticks,
} from '../../units/index.ts'
import { notional, type Instrument } from '../../instruments/index.ts'
import type { DepthLevel } from '../../market/index.ts'
import type { Evidence, Judgement } from '../types.ts'
import type { ImpactPriceRule } from '../rules.ts'
import { indexPrice } from '../index-price.ts'

/**
 * Middle of the impact bid and the impact ask of a stated notional, within `basisMax` of the index.
 *
 *   mark = clamp(⌊(bid(N) + ask(N))/2⌋, ⌈index·(1 - basisMax)⌉, ⌊index·(1 + basisMax)⌋)
 *
 * A book that cannot take N on both sides says nothing: then the index is the mark.
 *
 * @source docs/models/marks.md, eq. 5
 */
export const judgeImpactPrice = (rule: ImpactPriceRule, evidence: Evidence): Judgement => {
  const { doubt, price: index, leftOut } = indexPrice(rule.index, evidence, evidence.previous?.index ?? null)
  if (index === null) return { doubt, price: null, index: null, leftOut, memory: null }
  const { instrument, book } = evidence
  const bid = impactPrice(instrument, book?.bids ?? [], rule.notional, 'down')
  const ask = impactPrice(instrument, book?.asks ?? [], rule.notional, 'up')
  if (bid === null || ask === null) return { doubt, price: index, index, leftOut, memory: null }
  const low = mulDiv(index, RATIO_ONE - rule.basisMax, RATIO_ONE, 'up')
  const high = mulDiv(index, RATIO_ONE + rule.basisMax, RATIO_ONE, 'down')
  const middle = divide(bid + ask, 2n, 'down')
  return { doubt, price: ticks(least(high, greatest(low, middle))), index, leftOut, memory: null }
}

/**
 * Average price of taking `wanted` settlement atoms from levels, best first; null when they hold less. Of the last level the
 * least number of whole lots that reaches the notional is taken. Linear contracts average by size, inverse ones by value.
 */
export const impactPrice = (
  instrument: Instrument,
  levels: readonly DepthLevel[],
  wanted: Atoms,
  round: Rounding,
): Ticks | null => {
  const taken: DepthLevel[] = []
  let open: bigint = wanted
  for (const level of levels) {
    const value = notional(instrument, level.size, level.price, 'down')
    if (value < open) {
      taken.push(level)
      open -= value
      continue
    }
    const size = mulDiv(level.size, open, value, 'up')
    return average(instrument, [...taken, { price: level.price, size }], round)
  }
  return null
}

const average = (
  instrument: Instrument,
  taken: readonly { readonly price: bigint; readonly size: bigint }[],
  round: Rounding,
): Ticks => {
  const inverse = instrument.kind === 'inverse-perpetual'
  let [above, below] = [0n, 0n]
  for (const { price, size } of taken) {
    above += inverse ? size * RATIO_ONE : size * price
    below += inverse ? divide(size * RATIO_ONE, price, 'down') : size
  }
  return ticks(divide(above, below, round))
}
