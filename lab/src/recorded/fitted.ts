import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A fitted parameter with its interval. */
export interface Estimate {
  readonly value: number
  readonly low: number
  readonly high: number
}

/** How markets answer to forced flow, as fitted to recorded books and trades. */
export interface FittedReaction {
  readonly schema: 'ebbline.reaction/1'
  /** Size that rests within `bps` of the middle on each side, as share of daily volume. */
  readonly depth: readonly {
    readonly bps: number
    readonly shareOfDailyVolume: number
    readonly low: number
    readonly high: number
  }[]
  /** Depth goes with realised volatility to this power; below 0. */
  readonly volatilityExponent: Estimate
  readonly refillHalfLifeSec: Estimate
  readonly y: Estimate
  readonly crossover: Estimate
  readonly permanentShare: Estimate
  readonly transientHalfLifeSec: Estimate
  readonly spreadBps: Estimate
}

/** The fit that comes with the package, made by `fitReaction`; its own page says from what. */
export const bundledReaction = (): FittedReaction => {
  const file = fileURLToPath(new URL('../../../scenarios/fitted-reaction.json', import.meta.url))
  return JSON.parse(readFileSync(file, 'utf8')) as FittedReaction
}
