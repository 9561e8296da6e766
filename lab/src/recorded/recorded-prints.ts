import { approx, lots, math, quantize, type IndexPrint, type Instrument } from '@ebbline/core'
import type { PriceSource, RecordedScenario } from '@ebbline/wire'
import { nearestTick, type DisplacementSeen, type Printer } from '../path-prints.ts'
import { baseOfLot } from '../reaction.ts'
import { streamNamed } from '../streams.ts'
import { batchGrid, newsOf, type News } from './batches.ts'
import { printsOf, type SeriesPrints } from './prints.ts'
import { seriesNamed } from './recorded-path.ts'
import type { Tape } from './tape.ts'
import { trailingOf, type Trailing } from './trailing.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

interface Line {
  readonly source: PriceSource
  readonly instrument: Instrument
  /** Whose displacement shows: the instrument itself, or the derivative of its base where it has no book. */
  readonly market: string
  readonly noise: math.RandomStream
  readonly prints: SeriesPrints
  readonly news: News
  /** Start of the run [ms]: each source restates its last price then, so that no account opens without a mark. */
  readonly openedAt: number
  /** What the source tells beside its price, for rules that weigh by volume; null for rules that do not. */
  readonly traded: Trailing | null
  /** Whether that volume counts contracts; else base units. */
  readonly inContracts: boolean
  /** Base units of one lot. */
  readonly lotBase: number
}

/**
 * The sources of a recorded scenario. A source prints only what is new on its own series, with the time at which it was recorded, so
 * that a source without news grows old; in the first batch all restate their last price.
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
  const grid = batchGrid(scenario)
  return (batch, displacement) => [
    ...lines.flatMap((line) => printOf(line, batch, displacement)),
    ...statedPrints(scenario, instruments, grid.startUtcMs + batch * grid.batchMs),
  ]
}

const linesOf = (scenario: RecordedScenario, tape: Tape, instruments: readonly Instrument[]): readonly Line[] => {
  const { venue, path, seed, liquidity } = scenario
  const grid = batchGrid(scenario)
  return path.series.flatMap((named): readonly Line[] => {
    const source = venue.sources.find(({ id }) => id === named.source)
    const instrument = instruments.find(({ id }) => id === named.instrument)
    if (source === undefined || instrument === undefined) return []
    const { bars } = seriesNamed(tape, named.id)
    const prints = printsOf(bars, path.printOrder)
    const booked = liquidity.some((row) => row.instrument === instrument.id)
    return [
      {
        source,
        instrument,
        market: booked ? instrument.id : followed(instrument, instruments),
        noise: streamNamed(seed, `print/${source.id}/${instrument.id}`),
        prints,
        news: newsOf(grid, prints),
        openedAt: grid.startUtcMs,
        lotBase: baseOfLot(instrument, venue),
        inContracts: instrument.kind === 'inverse-perpetual' && named.prints === 'derivative-trade',
        traded: weighsVolume(scenario, instrument.id) ? trailingOf(bars) : null,
      },
    ]
  })
}

const weighsVolume = ({ venue }: RecordedScenario, instrument: string): boolean =>
  (venue.marks ?? []).some((row) => row.instrument === instrument && row.rule.kind === 'volume-index')

/** Prices that a source states again in every batch. */
const statedPrints = (
  { path }: RecordedScenario,
  instruments: readonly Instrument[],
  time: number,
): readonly IndexPrint[] =>
  path.stated.flatMap(({ instrument: id, source, price }) => {
    const instrument = instruments.find((each) => each.id === id)
    return instrument === undefined
      ? []
      : [{ source, instrument: id, price: nearestTick(instrument, Number(price)), time }]
  })

/** A spot market without a book shows what flow does to the derivative of its base. */
const followed = (spot: Instrument, instruments: readonly Instrument[]): string =>
  instruments.find(({ kind, base }) => kind !== 'spot' && base === spot.base)?.id ?? spot.id

const printOf = (line: Line, batch: number, displacement: DisplacementSeen): readonly IndexPrint[] => {
  const { source, instrument, market, prints, news, openedAt } = line
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
      time: batch === 0 ? openedAt : (prints.times[at] ?? 0),
      ...volumeOf(line, at),
    },
  ]
}

/** Volume of the minute before a print, from bars that were closed by then, in lots of the instrument. */
const volumeOf = (
  { traded, inContracts, instrument, lotBase, prints }: Line,
  at: number,
): Pick<IndexPrint, 'volume'> => {
  if (traded === null) return {}
  const units = traded.dailyVolume(prints.times[at] ?? 0, MINUTE_MS) * (MINUTE_MS / DAY_MS)
  const lotsOfUnit =
    instrument.kind === 'inverse-perpetual' && !inContracts
      ? (prints.prices[at] ?? 0) / (approx(instrument.lotSize) / 1e18)
      : 1 / lotBase
  return { volume: lots(quantize(units * lotsOfUnit, 'down')) }
}
