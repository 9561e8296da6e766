import type { Instrument } from '@ebbline/core'
import type { Scenario } from '@ebbline/wire'
import type { RestOfWorldShare } from '../population.ts'
import { baseOfLot } from '../reaction.ts'
import type { Tape } from './tape.ts'

/** What a run's venue is of a real market: its open interest over the real one. */
export interface MarketShare {
  readonly instrument: string
  readonly share: number
}

/**
 * Share of each real market that the generated accounts hold. Depth and volume are multiplied by it, so that open interest against depth is
 * that of the real market. A market that nobody holds gets the smallest share of the others; a spot market that of the derivative of its base.
 */
export const marketShares = (
  tape: Tape,
  instruments: readonly Instrument[],
  held: readonly RestOfWorldShare[],
): readonly MarketShare[] => {
  const known = new Map<string, number>()
  for (const { instrument: id, openInterest } of held) {
    const instrument = instruments.find((each) => each.id === id)
    const real = tape.openInterest.get(id) ?? 0
    if (instrument !== undefined && real > 0 && openInterest > 0n)
      known.set(id, (Number(openInterest) * baseOfLot(instrument)) / real)
  }
  const least = known.size === 0 ? 1 : Math.min(...known.values())
  return instruments.map(({ id, kind, base }) => {
    const stands = kind === 'spot' ? instruments.find((each) => each.kind !== 'spot' && each.base === base)?.id : id
    return { instrument: id, share: known.get(stands ?? id) ?? least }
  })
}

/** The scenario of a venue that is a share of each real market: its volume and its depth are that share. */
export const shared = (scenario: Scenario, shares: readonly MarketShare[]): Scenario => ({
  ...scenario,
  liquidity: scenario.liquidity.map((row) => {
    const share = shares.find(({ instrument }) => instrument === row.instrument)?.share ?? 1
    return {
      ...row,
      dailyVolume: row.dailyVolume * share,
      depth: row.depth.map(({ bps, size }) => ({ bps, size: size * share })),
    }
  }),
})
