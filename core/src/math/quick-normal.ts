import { cos } from './trigonometry.ts'
import { normalQuantile } from './normal-quantile.ts'

// q in (2^-26, ½): an octave [2^-(k+1), 2^-k) has 32 parts, each with its own polynomial of degree 5 in s, −1 ≤ s < 1.
const OCTAVES = 27
const PARTS = 32
const TERMS = 6
const LOWEST = 64 // of 2^31: below it fewer than six bits say where in its octave q lies
const CELL = 2.3283064365386963e-10 // 2^-32
const FINE_CELL = 2.220446049250313e-16 // 2^-52
const NODE_SPREAD = 0.2617993877991494 // π/12

const TABLE = new Float64Array(OCTAVES * PARTS * TERMS)
const SCALE = new Float64Array(OCTAVES) // 2·32·2^(k+1)/2^32: from units of 2^-32 to half parts

/** Coefficients, lowest power first, of the polynomial through the values at six Chebyshev nodes. */
const interpolate = (nodes: Float64Array, values: Float64Array, out: Float64Array): void => {
  for (let order = 1; order < TERMS; order += 1)
    for (let i = TERMS - 1; i >= order; i -= 1)
      values[i] =
        ((values[i] as number) - (values[i - 1] as number)) / ((nodes[i] as number) - (nodes[i - order] as number))
  out.fill(0)
  for (let i = TERMS - 1; i >= 0; i -= 1) {
    for (let power = TERMS - 1; power > 0; power -= 1)
      out[power] = (out[power - 1] as number) - (nodes[i] as number) * (out[power] as number)
    out[0] = (values[i] as number) - (nodes[i] as number) * (out[0] as number)
  }
}

const fillTable = (): void => {
  const nodes = Float64Array.from({ length: TERMS }, (_, i) => cos((2 * i + 1) * NODE_SPREAD))
  const values = new Float64Array(TERMS)
  let octave = 0.5 // 2^-k
  for (let k = 1; k < OCTAVES; k += 1) {
    octave *= 0.5
    SCALE[k] = (2 * PARTS) / (octave * 4294967296)
    for (let part = 0; part < PARTS; part += 1) {
      const from = octave * (1 + part / PARTS)
      for (let i = 0; i < TERMS; i += 1)
        values[i] = normalQuantile(from + (0.5 * octave * (1 + (nodes[i] as number))) / PARTS)
      const at = (k * PARTS + part) * TERMS
      interpolate(nodes, values, TABLE.subarray(at, at + TERMS))
    }
  }
}

fillTable()

/** Uniform on (0, 1) from two random words: one of the 2^52 values (n + ½)/2^52, never 0 or 1, symmetric about ½. */
export const uniformOfWords = (high: number, low: number): number =>
  ((high >>> 0) * 1048576 + (low >>> 12) + 0.5) * FINE_CELL

/** Uniform on (0, 1) from one random word: one of the 2^32 values (n + ½)/2^32. The sign bit of the word says which half. */
export const uniformOfWord = (word: number): number => {
  const q = ((word & 0x7fffffff) + 0.5) * CELL
  return word < 0 ? 1 - q : q
}

/**
 * `normalQuantile(uniformOfWord(word))` to an absolute 4e-14, in a third of its time: one of 832 polynomials, found by the leading
 * bits; the 128 words beyond the table take the quantile itself. Within ±6.35.
 *
 * @source docs/models/random-streams.md
 */
export const normalOfWord = (word: number): number => {
  const m = word & 0x7fffffff
  if (m < LOWEST) {
    const far = normalQuantile((m + 0.5) * CELL)
    return word < 0 ? -far : far
  }
  const k = Math.clz32(m)
  const part = (m << (k + 1)) >>> 27
  const s = (m + 0.5) * (SCALE[k] as number) - (65 + 2 * part)
  const at = (k * PARTS + part) * TERMS // k < 26 and part < 32, inside the table
  const square = s * s
  const centre = (TABLE[at] as number) + s * (TABLE[at + 1] as number)
  const middle = (TABLE[at + 2] as number) + s * (TABLE[at + 3] as number)
  const rim = (TABLE[at + 4] as number) + s * (TABLE[at + 5] as number)
  const x = centre + square * (middle + square * rim)
  return x * (1 + ((word >> 31) << 1))
}
