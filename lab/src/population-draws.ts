import { math } from '@ebbline/core'
import { streamNamed } from './streams.ts'

/** The random numbers of one account: one stream a purpose, one draw an account, so that purposes never shift each other. */
export interface Draws {
  /** Uniform on (0, 1). */
  readonly uniform: (purpose: string) => number
  /** Standard normal. */
  readonly normal: (purpose: string) => number
}

/** The draws of every account of a seed, by account number. Streams are remembered only to save hashing their names again. */
export const createDraws = (seed: number): ((number: number) => Draws) => {
  const streams = new Map<string, math.RandomStream>()
  const streamOf = (purpose: string): math.RandomStream => {
    const stream = streams.get(purpose) ?? streamNamed(seed, `population/${purpose}`)
    streams.set(purpose, stream)
    return stream
  }
  return (number) => ({
    uniform: (purpose) => math.uniform(streamOf(purpose), number),
    normal: (purpose) => math.normal(streamOf(purpose), number),
  })
}
