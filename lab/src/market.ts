import {
  lots,
  math,
  NO_DISPLACEMENT,
  quantize,
  type Displacement,
  type InstrumentId,
  type Lots,
  type Volume,
} from '@ebbline/core'
import type { Scenario } from '@ebbline/wire'
import type { VenueTerms } from './market-terms.ts'
import { segmentAt, timeOf, type ExogenousPath } from './path.ts'
import type { DisplacementSeen } from './path-prints.ts'
import { baseOfLot, displacementOf, faded, liquidityOf, pushed, reactionOf, type Reaction } from './reaction.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/** How far forced flow has moved each market, and what slow sources still have to see of it. */
export interface MarketsSnapshot {
  readonly displacement: Readonly<Record<InstrumentId, Displacement>>
  /** Log displacement by batches ago, the present first. */
  readonly seen: Readonly<Record<InstrumentId, readonly number[]>>
}

/** Where the background book of a market stands in one batch. */
export interface QuoteTerms {
  readonly instrument: InstrumentId
  /** Middle, quote units per base unit, own displacement inside. */
  readonly mid: number
  /** Multiple of the usual depth, above 0, at most 1. */
  readonly depthFactor: number
}

/** Forced flow of one batch: signed lots, buys > 0. */
export type Flow = ReadonlyMap<InstrumentId, Lots>

/** All derivatives of a world: volume, depth and the reaction to forced flow, batch by batch. */
export interface Markets {
  /** Lets the time of one batch pass (none before batch 0) and notes what sources will see. */
  readonly advance: (batch: number) => void
  readonly quotes: (batch: number) => readonly QuoteTerms[]
  /** Expected volume of each derivative in one batch. */
  readonly volumes: (batch: number) => readonly Volume[]
  readonly displacement: DisplacementSeen
  readonly push: (flow: Flow) => void
  readonly snapshot: () => MarketsSnapshot
  readonly restore: (snapshot: MarketsSnapshot) => void
}

interface Market {
  readonly instrument: InstrumentId
  readonly reaction: Reaction
  /** Lots in one batch at the day's average pace. */
  readonly pace: number
  readonly hourly: readonly number[]
  readonly stressDepthFactor: number
  displacement: Displacement
  seen: readonly number[]
}

/** Markets that nobody has moved. With `frozen` nobody ever will: displacement stays zero whatever is pushed. */
export const createMarkets = (
  scenario: Scenario,
  path: ExogenousPath,
  terms: VenueTerms,
  impact: 'frozen' | 'own',
): Markets => {
  const markets = terms.derivatives.map((instrument) => createMarket(scenario, path, instrument))
  const byId = new Map(markets.map((market) => [market.instrument, market]))
  const memory = 1 + Math.max(0, ...scenario.venue.sources.map((source) => source.lagBatches))
  return {
    advance: (batch) => {
      for (const market of markets) {
        if (batch > 0) market.displacement = faded(market.reaction, market.displacement, path.batchMs / 1000)
        market.seen = [displacementOf(market.reaction, market.displacement), ...market.seen].slice(0, memory)
      }
    },
    quotes: (batch) =>
      markets.map((market) => ({
        instrument: market.instrument,
        mid: math.exp((path.logPrices.get(market.instrument)?.[batch] ?? 0) + (market.seen[0] ?? 0)),
        depthFactor: depthFactor(path, market.stressDepthFactor, batch),
      })),
    volumes: (batch) => markets.map((market) => volumeOf(path, market, batch)),
    displacement: (instrument, lag) => byId.get(instrument)?.seen[lag] ?? 0,
    push: (flow) => {
      if (impact === 'frozen') return
      for (const market of markets)
        market.displacement = pushed(market.reaction, market.displacement, flow.get(market.instrument) ?? lots(0n))
    },
    snapshot: () => ({
      displacement: Object.fromEntries(markets.map((market) => [market.instrument, market.displacement])),
      seen: Object.fromEntries(markets.map((market) => [market.instrument, market.seen])),
    }),
    restore: ({ displacement, seen }) => {
      for (const market of markets) {
        market.displacement = displacement[market.instrument] ?? NO_DISPLACEMENT
        market.seen = seen[market.instrument] ?? []
      }
    },
  }
}

const createMarket = (
  scenario: Scenario,
  path: ExogenousPath,
  instrument: VenueTerms['derivatives'][number],
): Market => {
  const liquidity = liquidityOf(scenario, instrument.id)
  return {
    instrument: instrument.id,
    reaction: reactionOf(scenario, instrument),
    pace: (liquidity.dailyVolume / baseOfLot(instrument)) * (path.batchMs / DAY_MS),
    hourly: liquidity.hourlyVolume,
    stressDepthFactor: liquidity.stressDepthFactor,
    displacement: NO_DISPLACEMENT,
    seen: [],
  }
}

/** Daily volume × the hour's multiple × the segment's multiple, in whole lots of one batch, rounded down. */
const volumeOf = (path: ExogenousPath, market: Market, batch: number): Volume => {
  const hour = Math.floor((timeOf(path, batch) % DAY_MS) / HOUR_MS)
  const multiple = (market.hourly[hour] ?? 1) * segmentAt(path, batch).volumeMultiple
  return { instrument: market.instrument, lots: lots(quantize(market.pace * multiple, 'down')) }
}

/**
 * Depth falls as volatility rises: on a straight line from all of it at a volatility multiple of 1 (and below) down to
 * `stressed` at the highest multiple of the path.
 *
 * @source docs/models/generated-world.md, eq. 4
 */
const depthFactor = (path: ExogenousPath, stressed: number, batch: number): number => {
  const highest = Math.max(...path.segments.map((segment) => segment.volMultiple))
  const now = segmentAt(path, batch).volMultiple
  return now <= 1 || highest <= 1 ? 1 : 1 - (1 - stressed) * ((now - 1) / (highest - 1))
}
