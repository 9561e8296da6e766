import { LN2, ONE, multiply, nearest, onGrid, roundingLoss, squareRoot } from './fixed-point.ts'

// e^x = 2^n · 2^(j/128) · e^r  with  x = (128·n + j)·ln2/128 + r,  |r| ≤ ln2/256.
const STEPS = 128
const STEPS_PER_UNIT = STEPS / nearest(LN2)
const STEP_HI = nearest(onGrid(LN2 / 128n, 42n)) // 35 bits, so that a step count of 18 bits times it is exact
const STEP_LO = nearest(LN2 / 128n - onGrid(LN2 / 128n, 42n))
const TO_INTEGER = 6755399441055744 // 1.5·2^52: adding and subtracting it rounds to the nearest integer
const MAGNITUDE_MAX = 1100 // beyond it every exponential is 0 or infinite, also after a factor of the tables' size

const TINY = 5.551115123125783e-17 // 2^-54: e^x − 1 rounds to x below it

const ROOT = new Float64Array(STEPS) // 2^(j/128), nearest double
const ROOT_TAIL = new Float64Array(STEPS) // what that rounding left out, relative to it
const POWER_BIAS = 1074
const POWER = new Float64Array(POWER_BIAS + 1024) // 2^(i − 1074), every power of two that a double can hold

const fillRoots = (): void => {
  let step = 2n * ONE
  for (let halving = 0; halving < 7; halving += 1) step = squareRoot(step)
  let root = ONE
  for (let j = 0; j < STEPS; j += 1) {
    const head = nearest(root)
    ROOT[j] = head
    ROOT_TAIL[j] = roundingLoss(root, head) / head
    root = multiply(root, step)
  }
}

const fillPowers = (): void => {
  let power = Number.MIN_VALUE
  for (let i = 0; i < POWER.length; i += 1) {
    POWER[i] = power
    power *= 2
  }
}

fillRoots()
fillPowers()

// The callers keep every index inside its table (a mask of 7 bits, an exponent between -1074 and 1023), hence `as number`.
const scale = (y: number, exponent: number): number => {
  if (exponent > 1023)
    return y * 2 * (POWER[POWER_BIAS + 1023] as number) * (POWER[POWER_BIAS + exponent - 1024] as number)
  if (exponent >= -1022) return y * (POWER[POWER_BIAS + exponent] as number)
  return y * (POWER[POWER_BIAS + exponent + 1000] as number) * (POWER[POWER_BIAS - 1000] as number)
}

/** e^r − 1 − r − tail for |r| ≤ ln2/256, then with both added: Taylor to r^6. */
const smallExpm1 = (r: number, tail: number): number => {
  const square = r * r
  return tail + r + square * (0.5 + r * (1 / 6) + square * (1 / 24 + r * (1 / 120) + square * (1 / 720)))
}

/**
 * factor · e^(hi + lo), with one rounding at the end, also where the exponential alone would be subnormal.
 * lo is what the double hi left out, |lo| ≤ 2^-20; 2^-60 ≤ |factor| ≤ 2^60, so overflow and underflow are the result's own.
 *
 * @source docs/models/elementary-functions.md
 */
export const expProduct = (hi: number, lo: number, factor: number): number => {
  if (!(hi < MAGNITUDE_MAX && hi > -MAGNITUDE_MAX)) return hi > 0 ? factor * Infinity : hi < 0 ? factor * 0 : Number.NaN
  const steps = hi * STEPS_PER_UNIT + TO_INTEGER - TO_INTEGER
  const k = steps | 0
  const r = hi - steps * STEP_HI - steps * STEP_LO + lo
  const root = ROOT[k & (STEPS - 1)] as number
  const y = root + root * smallExpm1(r, ROOT_TAIL[k & (STEPS - 1)] as number)
  return scale(y * factor, k >> 7)
}

const SPLITTER = 134217729 // 2^27 + 1: Dekker's splitter, cuts 53 bits into 26 and 26

/**
 * factor · e^(rate·x²) for a rate of ±1 or ±½ and |rate·x²| < 1100, the square kept in two parts (Dekker 1971): rounding it
 * would cost x² ulps of the result.
 */
export const expOfSquare = (x: number, rate: number, factor: number): number => {
  const split = x * SPLITTER
  const head = split - (split - x)
  const tail = x - head
  const square = x * x
  const lost = head * head - square + 2 * head * tail + tail * tail
  return expProduct(rate * square, rate * lost, factor)
}

/**
 * e^x, within 0.52 ulp (1 ulp where the result is subnormal). `exp(-Infinity)` is 0; NaN gives NaN.
 *
 * @source docs/models/elementary-functions.md
 */
export const exp = (x: number): number => expProduct(x, 0, 1)

/** x + x²/2 + … for |x| < 1/8, relative to x exact to 2^-60. */
const expm1NearZero = (x: number): number => {
  const square = x * x
  const low = 1 / 6 + x * (1 / 24) + square * (1 / 120 + x * (1 / 720))
  const high = 1 / 5040 + x * (1 / 40320) + square * (1 / 362880 + x * (1 / 3628800) + square * (1 / 39916800))
  return x + (square * 0.5 + square * x * (low + square * square * high))
}

/**
 * e^x − 1 without the cancellation near 0, within 0.6 ulp. Keeps −0; `expm1(-Infinity)` is −1; NaN gives NaN.
 *
 * @source docs/models/elementary-functions.md
 */
export const expm1 = (x: number): number => {
  if (x > -TINY && x < TINY) return x
  if (x > -0.125 && x < 0.125) return expm1NearZero(x)
  if (!(x > -40 && x < MAGNITUDE_MAX)) return x < 0 ? -1 : x > 0 ? Infinity : Number.NaN
  const steps = x * STEPS_PER_UNIT + TO_INTEGER - TO_INTEGER
  const k = steps | 0
  const n = k >> 7
  const r = x - steps * STEP_HI - steps * STEP_LO
  const root = ROOT[k & (STEPS - 1)] as number
  // 2^n·(root·e^r − 2^-n): the difference root − 2^-n as an unevaluated sum of two doubles.
  const one = n > 1022 ? 0 : (POWER[POWER_BIAS - n] as number)
  const head = root - one
  const back = head - root
  const tail = root - (head - back) - (one + back)
  return scale(head + (tail + root * smallExpm1(r, ROOT_TAIL[k & (STEPS - 1)] as number)), n)
}
