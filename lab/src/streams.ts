import { math } from '@ebbline/core'

const OFFSET = 0xcbf29ce484222325n
const PRIME = 0x100000001b3n
const MASK = (1n << 64n) - 1n

/**
 * The random stream of a seed that belongs to a name such as `path/common`. Every purpose has a name of its own, so adding
 * one never shifts the draws of another. The stream number is the upper 53 bits of the name's 64-bit FNV-1a hash.
 *
 * @source docs/models/random-streams.md
 */
export const streamNamed = (seed: number, name: string): math.RandomStream => {
  let hash = OFFSET
  for (let at = 0; at < name.length; at += 1) hash = ((hash ^ BigInt(name.charCodeAt(at))) * PRIME) & MASK
  return math.randomStream(seed, Number(hash >> 11n))
}
