import { math } from '@ebbline/core'
import type { RecordedScenario } from '@ebbline/wire'
import type { ExogenousPath } from '../path.ts'
import { batchGrid, newsOf, type BatchGrid } from './batches.ts'
import { printsOf, type SeriesPrints } from './prints.ts'
import type { Tape, TapeSeries } from './tape.ts'

/**
 * The exogenous path of a recorded scenario: at each batch the last print, at or before it, of the series that each instrument
 * follows. Where a bar is missing, the last close stands.
 *
 * @source docs/models/recorded-markets.md, exogenous price
 */
export const recordedPath = (scenario: RecordedScenario, tape: Tape): ExogenousPath => {
  const grid = batchGrid(scenario)
  const { markets, printOrder } = scenario.path
  const logsOf = (id: string): Float64Array => standing(grid, printsOf(seriesNamed(tape, id).bars, printOrder))
  const whole = {
    name: 'recorded',
    kind: 'chop',
    first: 0,
    last: grid.last,
    volMultiple: 1,
    volumeMultiple: 1,
  } as const
  return {
    ...grid,
    segments: [whole],
    common: new Float64Array(grid.last + 1),
    logPrices: new Map(markets.map(({ instrument, price }) => [instrument, logsOf(price)])),
    middles: new Map(markets.map(({ instrument, middle }) => [instrument, logsOf(middle)])),
  }
}

/** A series of a tape by its name. @throws UnreadSeriesError for one that was not read: the tape belongs to another scenario */
export const seriesNamed = (tape: Tape, id: string): TapeSeries => {
  const found = tape.series.find((series) => series.id === id)
  if (found === undefined) throw new UnreadSeriesError(id)
  return found
}

/** A tape without a series that its scenario names. */
class UnreadSeriesError extends Error {
  override readonly name = 'UnreadSeriesError'
  constructor(id: string) {
    super(`series ${id} is not on the tape; resolve the scenario that is run`)
  }
}

/** Natural log of the price that stands at each batch. */
const standing = (grid: BatchGrid, prints: SeriesPrints): Float64Array => {
  const news = newsOf(grid, prints)
  const logs = new Float64Array(news.length)
  let now = 0
  for (const [batch, at] of news.entries()) {
    if (at >= 0) now = math.log(prints.prices[at] ?? 1)
    logs[batch] = now
  }
  return logs
}
