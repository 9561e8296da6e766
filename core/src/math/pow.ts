import { expProduct } from './exp.ts'
import { LOG_REST, logOfPositive } from './log-pair.ts'

const SPLITTER = 134217729 // 2^27 + 1: Dekker's splitter, cuts 53 bits into 26 and 26
const EXPONENT_MAX = 18446744073709551616 // 2^64: no x but 1 stays finite and above 0 beyond it
const EXPONENT_MIN = 2.710505431213761e-20 // 2^-65: x^y rounds to 1 for every x below it

/**
 * x^y · sign for finite x > 0, x ≠ 1, as e^(y·ln x) with logarithm and product in two parts (Dekker 1971): the logarithm carries a
 * relative 2^-68, so that 745 times it still leaves 2^-58.
 */
const powPositive = (x: number, y: number, sign: number): number => {
  const logHi = logOfPositive(x)
  const logLo = LOG_REST[0] as number // one element long
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
