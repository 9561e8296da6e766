import type { Instrument } from '@ebbline/core'
import type { RecordedMarket, RecordedScenario } from '@ebbline/wire'
import type { Activity } from '../activity.ts'
import { depthFactorAt, type FittedReaction } from '../fit/fitted-reaction.ts'
import { timeOf, type ExogenousPath } from '../path.ts'
import { baseOfLot } from '../reaction.ts'
import { seriesNamed } from './recorded-path.ts'
import type { Tape } from './tape.ts'
import { trailingOf } from './trailing.ts'
import { USUAL_MS, usualOf } from './usual.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/** Bars that realised volatility is taken from, at least. */
const BARS_LEAST = 12

/**
 * Activity of recorded markets. At each batch only bars count that were closed by then.
 *
 *   depth factor = V_week(t) / V_week(0) · min(1, f(σ_0 · σ_hour(t) / σ_week(0)))
 *   volume       = V_hour(t) · batch / day · share
 *
 * V trailing volume a day · σ realised volatility of a day · f fitted factor, 1 at σ_0 · share what the venue is of the market
 *
 * @source docs/models/recorded-markets.md, eq. 2 and 3
 */
export const recordedActivity = (world: TapeWorld, shareOf: (instrument: string) => number): Activity => {
  const tracks = new Map(
    world.scenario.path.markets.flatMap((market) => {
      const instrument = world.instruments.find(({ id }) => id === market.instrument)
      if (instrument === undefined || market.volume === null) return []
      return [[market.instrument, trackOf(world, { market, instrument, share: shareOf(market.instrument) })] as const]
    }),
  )
  return {
    depthFactor: (instrument, batch) => tracks.get(instrument)?.depth[batch] ?? 0,
    volume: (instrument, batch) => tracks.get(instrument)?.volume[batch] ?? 0,
  }
}

/** What activity is derived from. */
export interface TapeWorld {
  readonly scenario: RecordedScenario
  readonly tape: Tape
  readonly path: ExogenousPath
  readonly instruments: readonly Instrument[]
}

/** Depth factor, and volume in lots, of every batch of the run. */
interface Track {
  readonly depth: Float64Array
  readonly volume: Float64Array
}

interface Traded {
  readonly market: RecordedMarket
  readonly instrument: Instrument
  readonly share: number
}

const trackOf = ({ scenario, tape, path }: TapeWorld, { market, instrument, share }: Traded): Track => {
  const { bars } = seriesNamed(tape, market.volume ?? '')
  const trailing = trailingOf(bars)
  const usual = usualOf(scenario, tape, market)
  const recent = Math.max(HOUR_MS, BARS_LEAST * bars.barMs)
  const lotsOfDaily = (share / baseOfLot(instrument, scenario.venue)) * (path.batchMs / DAY_MS) * market.volumeMultiple
  const track: Track = { depth: new Float64Array(path.horizon + 1), volume: new Float64Array(path.horizon + 1) }
  for (let batch = 0; batch <= path.horizon; batch += 1) {
    const now = timeOf(path, batch)
    const weekly = (trailing.dailyVolume(now, USUAL_MS) * market.volumeMultiple) / usual.dailyVolume
    track.depth[batch] = weekly * calming(tape.reaction, trailing.dailyVol(now, recent) / usual.dailyVol)
    track.volume[batch] = trailing.dailyVolume(now, recent) * lotsOfDaily
  }
  return track
}

/** How much of the book stays when volatility is a multiple of the market's usual one; never more than all of it. */
const calming = (reaction: FittedReaction, multiple: number): number =>
  multiple <= 1 ? 1 : Math.min(1, depthFactorAt(reaction, reaction.referenceDailyVolatility.value * multiple))
