import {
  approx,
  math,
  quantize,
  ticks,
  type IndexPrint,
  type Instrument,
  type InstrumentId,
  type Ticks,
} from '@ebbline/core'
import type { GeneratedScenario, PathWick, PriceSource } from '@ebbline/wire'
import { timeOf, type ExogenousPath } from './path.ts'
import { streamNamed } from './streams.ts'

/** Log displacement of a market by the venue's own forced flow, `lag` batches ago. */
export type DisplacementSeen = (market: InstrumentId, lag: number) => number

/** Prices that all sources print in one batch. */
export type Printer = (batch: number, displacement: DisplacementSeen) => readonly IndexPrint[]

interface Line {
  readonly source: PriceSource
  readonly instrument: Instrument
  /** Whose displacement shows: the instrument itself, or the derivative that a spot follows. */
  readonly market: InstrumentId
  readonly noise: math.RandomStream
  readonly wicks: readonly PathWick[]
}

/**
 * The sources of a scenario as a pure function of batch and displacement.
 *
 *   log print_s(t) = log P(t - lag_s) + passThrough_s · D(t - lag_s) + noise_s · Z, then × (1 + move) inside a wick of s
 *
 * A print carries the time at which its source saw the price, never before the start, and is rounded to the nearest tick.
 *
 * @source docs/models/generated-world.md, eq. 3
 */
export const createPrinter = (
  scenario: GeneratedScenario,
  path: ExogenousPath,
  instruments: readonly Instrument[],
): Printer => {
  const lines = instruments.flatMap((instrument) =>
    path.logPrices.has(instrument.id) ? linesOf(scenario, instrument) : [],
  )
  return (batch, displacement) => lines.map((line) => printOf(path, line, batch, displacement))
}

/** Nearest tick of an instrument to a price in quote units per base unit, at least one. */
export const nearestTick = (instrument: Instrument, price: number): Ticks => {
  const rounded = quantize(price / (approx(instrument.tickSize) / 1e18) + 0.5, 'down')
  return ticks(rounded < 1n ? 1n : rounded)
}

const linesOf = (scenario: GeneratedScenario, instrument: Instrument): readonly Line[] =>
  scenario.venue.sources.map((source) => ({
    source,
    instrument,
    market: marketOf(scenario, instrument.id),
    noise: streamNamed(scenario.seed, `print/${source.id}/${instrument.id}`),
    wicks: scenario.path.wicks.filter((wick) => wick.source === source.id && wick.instrument === instrument.id),
  }))

/** A spot shows what flow does to the derivative that it follows, unless it has a book of its own. */
const marketOf = ({ path, liquidity }: GeneratedScenario, instrument: InstrumentId): InstrumentId => {
  if (liquidity.some((row) => row.instrument === instrument)) return instrument
  return path.spots.find((spot) => spot.instrument === instrument)?.market ?? instrument
}

const printOf = (path: ExogenousPath, line: Line, batch: number, displacement: DisplacementSeen): IndexPrint => {
  const { source, instrument, market } = line
  const seen = Math.max(0, batch - source.lagBatches)
  const logPrice =
    (path.logPrices.get(instrument.id)?.[seen] ?? 0) +
    source.passThrough * displacement(market, batch - seen) +
    (source.noiseBps / 10_000) * math.normal(line.noise, batch)
  const price = math.exp(logPrice) * wickAt(line.wicks, (seen * path.batchMs) / 1000)
  return {
    source: source.id,
    instrument: instrument.id,
    price: nearestTick(instrument, price),
    time: timeOf(path, seen),
  }
}

const wickAt = (wicks: readonly PathWick[], sec: number): number => {
  let factor = 1
  for (const wick of wicks) if (sec >= wick.atSec && sec < wick.atSec + wick.durationSec) factor *= 1 + wick.move
  return factor
}
