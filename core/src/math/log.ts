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
const SUBNORMAL_SCALE = 18014398509481984 // 2^54

/** ln(1 + r) − r for |r| < 0.006, Taylor to r^8. */
const logTail = (r: number): number => {
  const square = r * r
  const high = 1 / 5 - r * (1 / 6) + square * (1 / 7 - r * (1 / 8))
  return square * (-0.5 + r * (1 / 3) + square * (-0.25 + r * high))
}

/** ln(x · 2^shift) + correction for normal x > 0 and a correction below 2^-52. */
const logNormal = (x: number, shift: number, correction: number): number => {
  const exponent = exponentOf(x)
  const k = exponent + shift
  const z = x * inversePower(exponent)
  const i = (z * 128 + 0.5) | 0 // 90 < i < 182, inside the tables
  const inverse = INVERSE[i] as number
  // z·inverse − 1 in two exact parts, because neither half of z times 13 bits needs rounding.
  const head = z + TO_GRID - TO_GRID
  const a = head * inverse - 1
  const b = (z - head) * inverse
  const r = a + b
  const base = k * LN2_HI + (LOG_HI[i] as number)
  const sum = base + r
  const rest = k * LN2_LO + (LOG_LO[i] as number) + (b - (r - a)) + correction
  return sum + (base - sum + r + (rest + logTail(r)))
}

/**
 * Natural logarithm, within 0.52 ulp. `log(0)` and `log(-0)` are −Infinity; negative numbers and NaN give NaN.
 *
 * @source docs/models/elementary-functions.md
 */
export const log = (x: number): number => {
  if (x >= NORMAL_MIN && x < Infinity) return logNormal(x, 0, 0)
  if (x > 0 && x < Infinity) return logNormal(x * SUBNORMAL_SCALE, -54, 0)
  return x === 0 ? -Infinity : x > 0 ? x : Number.NaN
}

/**
 * ln(1 + x) without the cancellation near 0, within 0.52 ulp. Keeps −0; `log1p(-1)` is −Infinity; below −1 and NaN give NaN.
 *
 * @source docs/models/elementary-functions.md
 */
export const log1p = (x: number): number => {
  if (x > -0.00390625 && x < 0.00390625) return x + logTail(x)
  if (!(x > -1 && x < Infinity)) return x === -1 ? -Infinity : x > 0 ? x : Number.NaN
  const u = 1 + x
  const back = u - 1
  const lost = 1 - (u - back) + (x - back)
  return logNormal(u, 0, lost / u)
}
