import { log } from './log.ts'
import { normalQuantile } from './normal-quantile.ts'
import { BLOCK, philoxBlock } from './philox.ts'
import { pow } from './pow.ts'

/** A sequence of independent draws, named by a seed and a stream number. Plain data: draw number `index` is a pure function of it. */
export type RandomStream = {
  readonly seedLow: number
  readonly seedHigh: number
  readonly streamLow: number
  readonly streamHigh: number
}

/** An argument of a random stream outside its range. */
export class RandomArgumentError extends RangeError {
  readonly field: string
  readonly value: number
  constructor(field: string, value: number, allowed: string) {
    super(`${field} is ${value}; give ${allowed}`)
    this.name = 'RandomArgumentError'
    this.field = field
    this.value = value
  }
}

const WORD = 4294967296
const SAFE = 'an integer from 0 to 2^53 - 1'

const require53Bits = (field: string, value: number): number => {
  if (!Number.isSafeInteger(value) || value < 0) throw new RandomArgumentError(field, value, SAFE)
  return value
}

/**
 * The stream `streamId` of a seed, both integers from 0 to 2^53 − 1 (else `RandomArgumentError`).
 * Different (seed, streamId) never share a block: the seed is the key, the stream the upper half of the counter.
 *
 * @source docs/models/random-streams.md
 */
export const randomStream = (seed: number, streamId: number): RandomStream => {
  require53Bits('seed', seed)
  require53Bits('streamId', streamId)
  return {
    seedLow: seed >>> 0,
    seedHigh: Math.floor(seed / WORD),
    streamLow: streamId >>> 0,
    streamHigh: Math.floor(streamId / WORD),
  }
}

const blockOf = (stream: RandomStream, block: number, domain: number): void =>
  philoxBlock(
    block >>> 0,
    Math.floor(block / WORD) + domain,
    stream.streamLow,
    stream.streamHigh,
    stream.seedLow,
    stream.seedHigh,
  )

/** The centre of one of 2^52 equal cells of (0, 1), from words 2·half and 2·half + 1 of BLOCK. */
const cell = (half: number): number => {
  const high = (BLOCK[2 * half] as number) >>> 0 // half is 0 or 1, BLOCK has four words
  const low = (BLOCK[2 * half + 1] as number) >>> 12
  return (high * 1048576 + low + 0.5) * 2.220446049250313e-16
}

/**
 * Draw `index` of the stream, uniform on (0, 1): one of the 2^52 values (n + ½)/2^52, never 0 or 1, symmetric about ½.
 * The kinds of draw below are functions of this same number; give each purpose its own stream.
 *
 * @source docs/models/random-streams.md
 */
export const uniform = (stream: RandomStream, index: number): number => {
  const block = Math.floor(require53Bits('index', index) / 2)
  blockOf(stream, block, 0)
  return cell(index - 2 * block)
}

/** Draw `index`, standard normal by inversion, |x| ≤ 8.21: increasing in `uniform`, so common and antithetic numbers stay meaningful. */
export const normal = (stream: RandomStream, index: number): number => normalQuantile(uniform(stream, index))

/** Draw `index`, exponential with mean 1, between 1.1e-16 and 36.8. Multiply by a mean waiting time. */
export const exponential = (stream: RandomStream, index: number): number => -log(uniform(stream, index))

/** A Pareto law: P(X > x) = (scale/x)^shape for x ≥ scale. */
export type ParetoLaw = { readonly scale: number; readonly shape: number }

/** Draw `index`, Pareto in the unit of its scale. Scale and shape must be positive and finite (else `RandomArgumentError`). */
export const pareto = (stream: RandomStream, index: number, law: ParetoLaw): number => {
  if (!(law.scale > 0 && law.scale < Infinity)) throw new RandomArgumentError('scale', law.scale, 'a positive number')
  if (!(law.shape > 0 && law.shape < Infinity)) throw new RandomArgumentError('shape', law.shape, 'a positive number')
  return law.scale * pow(uniform(stream, index), -1 / law.shape)
}

const INTEGER_DOMAIN = 2097152 // 2^21: above every block number's upper word, so integers use blocks of their own
const ATTEMPTS = 16

/**
 * Draw `index`, an integer from 0 to bound − 1, all equally likely (to 2^-64: 64 words are tried, each rejected with
 * probability below ½). The bound must be an integer from 1 to 2^32 (else `RandomArgumentError`).
 *
 * @source docs/models/random-streams.md
 */
export const integer = (stream: RandomStream, index: number, bound: number): number => {
  require53Bits('index', index)
  if (!Number.isInteger(bound) || bound < 1 || bound > WORD)
    throw new RandomArgumentError('bound', bound, 'an integer from 1 to 2^32')
  const limit = WORD - (WORD % bound)
  let word = 0
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    blockOf(stream, index, attempt * INTEGER_DOMAIN)
    for (const signed of BLOCK) {
      word = signed >>> 0
      if (word < limit) return word % bound
    }
  }
  return word % bound
}

/**
 * Fills `out` with draws first, first + 1, …, the same numbers that `uniform` gives, two from each block.
 * The fast way for paths: the caller owns the array. The last index must stay below 2^53 (else `RandomArgumentError`).
 */
export const fillUniforms = (stream: RandomStream, first: number, out: Float64Array): void => {
  require53Bits('first', first)
  if (!Number.isSafeInteger(first + out.length)) throw new RandomArgumentError('first', first, SAFE)
  let i = 0
  if (first % 2 === 1 && out.length > 0) out[i++] = uniform(stream, first)
  for (; i + 1 < out.length; i += 2) {
    blockOf(stream, (first + i) / 2, 0)
    out[i] = cell(0)
    out[i + 1] = cell(1)
  }
  if (i < out.length) out[i] = uniform(stream, first + i)
}

/** Fills `out` with draws first, first + 1, …, the same numbers that `normal` gives. */
export const fillNormals = (stream: RandomStream, first: number, out: Float64Array): void => {
  fillUniforms(stream, first, out)
  for (let i = 0; i < out.length; i += 1) out[i] = normalQuantile(out[i] as number) // i < length
}
