import { ONE, nearest, onGrid, pi, roundingLoss } from './fixed-point.ts'

const HALF_PI = pi() / 2n
const HALF_PI_TOP = onGrid(HALF_PI, 32n) // 33 bits: up to 2^20 times it is exact
const HALF_PI_REST = HALF_PI - HALF_PI_TOP
const HALF_PI_1 = nearest(HALF_PI_TOP)
const HALF_PI_2 = nearest(onGrid(HALF_PI_REST, 66n))
const HALF_PI_3 = nearest(HALF_PI_REST - onGrid(HALF_PI_REST, 66n))
const QUARTERS_PER_RADIAN = nearest((ONE * ONE) / HALF_PI)
const QUARTER_PI = nearest(HALF_PI / 2n)

const TO_INTEGER = 6755399441055744 // 1.5·2^52: adding and subtracting it rounds to the nearest integer
const TO_SHORT = 100663296 // 1.5·2^26: adding and subtracting it rounds to a multiple of 2^-26
const TINY = 7.450580596923828e-9 // 2^-27: sin x and tan x round to x below it
const REDUCED_MAX = 1647099 // 2^20·π/2
const REDUCED_MIN = 9.313225746154785e-10 // 2^-30: closer to a multiple of π/2 three parts of π are too few

// 2/π to 1280 bits, so that the largest double times it still has 200 bits behind the point.
const WIDE = 1280n
const TWO_OVER_PI = (1n << (2n * WIDE + 1n)) / pi(1n << WIDE)
const FRACTION = 200n

/** x = quarter·π/2 + REMAINDER[0] + REMAINDER[1]: the remainder of the last call of `reduce`, below π/4 and a rounding. */
const REMAINDER = new Float64Array(2)
const DOUBLE = new Float64Array(1)
const BITS = new BigUint64Array(DOUBLE.buffer)

/** Exact reduction of any finite double (Payne and Hanek 1983): x · 2/π in integers, a microsecond. */
const reduceExactly = (x: number): number => {
  DOUBLE[0] = Math.abs(x)
  const bits = BITS[0] as bigint // one element
  const exponent = (bits >> 52n) - 1075n
  const mantissa = (bits & 0xfffffffffffffn) | 0x10000000000000n
  const turns = (mantissa * TWO_OVER_PI) >> (WIDE - FRACTION - exponent)
  const quarter = (turns + (1n << (FRACTION - 1n))) >> FRACTION
  const rest = ((turns - (quarter << FRACTION)) * HALF_PI) >> FRACTION // in fixed point
  const head = nearest(rest)
  const tail = roundingLoss(rest, head)
  REMAINDER[0] = x < 0 ? -head : head
  REMAINDER[1] = x < 0 ? -tail : tail
  const turn = Number(quarter & 3n)
  return x < 0 ? -turn & 3 : turn
}

/** The quarter turn (0 to 3) of a finite x, leaving the remainder in REMAINDER to a relative 2^-68. */
const reduce = (x: number): number => {
  if (x < QUARTER_PI && x > -QUARTER_PI) {
    REMAINDER[0] = x
    REMAINDER[1] = 0
    return 0
  }
  if (!(x < REDUCED_MAX && x > -REDUCED_MAX)) return reduceExactly(x)
  const quarters = x * QUARTERS_PER_RADIAN + TO_INTEGER - TO_INTEGER
  const first = x - quarters * HALF_PI_1
  const step = quarters * HALF_PI_2
  const head = first - step
  if (head < REDUCED_MIN && head > -REDUCED_MIN) return reduceExactly(x)
  const back = head - first
  const lost = first - (head - back) - (step + back) - quarters * HALF_PI_3
  const r = head + lost
  REMAINDER[0] = r
  REMAINDER[1] = head - r + lost
  return (quarters | 0) & 3
}

/** sin(r + lo) − r for |r| ≤ π/4: Taylor to r^17. */
const sineTail = (r: number, lo: number): number => {
  const z = r * r
  const w = z * z
  const low = 1 / 120 - z * (1 / 5040) + w * (1 / 362880 - z * (1 / 39916800))
  const high = 1 / 6227020800 - z * (1 / 1307674368000) + w * (1 / 355687428096000)
  return r * z * (z * (low + w * w * high) - 1 / 6) + lo * (1 - 0.5 * z)
}

/** cos(r + lo) − (1 − s²/2), s the short half of r, whose square is exact: Taylor to r^16. */
const cosineTail = (r: number, lo: number, short: number): number => {
  const z = r * r
  const w = z * z
  const low = 1 / 24 - z * (1 / 720) + w * (1 / 40320 - z * (1 / 3628800))
  const high = 1 / 479001600 - z * (1 / 87178291200) + w * (1 / 20922789888000)
  return w * (low + w * w * high) - 0.5 * (r - short) * (r + short) - r * lo
}

const sineOfRemainder = (): number => {
  const r = REMAINDER[0] as number // two elements
  return r + sineTail(r, REMAINDER[1] as number)
}

const cosineOfRemainder = (): number => {
  const r = REMAINDER[0] as number // two elements
  const short = r + TO_SHORT - TO_SHORT
  const half = 0.5 * short * short
  const head = 1 - half
  return head + (1 - head - half + cosineTail(r, REMAINDER[1] as number, short))
}

/**
 * Sine of x radians, within 0.85 ulp for every finite double. Keeps −0; infinities and NaN give NaN.
 *
 * @source docs/models/elementary-functions.md
 */
export const sin = (x: number): number => {
  if (x < TINY && x > -TINY) return x
  if (x - x !== 0) return Number.NaN
  const quarter = reduce(x)
  const value = quarter & 1 ? cosineOfRemainder() : sineOfRemainder()
  return quarter & 2 ? -value : value
}

/**
 * Cosine of x radians, within 0.85 ulp for every finite double. Infinities and NaN give NaN.
 *
 * @source docs/models/elementary-functions.md
 */
export const cos = (x: number): number => {
  if (x - x !== 0) return Number.NaN
  const quarter = reduce(x)
  const value = quarter & 1 ? sineOfRemainder() : cosineOfRemainder()
  return quarter === 1 || quarter === 2 ? -value : value
}

/**
 * Writes cos x to `out[0]` and sin x to `out[1]`: the bytes of `cos` and `sin`, with one reduction of x.
 *
 * @source docs/models/elementary-functions.md
 */
export const fillCosSin = (x: number, out: Float64Array): void => {
  if (x - x !== 0 || (x < TINY && x > -TINY)) {
    out[0] = cos(x)
    out[1] = sin(x)
    return
  }
  const quarter = reduce(x)
  const sine = sineOfRemainder()
  const cosine = cosineOfRemainder()
  const across = quarter & 1 ? sine : cosine
  const along = quarter & 1 ? cosine : sine
  out[0] = quarter === 1 || quarter === 2 ? -across : across
  out[1] = quarter & 2 ? -along : along
}

/** (a + aLo) / (b + bLo) with one rounding: the remainder of a / b is found by Dekker's exact product. */
const divide = (a: number, aLo: number, b: number, bLo: number): number => {
  const quotient = a / b
  const qSplit = quotient * 134217729
  const qHead = qSplit - (qSplit - quotient)
  const qTail = quotient - qHead
  const bSplit = b * 134217729
  const bHead = bSplit - (bSplit - b)
  const bTail = b - bHead
  const rest = a - qHead * bHead - qHead * bTail - qTail * bHead - qTail * bTail
  return quotient + (rest + aLo - quotient * bLo) / b
}

/**
 * Tangent of x radians, within 1 ulp for every finite double. Keeps −0; infinities and NaN give NaN.
 *
 * @source docs/models/elementary-functions.md
 */
export const tan = (x: number): number => {
  if (x < TINY && x > -TINY) return x
  if (x - x !== 0) return Number.NaN
  const quarter = reduce(x)
  const r = REMAINDER[0] as number // two elements
  const lo = REMAINDER[1] as number
  const sineRest = sineTail(r, lo)
  const sine = r + sineRest
  const sineLo = r - sine + sineRest
  const short = r + TO_SHORT - TO_SHORT
  const half = 0.5 * short * short
  const head = 1 - half
  const cosineRest = 1 - head - half + cosineTail(r, lo, short)
  const cosine = head + cosineRest
  const cosineLo = head - cosine + cosineRest
  return quarter & 1 ? -divide(cosine, cosineLo, sine, sineLo) : divide(sine, sineLo, cosine, cosineLo)
}
