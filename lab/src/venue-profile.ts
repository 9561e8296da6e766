import { math, profileOf, type DepthProfile, type Instrument } from '@ebbline/core'
import type { MarketLiquidity, Scenario } from '@ebbline/wire'
import { baseOfLot } from './reaction.ts'

/**
 * Background depth of a market as a ladder of `levels` prices: from half the spread to the farthest stated distance, each
 * level a constant factor farther than the one before; cumulative size on a straight line between the stated points.
 *
 * @source docs/models/generated-world.md, book
 */
export const depthProfile = (
  instrument: Instrument,
  liquidity: MarketLiquidity,
  venue?: Scenario['venue'],
): DepthProfile => {
  const lot = baseOfLot(instrument, venue)
  return profileOf(distancesOf(liquidity), (displacement) => sizeWithin(liquidity, displacement * 10_000) / lot)
}

const distancesOf = ({ spreadBps, levels, depth }: MarketLiquidity): readonly number[] => {
  const nearest = spreadBps / 2
  const farthest = Math.max(depth.at(-1)?.bps ?? nearest, nearest)
  if (levels === 1 || farthest === nearest) return [nearest]
  const step = math.log(farthest / nearest) / (levels - 1)
  return Array.from({ length: levels }, (_, level) =>
    level === levels - 1 ? farthest : nearest * math.exp(step * level),
  )
}

/** Cumulative size in base units within a distance; nothing at the middle, everything beyond the last point. */
const sizeWithin = ({ depth }: MarketLiquidity, bps: number): number => {
  let before = { bps: 0, size: 0 }
  for (const point of depth) {
    if (bps < point.bps) {
      const share = (bps - before.bps) / (point.bps - before.bps)
      return before.size + share * (point.size - before.size)
    }
    before = point
  }
  return before.size
}
