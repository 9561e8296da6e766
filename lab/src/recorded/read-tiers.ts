import { formatDecimal } from '@ebbline/core'
import type { RecordedScenario, TiersFile } from '@ebbline/wire'
import { numberOf, readTableRows, type TableRowsWanted } from './table-rows.ts'
import type { TapeDataset } from './tape.ts'

const ONE = 10n ** 18n

/**
 * Leverage tiers of the derivatives that name a dataset: floor = `min_notional` × share, initial rate = 1 / `max_leverage`, rounded up,
 * maintenance rate as it is. Columns: symbol, min_notional, max_leverage, maint_margin_rate.
 */
export const readTiers = async (
  scenario: RecordedScenario,
  root: string,
): Promise<{ readonly tiers: readonly TiersFile[]; readonly datasets: readonly TapeDataset[] }> => {
  const tiers: TiersFile[] = []
  const datasets: TapeDataset[] = []
  for (const [index, { instrument, dataset, symbol, share }] of scenario.path.tiers.entries()) {
    const wanted: TableRowsWanted = {
      scenario,
      field: `path.tiers.${index}.symbol`,
      root,
      dataset,
      columns: ['min_notional', 'max_leverage', 'maint_margin_rate'],
      key: 'symbol',
      symbol,
    }
    const read = await readTableRows(wanted)
    datasets.push(read.dataset)
    tiers.push({
      instrument,
      rows: read.rows.map((row) => ({
        floor: decimal(Math.round(numberOf(wanted, row, 'min_notional') * share)),
        initialRate: inverse(numberOf(wanted, row, 'max_leverage')),
        maintenanceRate: row.get('maint_margin_rate') ?? '',
      })),
    })
  }
  return { tiers, datasets }
}

const decimal = (whole: number): string => formatDecimal(BigInt(whole), 0)

/** 1 / leverage with 18 decimals, rounded up: against the account. */
const inverse = (leverage: number): string => {
  const millionths = BigInt(Math.round(leverage * 1e6))
  const scaled = ONE * 1_000_000n
  return formatDecimal(millionths <= 0n ? ONE : (scaled + millionths - 1n) / millionths, 18)
}
