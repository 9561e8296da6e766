import type { RecordedScenario } from '@ebbline/wire'
import { readFunding as importFunding } from '../importers/index.ts'
import { openOnce } from './open-once.ts'
import type { TapeDataset, TapeFunding } from './tape.ts'

const DECIMALS = 18

/** Recorded funding of the perpetuals that name a dataset, over the run. @throws WireError */
export const readFunding = async (
  scenario: RecordedScenario,
  root: string,
): Promise<{ readonly rates: readonly TapeFunding[]; readonly datasets: readonly TapeDataset[] }> => {
  const { startUtcMs, horizonSec } = scenario.clock
  const rates: TapeFunding[] = []
  const files = openOnce(root, importFunding)
  for (const { instrument, dataset, symbol } of scenario.path.funding) {
    const data = (await files.open(dataset)).of(symbol)
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
  return { rates, datasets: files.datasets() }
}
