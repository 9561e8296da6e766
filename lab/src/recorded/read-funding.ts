import type { RecordedScenario } from '@ebbline/wire'
import { numberOf, readTableRows, type TableRowsWanted } from './table-rows.ts'
import type { TapeDataset, TapeFunding } from './tape.ts'

const DECIMALS = 18

/** Recorded funding of the perpetuals that name a dataset, over the run. Columns: symbol, ts_ms, rate (share of notional). */
export const readFunding = async (
  scenario: RecordedScenario,
  root: string,
): Promise<{ readonly rates: readonly TapeFunding[]; readonly datasets: readonly TapeDataset[] }> => {
  const { startUtcMs, horizonSec } = scenario.clock
  const rates: TapeFunding[] = []
  const datasets: TapeDataset[] = []
  for (const [index, { instrument, dataset, symbol }] of scenario.path.funding.entries()) {
    const field = `path.funding.${index}.symbol`
    const wanted: TableRowsWanted = {
      scenario,
      field,
      root,
      dataset,
      columns: ['ts_ms', 'rate'],
      key: 'symbol',
      symbol,
    }
    const read = await readTableRows(wanted)
    datasets.push(read.dataset)
    const due = read.rows
      .map((row) => ({ time: numberOf(wanted, row, 'ts_ms'), rate: numberOf(wanted, row, 'rate') }))
      .filter(({ time }) => time > startUtcMs && time <= startUtcMs + horizonSec * 1000)
      .toSorted((a, b) => a.time - b.time)
    rates.push({
      instrument,
      times: due.map(({ time }) => time),
      rates: due.map(({ rate }) => rate.toFixed(DECIMALS)),
    })
  }
  return { rates, datasets }
}
