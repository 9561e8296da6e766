import { join } from 'node:path'
import type { RecordedScenario } from '@ebbline/wire'
import { readFunding as importFunding } from '../importers/index.ts'
import type { TapeDataset, TapeFunding } from './tape.ts'

const DECIMALS = 18

/** Recorded funding of the perpetuals that name a dataset, over the run. @throws WireError */
export const readFunding = async (
  scenario: RecordedScenario,
  root: string,
): Promise<{ readonly rates: readonly TapeFunding[]; readonly datasets: readonly TapeDataset[] }> => {
  const { startUtcMs, horizonSec } = scenario.clock
  const rates: TapeFunding[] = []
  const datasets: TapeDataset[] = []
  for (const { instrument, dataset, symbol } of scenario.path.funding) {
    const { data, manifest } = await importFunding(join(root, dataset), { symbol })
    datasets.push({ name: dataset, sha256: manifest.sha256, rows: manifest.rows })
    const due = [...data.timeMs.keys()].filter((at) => {
      const time = data.timeMs[at] ?? 0
      return time > startUtcMs && time <= startUtcMs + horizonSec * 1000
    })
    rates.push({
      instrument,
      times: due.map((at) => data.timeMs[at] ?? 0),
      rates: due.map((at) => (data.rate[at] ?? 0).toFixed(DECIMALS)),
    })
  }
  return { rates, datasets }
}
