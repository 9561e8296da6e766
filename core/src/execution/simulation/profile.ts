import { lots, quantize, type Lots } from '../../units/index.ts'
import { LadderError } from './parameter-error.ts'

/** One level of a synthetic book: how far from mid, and how much stands there when nothing was taken. */
export interface ProfileLevel {
  /** Basis points of mid, > 0. */
  readonly distanceBps: number
  /** ≥ 0. */
  readonly lots: Lots
}

/** Levels from the nearest to the farthest; bids and asks are mirror images. */
export type DepthProfile = readonly ProfileLevel[]

/** The same profile, once distances are known to lie strictly rising in (0, 10 000) and sizes at or above 0. @throws LadderError */
export const checkProfile = (profile: DepthProfile): DepthProfile => {
  let before = 0
  for (const [at, level] of profile.entries()) {
    const { distanceBps } = level
    if (!(distanceBps > before && distanceBps < 10_000))
      throw new LadderError(`profile[${at}].distanceBps`, String(distanceBps), `stay above ${before} and below 10000`)
    if (level.lots < 0n) throw new LadderError(`profile[${at}].lots`, String(level.lots), 'give 0 or above')
    before = distanceBps
  }
  return profile
}

/**
 * The profile whose market orders cost what an impact model says: lots_i = ⌊Q(d_i)⌋ - ⌊Q(d_(i-1))⌋.
 *
 * Q(d) is the size [lots] whose peak displacement is d, the inverse of the model, such as `squareRootSizeAt`. A walk then
 * costs, per unit against mid, at least the model's average cost and at most that plus the widest gap between levels.
 *
 * @throws LadderError for distances that do not rise, and a model whose size falls with distance or is not finite.
 * @source docs/models/impact.md, eq. 5
 */
export const profileOf = (distancesBps: readonly number[], sizeAt: (displacement: number) => number): DepthProfile => {
  let within = 0n
  return checkProfile(
    distancesBps.map((distanceBps) => {
      const size = sizeAt(distanceBps / 10_000)
      if (!Number.isFinite(size)) throw new LadderError('sizeAt', String(size), 'use a model with finite sizes')
      const total = quantize(size, 'down')
      const level = { distanceBps, lots: lots(total - within) }
      within = total
      return level
    }),
  )
}
