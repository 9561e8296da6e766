import { formatDecimal } from '@ebbline/core'
import { WireError, type RecordedScenario, type TiersFile } from '@ebbline/wire'
import { readLeverageTiers, type LeverageTier } from '../importers/index.ts'
import { openOnce } from './open-once.ts'
import type { TapeDataset } from './tape.ts'

const ONE = 10n ** 18n

/**
 * Leverage tiers of the derivatives that name a dataset: floor = lower notional × share, to the nearest whole unit; initial rate =
 * 1 / most leverage, rounded up; maintenance rate as it is. @throws WireError
 */
export const readTiers = async (
  scenario: RecordedScenario,
  root: string,
): Promise<{ readonly tiers: readonly TiersFile[]; readonly datasets: readonly TapeDataset[] }> => {
  const files = openOnce(root, (path) => readLeverageTiers(path))
  const tiers: TiersFile[] = []
  for (const [index, { instrument, dataset, symbol, share }] of scenario.path.tiers.entries()) {
    const rows = (await files.open(dataset)).data.get(symbol)
    if (rows === undefined) throw absent(scenario, `path.tiers.${index}.symbol`, symbol, dataset)
    tiers.push({ instrument, rows: rows.map((row) => tierRow(row, share)) })
  }
  return { tiers, datasets: files.datasets() }
}

const absent = (scenario: RecordedScenario, field: string, symbol: string, dataset: string): WireError =>
  new WireError(scenario.name, [
    { field, value: symbol, allowed: `a symbol that ${dataset} holds`, remedy: 'correct the symbol or the dataset' },
  ])

const tierRow = (tier: LeverageTier, share: number): TiersFile['rows'][number] => ({
  floor: formatDecimal(BigInt(Math.round(Number(tier.notionalMin) * share)), 0),
  initialRate: inverse(Number(tier.leverageMax)),
  maintenanceRate: tier.maintenanceRate,
})

/** 1 / leverage with 18 decimals, rounded up: against the account. */
const inverse = (leverage: number): string => {
  const millionths = BigInt(Math.round(leverage * 1e6))
  const scaled = ONE * 1_000_000n
  return formatDecimal(millionths <= 0n ? ONE : (scaled + millionths - 1n) / millionths, 18)
}
