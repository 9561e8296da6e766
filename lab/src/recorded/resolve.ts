import { isRecorded, WireError, type RecordedScenario, type Scenario } from '@ebbline/wire'
import { completed } from './complete.ts'
import { bundledReaction, type FittedReaction } from './fitted.ts'
import { readFunding } from './read-funding.ts'
import { readOpenInterest } from './read-open-interest.ts'
import { readSeries } from './read-series.ts'
import { readTiers } from './read-tiers.ts'
import { seriesNamed } from './recorded-path.ts'
import type { ResolvedScenario, Tape, TapeDataset } from './tape.ts'
import { usualOf } from './usual.ts'

/**
 * A scenario with the data that it names. A generated one needs none. `dataRoot` is the data folder as the user gave it; nothing that
 * comes out holds it. What was resolved before may be resolved again, with the same result.
 *
 * @throws WireError without a data folder, for a file that is missing or broken, a symbol that it does not hold, a series that does not
 * cover the stretch that is read.
 * @source docs/models/recorded-markets.md
 */
export const resolveScenario = async (
  scenario: Scenario,
  dataRoot: string | null,
  reaction?: FittedReaction,
): Promise<ResolvedScenario> => {
  if (!isRecorded(scenario)) return { scenario, tape: null }
  if (dataRoot === null) throw noData(scenario)
  const { series, datasets } = await readSeries(scenario, dataRoot)
  const tiers = await readTiers(scenario, dataRoot)
  const funding = await readFunding(scenario, dataRoot)
  const bare: Tape = {
    datasets: [],
    series,
    openInterest: new Map(),
    funding: funding.rates,
    reaction: reaction ?? bundledReaction(),
  }
  requireTraded(scenario, bare)
  const interest = await readOpenInterest(scenario, bare, dataRoot)
  const tape: Tape = {
    ...bare,
    openInterest: interest.openInterest,
    datasets: once([...datasets, ...tiers.datasets, ...funding.datasets, ...interest.datasets]),
  }
  return { scenario: completed(scenario, tape, tiers.tiers), tape }
}

/** Files that a scenario names, relative to the data folder, each once, sorted. */
export const datasetsOf = ({ path }: Scenario): readonly string[] => {
  if (path.kind === 'generated') return []
  const rows = [...path.series, ...path.tiers, ...path.funding]
  const interest = path.markets.flatMap(({ openInterest }) =>
    openInterest?.kind === 'dataset' ? [openInterest.dataset] : [],
  )
  return [...new Set([...rows.map(({ dataset }) => dataset), ...interest])].toSorted()
}

const noData = (scenario: RecordedScenario): WireError =>
  new WireError(scenario.name, [
    {
      field: 'path.series',
      value: 'no data folder',
      allowed: `a folder that holds ${datasetsOf(scenario).join(', ')}`,
      remedy: 'name it with --data DIR or in the environment variable EBB_DATA',
    },
  ])

/** Without volume or any move before the start there is no usual day to size the book by. */
const requireTraded = (scenario: RecordedScenario, tape: Tape): void => {
  for (const [index, market] of scenario.path.markets.entries()) {
    if (market.volume === null) continue
    const { dailyVolume, dailyVol } = usualOf(scenario, tape, market)
    if (dailyVolume > 0 && dailyVol > 0) continue
    const { bars } = seriesNamed(tape, market.volume)
    throw new WireError(scenario.name, [
      {
        field: `path.markets.${index}.volume`,
        value: `${market.volume}: ${bars.time.length} bars, usual daily volume ${dailyVolume}, volatility ${dailyVol}`,
        allowed: 'a series with volume and moving prices before the start',
        remedy: 'name a series of trades (mark candles have no volume) or start later',
      },
    ])
  }
}

const once = (datasets: readonly TapeDataset[]): readonly TapeDataset[] =>
  [...new Map(datasets.map((dataset) => [dataset.name, dataset])).values()].toSorted((a, b) =>
    a.name < b.name ? -1 : 1,
  )
