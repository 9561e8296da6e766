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
import { expProduct } from './exp.ts'

const TO_GRID = 1572864 // 1.5·2^20: adding and subtracting it rounds to a multiple of 2^-32
const TO_SHORT = 100663296 // 1.5·2^26: adding and subtracting it rounds to a multiple of 2^-26
const SUBNORMAL_SCALE = 18014398509481984 // 2^54
const SPLITTER = 134217729 // 2^27 + 1: Dekker's splitter, cuts 53 bits into 26 and 26
const EXPONENT_MAX = 18446744073709551616 // 2^64: no x but 1 stays finite and above 0 beyond it
const EXPONENT_MIN = 2.710505431213761e-20 // 2^-65: x^y rounds to 1 for every x below it

/** x^y · sign for finite x > 0, x ≠ 1: the logarithm carries 2^-68 relative error, so that 745 times it still leaves 2^-58. */
const powPositive = (x: number, y: number, sign: number): number => {
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
  const logHi = second + lo
  return expOfProduct(y, logHi, second - logHi + lo, sign)
}

/** e^(y·(logHi + logLo)) · sign, the product kept in two parts (Dekker 1971). */
const expOfProduct = (y: number, logHi: number, logLo: number, sign: number): number => {
  const product = y * logHi
  const ySplit = y * SPLITTER
  const yHead = ySplit - (ySplit - y)
  const yTail = y - yHead
  const lSplit = logHi * SPLITTER
  const lHead = lSplit - (lSplit - logHi)
  const lTail = logHi - lHead
  const lost = yHead * lHead - product + yHead * lTail + yTail * lHead + yTail * lTail
  return expProduct(product, lost + y * logLo, sign)
}

const isInteger = (y: number): boolean => Math.floor(y) === y
const isOdd = (y: number): boolean => isInteger(y) && !isInteger(y * 0.5)

/** x is 0 or infinite, or y is infinite: limits only. */
const powAtLimit = (x: number, y: number, sign: number): number => {
  if (x === 1) return Number.NaN // 1^±Infinity, as ECMAScript has it
  return x > 1 === y > 0 ? sign * Infinity : sign * 0
}

/**
 * x^y, within 0.53 ulp (1 ulp where the result is subnormal). Special cases are those of ECMAScript's `**`:
 * x^0 is 1 for every x, NaN otherwise passes through, (±1)^±Infinity is NaN, and a negative x asks for an integer y (else NaN).
 *
 * @source docs/models/elementary-functions.md
 */
export const pow = (x: number, y: number): number => {
  if (y === 0) return 1
  if (x !== x || y !== y) return Number.NaN
  const size = Math.abs(x)
  const negative = x < 0 || (x === 0 && 1 / x < 0)
  if (x < 0 && size < Infinity && y < Infinity && y > -Infinity && !isInteger(y)) return Number.NaN
  const sign = negative && isOdd(y) ? -1 : 1
  const yMagnitude = Math.abs(y)
  if (size === 0 || size === Infinity || yMagnitude === Infinity) return powAtLimit(size, y, sign)
  if (size === 1) return sign
  if (yMagnitude > EXPONENT_MAX) return powAtLimit(size, y, sign)
  if (yMagnitude < EXPONENT_MIN) return sign
  return powPositive(size, y, sign)
}
