import { WireError, type RecordedScenario, type RecordedSeries } from '@ebbline/wire'
import { readCandleFile, type Bars } from '../importers/index.ts'
import { openOnce } from './open-once.ts'
import { PRINTS_PER_BAR } from './prints.ts'
import type { TapeDataset, TapeSeries } from './tape.ts'

/** Reads the series of a recorded scenario, each file once. @throws WireError for a file that does not hold what the scenario needs of it */
export const readSeries = async (
  scenario: RecordedScenario,
  root: string,
): Promise<{ readonly series: readonly TapeSeries[]; readonly datasets: readonly TapeDataset[] }> => {
  const files = openOnce(root, readCandleFile)
  const series: TapeSeries[] = []
  for (const [index, named] of scenario.path.series.entries()) {
    const file = await files.open(named.dataset)
    series.push(onTape({ scenario, field: `path.series.${index}`, named }, file.of(named.symbol)))
  }
  return { series, datasets: files.datasets() }
}

interface Place {
  readonly scenario: RecordedScenario
  readonly field: string
  readonly named: RecordedSeries
}

const onTape = (place: Place, whole: Bars): TapeSeries => {
  const { path, clock } = place.scenario
  requireCover(place, whole)
  const bars = clipped(whole, Date.parse(path.from), Date.parse(path.to))
  const [start, end] = [clock.startUtcMs, clock.startUtcMs + clock.horizonSec * 1000]
  const expected = Math.round((end - start) / bars.barMs)
  const present = bars.time.reduce((count, time) => (time >= start && time < end ? count + 1 : count), 0)
  return { id: place.named.id, bars, missing: Math.max(0, expected - present) }
}

/**
 * A series of volume covers the whole stretch, one of exogenous prices the run and what follows, one that only prints the run. A batch is at
 * most a quarter of a bar.
 */
const requireCover = ({ scenario, field, named }: Place, { time, barMs }: Bars): void => {
  const { path, clock, name } = scenario
  const tellsVolume = path.markets.some(({ volume }) => volume === named.id)
  const leads = path.markets.some(({ price, middle }) => price === named.id || middle === named.id)
  const begin = tellsVolume ? Date.parse(path.from) : clock.startUtcMs
  const runEnd = clock.startUtcMs + clock.horizonSec * 1000
  const until = leads ? Date.parse(path.to) : runEnd
  const [first, end] = [time[0] ?? Number.POSITIVE_INFINITY, (time.at(-1) ?? 0) + barMs]
  const moment = (ms: number): string => (Number.isFinite(ms) ? new Date(ms).toISOString() : 'nothing')
  const refuse = (what: string, value: string, allowed: string, remedy: string): never => {
    throw new WireError(name, [{ field: `${field}.${what}`, value, allowed, remedy }])
  }
  const shown = `${named.dataset}${named.symbol === null ? '' : ` (${named.symbol})`}`
  const covers = `${shown}: ${moment(first)} to ${moment(end)}`
  if (first > begin) refuse('dataset', covers, `bars from ${moment(begin)} on`, 'start later or give a longer file')
  if (end < until) refuse('dataset', covers, `bars up to ${moment(until)}`, 'end earlier or give a longer file')
  if (clock.batchMs * PRINTS_PER_BAR > barMs && named.source !== null)
    refuse(
      'dataset',
      `${shown}: bars of ${barMs} ms`,
      `bars of at least ${PRINTS_PER_BAR} batches of ${clock.batchMs} ms`,
      `set clock.batchMs to at most ${barMs / PRINTS_PER_BAR}`,
    )
}

/** Bars that open in a stretch. A bar before it would know nothing of it; the last price before it is that of its first bar's open. */
const clipped = (bars: Bars, from: number, to: number): Bars => {
  const first = bars.time.findIndex((time) => time >= from)
  const after = bars.time.findIndex((time) => time >= to)
  const [low, high] = [first < 0 ? bars.time.length : first, after < 0 ? bars.time.length : after]
  const { time, open, high: highs, low: lows, close, volume } = bars
  const cut = (values: Float64Array): Float64Array => values.slice(low, high)
  return {
    barMs: bars.barMs,
    time: cut(time),
    open: cut(open),
    high: cut(highs),
    low: cut(lows),
    close: cut(close),
    volume: cut(volume),
  }
}
