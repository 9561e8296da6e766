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
import { bookedOf, type Activity } from './activity.ts'
import type { VenueTerms } from './market-terms.ts'
import type { ExogenousPath } from './path.ts'
import type { DisplacementSeen } from './path-prints.ts'
import { displacementOf, faded, pushed, reactionOf, type Reaction } from './reaction.ts'

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
  /** Multiple of the usual depth, at least 0. */
  readonly depthFactor: number
}

/** Forced flow of one batch: signed lots, buys > 0. */
export type Flow = ReadonlyMap<InstrumentId, Lots>

/** All markets of a world that have a book: volume, depth and the reaction to forced flow, batch by batch. */
export interface Markets {
  /** Lets the time of one batch pass (none before batch 0) and notes what sources will see. */
  readonly advance: (batch: number) => void
  readonly quotes: (batch: number) => readonly QuoteTerms[]
  /** Expected volume of each market in one batch, in whole lots, rounded down. */
  readonly volumes: (batch: number) => readonly Volume[]
  readonly displacement: DisplacementSeen
  readonly push: (flow: Flow) => void
  readonly snapshot: () => MarketsSnapshot
  readonly restore: (snapshot: MarketsSnapshot) => void
}

interface Market {
  readonly instrument: InstrumentId
  readonly reaction: Reaction
  displacement: Displacement
  seen: readonly number[]
}

/** What markets are made of. */
export interface MarketParts {
  readonly scenario: Scenario
  readonly path: ExogenousPath
  readonly terms: VenueTerms
  readonly activity: Activity
}

/** Markets that nobody has moved. With `frozen` nobody ever will: displacement stays zero whatever is pushed. */
export const createMarkets = (parts: MarketParts, impact: 'frozen' | 'own'): Markets => {
  const { scenario, path, terms, activity } = parts
  const markets = bookedOf(scenario, terms.instruments).map((instrument): Market => ({
    instrument: instrument.id,
    reaction: reactionOf(scenario, instrument),
    displacement: NO_DISPLACEMENT,
    seen: [],
  }))
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
        mid: math.exp((path.middles.get(market.instrument)?.[batch] ?? 0) + (market.seen[0] ?? 0)),
        depthFactor: activity.depthFactor(market.instrument, batch),
      })),
    volumes: (batch) =>
      markets.map(({ instrument }) => ({
        instrument,
        lots: lots(quantize(activity.volume(instrument, batch), 'down')),
      })),
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
