import { LOG_REST, logOfPositive } from './log-pair.ts'

/**
 * A real number as the unevaluated sum of two doubles, |lo| at most an ulp of hi: about 106 bits. Sums, products and quotients are
 * within a relative 2^-100 while nothing overflows or becomes subnormal (keep magnitudes between 1e-140 and 1e140), sums apart from
 * the digits that cancel.
 *
 * @source T. J. Dekker, Numerische Mathematik 18 (1971) 224; docs/models/elementary-functions.md
 */
export type Pair = { readonly hi: number; readonly lo: number }

const SPLITTER = 134217729 // 2^27 + 1: cuts 53 bits into 26 and 26

/** A double as a pair. */
export const pairOf = (hi: number): Pair => ({ hi, lo: 0 })

/** a + b exactly. */
export const exactSum = (a: number, b: number): Pair => {
  const hi = a + b
  const back = hi - a
  return { hi, lo: a - (hi - back) + (b - back) }
}

/** a·b exactly. */
export const exactProduct = (a: number, b: number): Pair => {
  const hi = a * b
  const aSplit = a * SPLITTER
  const aHead = aSplit - (aSplit - a)
  const aTail = a - aHead
  const bSplit = b * SPLITTER
  const bHead = bSplit - (bSplit - b)
  const bTail = b - bHead
  return { hi, lo: aHead * bHead - hi + aHead * bTail + aTail * bHead + aTail * bTail }
}

const settled = (hi: number, lo: number): Pair => {
  const sum = hi + lo
  return { hi: sum, lo: hi - sum + lo } // |hi| ≥ |lo|
}

/** a + b. */
export const pairSum = (a: Pair, b: Pair): Pair => {
  const high = exactSum(a.hi, b.hi)
  const low = exactSum(a.lo, b.lo)
  const middle = settled(high.hi, high.lo + low.hi)
  return settled(middle.hi, middle.lo + low.lo)
}

/** a·b. */
export const pairProduct = (a: Pair, b: Pair): Pair => {
  const high = exactProduct(a.hi, b.hi)
  return settled(high.hi, high.lo + (a.hi * b.lo + a.lo * b.hi))
}

/** a·2^n for a power of two, exactly. */
export const pairScaled = (a: Pair, power: number): Pair => ({ hi: a.hi * power, lo: a.lo * power })

/** a / b for b ≠ 0. */
export const pairQuotient = (a: Pair, b: Pair): Pair => {
  const hi = a.hi / b.hi
  const back = exactProduct(hi, b.hi)
  return settled(hi, (a.hi - back.hi - back.lo + a.lo - hi * b.lo) / b.hi)
}

/** ln(a / b) for a and b between 1e-140 and 1e140, to a relative 2^-66, also where a is next to b. */
export const pairLogOfRatio = (a: number, b: number): Pair => {
  const ratio = a / b
  const back = exactProduct(ratio, b)
  const lost = a - back.hi - back.lo // exact; a / b is ratio·(1 + rest), |rest| ≤ 2^-53
  const rest = pairQuotient(pairOf(lost), exactSum(a, -lost))
  const hi = logOfPositive(ratio)
  const lo = LOG_REST[0] as number // one element
  return pairSum({ hi, lo }, { hi: rest.hi, lo: rest.lo - 0.5 * rest.hi * rest.hi })
}
