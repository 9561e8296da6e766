import { WireError, type RecordedMarket, type RecordedScenario } from '@ebbline/wire'
import { numberOf, readTableRows, type TableRowsWanted } from './table-rows.ts'
import type { Tape, TapeDataset } from './tape.ts'
import { usualOf } from './usual.ts'

/**
 * Open interest of each derivative before the start, in base units (contracts for inverse perpetuals): that of the last whole day in a
 * daily table (columns date, symbol, open_interest_base), or a stated multiple of usual daily volume.
 */
export const readOpenInterest = async (
  scenario: RecordedScenario,
  tape: Tape,
  root: string,
): Promise<{ readonly openInterest: ReadonlyMap<string, number>; readonly datasets: readonly TapeDataset[] }> => {
  const openInterest = new Map<string, number>()
  const datasets: TapeDataset[] = []
  for (const [index, market] of scenario.path.markets.entries()) {
    const named = market.openInterest
    if (named === null) continue
    if (named.kind === 'daily-volumes')
      openInterest.set(market.instrument, usualOf(scenario, tape, market).dailyVolume * named.count)
    else {
      const field = `path.markets.${index}.openInterest`
      const read = await readDaily(market, {
        scenario,
        field,
        root,
        dataset: named.dataset,
        columns: ['date', 'open_interest_base'],
        key: 'symbol',
        symbol: named.symbol,
      })
      datasets.push(read.dataset)
      openInterest.set(market.instrument, read.value)
    }
  }
  return { openInterest, datasets }
}

/** Open interest of the last day that had ended before the start. */
const readDaily = async (
  market: RecordedMarket,
  wanted: TableRowsWanted,
): Promise<{ readonly value: number; readonly dataset: TapeDataset }> => {
  const { rows, dataset } = await readTableRows(wanted)
  const startDay = new Date(wanted.scenario.clock.startUtcMs).toISOString().slice(0, 10)
  const [last] = rows
    .filter((row) => (row.get('date') ?? '') < startDay)
    .toSorted((a, b) => ((a.get('date') ?? '') < (b.get('date') ?? '') ? 1 : -1))
  const value = last === undefined ? 0 : numberOf(wanted, last, 'open_interest_base')
  if (value > 0) return { value, dataset }
  throw new WireError(wanted.scenario.name, [
    {
      field: wanted.field,
      value: `${wanted.symbol} in ${wanted.dataset}: none above 0 before ${startDay}`,
      allowed: `open interest of ${market.instrument} on a day before the start`,
      remedy: 'name another dataset or a number of daily volumes',
    },
  ])
}
