import type { Instrument, InstrumentId } from '@ebbline/core'
import type { Scenario } from '@ebbline/wire'
import { segmentAt, timeOf, type ExogenousPath } from './path.ts'
import { baseOfLot, liquidityOf } from './reaction.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/** How busy markets are in each batch, whoever says so: the phases of a generated path or a tape. */
export interface Activity {
  /** Multiple of the market's usual depth, at least 0. */
  readonly depthFactor: (instrument: InstrumentId, batch: number) => number
  /** Expected volume of one batch, lots, not whole. */
  readonly volume: (instrument: InstrumentId, batch: number) => number
}

/** Markets with a book: every derivative, and the spots that have a row of liquidity. */
export const bookedOf = (scenario: Scenario, instruments: readonly Instrument[]): readonly Instrument[] =>
  instruments.filter(({ kind, id }) => kind !== 'spot' || scenario.liquidity.some((row) => row.instrument === id))

/** Activity by the phases of a generated path: daily volume × the hour's multiple × the segment's multiple. */
export const phasedActivity = (
  scenario: Scenario,
  path: ExogenousPath,
  instruments: readonly Instrument[],
): Activity => {
  const rows = new Map(
    bookedOf(scenario, instruments).map((instrument) => {
      const row = liquidityOf(scenario, instrument.id)
      const pace = (row.dailyVolume / baseOfLot(instrument, scenario.venue)) * (path.batchMs / DAY_MS)
      return [instrument.id, { pace, hourly: row.hourlyVolume, stressed: row.stressDepthFactor }]
    }),
  )
  return {
    depthFactor: (instrument, batch) => stressFactor(path, rows.get(instrument)?.stressed ?? 1, batch),
    volume: (instrument, batch) => {
      const row = rows.get(instrument)
      const hour = Math.floor((timeOf(path, batch) % DAY_MS) / HOUR_MS)
      return (row?.pace ?? 0) * ((row?.hourly[hour] ?? 1) * segmentAt(path, batch).volumeMultiple)
    },
  }
}

/**
 * Depth falls as volatility rises: on a straight line from all of it at a volatility multiple of 1 (and below) down to
 * `stressed` at the highest multiple of the path.
 *
 * @source docs/models/generated-world.md, eq. 4
 */
const stressFactor = (path: ExogenousPath, stressed: number, batch: number): number => {
  const highest = Math.max(...path.segments.map((segment) => segment.volMultiple))
  const now = segmentAt(path, batch).volMultiple
  return now <= 1 || highest <= 1 ? 1 : 1 - (1 - stressed) * ((now - 1) / (highest - 1))
}
