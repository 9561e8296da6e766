import { normalQuantile } from './normal-quantile.ts'
import { philox } from './philox.ts'
import { normalOfWord, uniformOfWords } from './quick-normal.ts'
import { RandomArgumentError, type RandomStream } from './random.ts'
import { fillThreefry } from './threefry.ts'

/** The key of all draws of one stream and one purpose: 64 bits. */
export type DrawKey = { readonly key0: number; readonly key1: number }

/** Names one draw of every path: a step from 0 to 2^20 − 1 and a use within it from 0 to 4095. */
export type DrawName = { readonly step: number; readonly use: number }

const STEPS = 1048576
const USES = 4096
const PATHS = 4294967296

/** The key of part `part` (0 to 2^32 − 1) of a stream; 64 of Philox's bits, so that two parts or streams hardly ever share one. */
export const drawKey = (stream: RandomStream, part: number): DrawKey => {
  const { streamLow, streamHigh, seedLow, seedHigh } = stream
  requireWord('part', part, PATHS)
  const [key0, key1] = philox([part, 0, streamLow, streamHigh], [seedLow, seedHigh])
  return { key0: key0 | 0, key1: key1 | 0 }
}

const requireWord = (field: string, value: number, bound: number): void => {
  if (Number.isInteger(value) && value >= 0 && value < bound) return
  throw new RandomArgumentError(field, value, `an integer from 0 to ${bound - 1}`)
}

/**
 * Words 2·i and 2·i + 1 of `out` become the 64 random bits of path `first` + i, for i below `count`: a function of key, path, step
 * and use alone, so that any split of the paths gives the same. Paths lie below 2^32 (else `RandomArgumentError`).
 *
 * @source docs/models/random-streams.md
 */
export const fillDraws = (key: DrawKey, name: DrawName, first: number, count: number, out: Int32Array): void => {
  requireWord('step', name.step, STEPS)
  requireWord('use', name.use, USES)
  requireWord('first', first, PATHS - count + 1)
  fillThreefry(first, name.step * USES + name.use, key.key0, key.key1, out, count)
}

/** Turns the first word of every path's two into a standard normal; the second is left for another draw. */
export const normalsOfFirstWords = (words: Int32Array, count: number, out: Float64Array): void => {
  for (let i = 0; i < count; i += 1) out[i] = normalOfWord(words[2 * i] as number)
}

const ONE = new Int32Array(2)

/** The uniform of a single path, from both words: 52 bits. */
export const keyedUniform = (key: DrawKey, name: DrawName, path: number): number => {
  fillDraws(key, name, path, 1, ONE)
  return uniformOfWords(ONE[0] as number, ONE[1] as number) // two elements
}

/** The normal of a single path, the quantile of its `keyedUniform`. */
export const keyedNormal = (key: DrawKey, name: DrawName, path: number): number =>
  normalQuantile(keyedUniform(key, name, path))
