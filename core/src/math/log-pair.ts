import {
  INVERSE,
  LN2_HI,
  LN2_LO,
  LOG_HI,
  LOG_LO,
  NORMAL_MIN,
  exponentOf,
  inversePower,
} from './binary-logarithm-table.ts'

const TO_GRID = 1572864 // 1.5·2^20: adding and subtracting it rounds to a multiple of 2^-32
const TO_SHORT = 100663296 // 1.5·2^26: adding and subtracting it rounds to a multiple of 2^-26
const SUBNORMAL_SCALE = 18014398509481984 // 2^54

/** What the last call of `logOfPositive` left out of its result. */
export const LOG_REST: Float64Array = new Float64Array(1)

/**
 * ln x for a finite x > 0 in two doubles: the first is returned, the second stands in `LOG_REST[0]`; their sum is within a relative
 * 2^-68.
 *
 * @source docs/models/elementary-functions.md
 */
export const logOfPositive = (x: number): number => {
  const normal = x < NORMAL_MIN ? x * SUBNORMAL_SCALE : x
  const exponent = exponentOf(normal)
  const k = x < NORMAL_MIN ? exponent - 54 : exponent
  const z = normal * inversePower(exponent)
  const i = (z * 128 + 0.5) | 0 // 90 < i < 182, inside the tables
  const inverse = INVERSE[i] as number
  const head = z + TO_GRID - TO_GRID
  const a = head * inverse - 1
  const b = (z - head) * inverse
  const r = a + b
  const rLo = b - (r - a)
  // r² / 2 in two parts: the square of the short half is exact.
  const short = r + TO_SHORT - TO_SHORT
  const halfSquare = 0.5 * short * short
  const halfSquareLo = 0.5 * (r - short) * (r + short) + r * rLo
  const tail = 1 / 3 - r * 0.25 + r * r * (1 / 5 - r * (1 / 6) + r * r * (1 / 7 - r * (1 / 8) + r * r * (1 / 9)))
  const base = k * LN2_HI + (LOG_HI[i] as number)
  const first = base + r
  const second = first - halfSquare
  const rest = k * LN2_LO + (LOG_LO[i] as number) + rLo - halfSquareLo
  const lo = base - first + r + (first - second - halfSquare) + (rest + r * r * r * tail)
  const hi = second + lo
  LOG_REST[0] = second - hi + lo
  return hi
}
