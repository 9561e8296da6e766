import { LN2, logarithmOfRatio, nearest, onGrid } from './fixed-point.ts'

// A positive x is 2^k·z with z in [√½, √2). The table holds short inverses (13 bits) of i/128 and their logarithms in two parts:
//   ln x = k·ln2 − ln(inverse) + ln(1 + r),  r = z·inverse − 1,  |r| < 0.006.
// The inverse at z = 1 is exactly 1, so nothing cancels there.
const GRID = 4096n
const FIRST = 90
const LAST = 182

/** Short inverse of i/128, for 90 ≤ i ≤ 182. */
export const INVERSE: Float64Array = new Float64Array(LAST + 1)
/** −ln of that inverse on the grid 2^-42, so that k·LN2_HI + LOG_HI is exact. */
export const LOG_HI: Float64Array = new Float64Array(LAST + 1)
/** What LOG_HI leaves out. */
export const LOG_LO: Float64Array = new Float64Array(LAST + 1)
/** ln 2 on the grid 2^-42. */
export const LN2_HI: number = nearest(onGrid(LN2, 42n))
/** What LN2_HI leaves out. */
export const LN2_LO: number = nearest(LN2 - onGrid(LN2, 42n))

for (let i = FIRST; i <= LAST; i += 1) {
  const inverse = (2n * 128n * GRID + BigInt(i)) / (2n * BigInt(i))
  const logarithm = logarithmOfRatio(GRID, inverse)
  INVERSE[i] = Number(inverse) / Number(GRID)
  LOG_HI[i] = nearest(onGrid(logarithm, 42n))
  LOG_LO[i] = nearest(logarithm - onGrid(logarithm, 42n))
}

const ROOT_HALF_WORD = 0x3fe6a09e // upper half of the bits of √½
const POWER = new Float64Array(2047) // 2^(i − 1024) for i ≥ 0, so POWER[1024 − k] is 2^-k

let power = 5.562684646268003e-309 // 2^-1024
for (let i = 0; i < POWER.length; i += 1) {
  POWER[i] = power
  power *= 2
}

const DOUBLE = new Float64Array(1)
const WORDS = new Int32Array(DOUBLE.buffer)
const HIGH = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0

/** The smallest double that `exponentOf` takes. */
export const NORMAL_MIN = 2.2250738585072014e-308

/** Exponent k of x = 2^k·z, z in [√½, √2), for a normal x > 0. */
export const exponentOf = (x: number): number => {
  DOUBLE[0] = x
  return ((WORDS[HIGH] as number) - ROOT_HALF_WORD) >> 20 // the view has exactly two words
}

/** 2^-k for an exponent that `exponentOf` returned. */
export const inversePower = (k: number): number => POWER[1024 - k] as number // −1022 ≤ k ≤ 1024: 2047 entries
