import { comparisonsOf } from './comparisons.ts'
import { accountTotals, shockTotals, wavesOf, waveTotals } from './measure.ts'
import { plantedStudy } from './planted.ts'
import { readAdlData, type AdlData } from './read-tables.ts'
import type { AdlStudy } from './study.ts'

/** The study with what its pictures show. */
export interface AdlOutcome {
  readonly study: AdlStudy
  readonly data: AdlData
}

/** Where the data lie, and the made-up accounts. */
export interface AdlStudyRequest {
  readonly dataRoot: string
  readonly seed: number
  readonly accounts: number
}

/**
 * What deleveraging took from winners on 10 October 2025 against what was missing, wave by wave, beside the published figures; and
 * what each rule of the engine does to a made-up population, since the data name no account's book.
 *
 * @throws WireError when a dataset is missing or broken.
 * @source docs/studies/2025-10-10-adl.md
 */
export const adlStudy = async ({ dataRoot, seed, accounts: count }: AdlStudyRequest): Promise<AdlOutcome> => {
  const data = await readAdlData(dataRoot)
  const accounts = accountTotals(data.accounts, data.coins)
  const shocks = shockTotals(data.shocks)
  const comparisons = comparisonsOf(data, { accounts, shocks })
  const study: AdlStudy = {
    schema: 'ebbline.study.adl/1',
    seed,
    datasets: data.datasets,
    waves: wavesOf(data),
    totals: waveTotals(data),
    shocks,
    accounts,
    comparisons,
    planted: plantedStudy({ seed, count }),
    holds: comparisons.every(({ agrees }) => agrees !== false),
  }
  return { study, data }
}
