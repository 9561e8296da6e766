import { math, type IndexPrint, type Instrument } from '@ebbline/core'
import type { PriceSource, RecordedScenario } from '@ebbline/wire'
import { nearestTick, type DisplacementSeen, type Printer } from '../path-prints.ts'
import { streamNamed } from '../streams.ts'
import { batchGrid, newsOf, type News } from './batches.ts'
import { printsOf, type SeriesPrints } from './prints.ts'
import { seriesNamed } from './recorded-path.ts'
import type { Tape } from './tape.ts'

interface Line {
  readonly source: PriceSource
  readonly instrument: Instrument
  /** Whose displacement shows: the instrument itself, or the derivative of its base where it has no book. */
  readonly market: string
  readonly noise: math.RandomStream
  readonly prints: SeriesPrints
  readonly news: News
}

/**
 * The sources of a recorded scenario. A source prints only what is new on its own series, with the time at which it was recorded, so
 * that a source without news grows old.
 *
 *   log print_s(t) = log p_s(t - lag_s) + passThrough_s · D(t - lag_s) + noise_s · Z
 *
 * @source docs/models/recorded-markets.md, eq. 1
 */
export const recordedPrinter = (
  scenario: RecordedScenario,
  tape: Tape,
  instruments: readonly Instrument[],
): Printer => {
  const lines = linesOf(scenario, tape, instruments)
  return (batch, displacement) => lines.flatMap((line) => printOf(line, batch, displacement))
}

const linesOf = (scenario: RecordedScenario, tape: Tape, instruments: readonly Instrument[]): readonly Line[] => {
  const { venue, path, seed, liquidity } = scenario
  const grid = batchGrid(scenario)
  return path.series.flatMap(({ id, source: name, instrument: traded }): readonly Line[] => {
    const source = venue.sources.find((each) => each.id === name)
    const instrument = instruments.find((each) => each.id === traded)
    if (source === undefined || instrument === undefined) return []
    const prints = printsOf(seriesNamed(tape, id).bars, path.printOrder)
    const own = liquidity.some((row) => row.instrument === traded)
    return [
      {
        source,
        instrument,
        market: own ? traded : followed(instrument, instruments),
        noise: streamNamed(seed, `print/${source.id}/${traded}`),
        prints,
        news: newsOf(grid, prints),
      },
    ]
  })
}

/** A spot market without a book shows what flow does to the derivative of its base. */
const followed = (spot: Instrument, instruments: readonly Instrument[]): string =>
  instruments.find(({ kind, base }) => kind !== 'spot' && base === spot.base)?.id ?? spot.id

const printOf = (line: Line, batch: number, displacement: DisplacementSeen): readonly IndexPrint[] => {
  const { source, instrument, market, prints, news } = line
  const seen = Math.max(0, batch - source.lagBatches)
  if (seen === 0 && batch > 0) return []
  const at = news[seen] ?? -1
  if (at < 0) return []
  const logPrice =
    math.log(prints.prices[at] ?? 1) +
    source.passThrough * displacement(market, batch - seen) +
    (source.noiseBps / 10_000) * math.normal(line.noise, batch)
  return [
    {
      source: source.id,
      instrument: instrument.id,
      price: nearestTick(instrument, math.exp(logPrice)),
      time: prints.times[at] ?? 0,
    },
  ]
}
