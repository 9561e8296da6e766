import type { AccountId } from '@ebbline/core'
import type { Run } from '@ebbline/wire'
import type { Census, Touched } from './census.ts'
import { wordsOf, type Words } from './words.ts'

/** How many accounts each list names. */
export const CENSUS_ROWS = 5

/** The accounts worth reading about, in lists that each name a few. */
export const censusLines = (run: Run, census: Census): readonly string[] => {
  const words = wordsOf(census.venue)
  const house = houseOf(census)
  const traders = census.touched.filter((one) => !house.has(one.account))
  return [
    `${run.scenario}, seed ${run.seed}, policy ${run.policy}, ${BOUNDS[run.impact]}: ${traders.length} accounts with a receipt`,
    ...section('Largest costs (slippage, fees, penalties)', lossLines(words, traders)),
    ...section(
      'Bankrupt, largest costs first',
      lossLines(
        words,
        census.bankrupt.filter((one) => !house.has(one.account)),
      ),
    ),
    ...section(
      'Stages used, with the first accounts in each',
      census.stages.map(
        ({ policy, stage, accounts }) =>
          `${policy} ${stage}: ${accounts.length === 1 ? 'one account' : `${accounts.length} accounts`}, ${firstOf(accounts)}`,
      ),
    ),
    ...section(
      'Deleveraged against',
      census.counterparties
        .slice(0, CENSUS_ROWS)
        .map(
          ({ account, instrument, times, size }) =>
            `${account}: ${times === 1 ? 'once' : `${times} times`}, ${words.size(instrument, size)} of ${instrument}`,
        ),
    ),
    '',
    'Read on with: ebb explain RUN ACCOUNT',
  ]
}

/** How a bound is called in text. */
export const BOUNDS: Readonly<Record<Run['impact'], string>> = {
  frozen: 'frozen path',
  own: 'path with own impact',
}

/** Accounts of the house, whose treatments are the unwinding of what they took over. */
export const houseOf = ({ venue }: Census): ReadonlySet<AccountId> =>
  new Set([
    ...venue.house.funds.map((fund) => fund.account),
    ...(venue.house.vault === null ? [] : [venue.house.vault]),
    ...(venue.house.backstops ?? []),
  ])

const section = (title: string, lines: readonly string[]): readonly string[] => [
  '',
  title,
  ...(lines.length === 0 ? ['  none'] : lines.map((line) => `  ${line}`)),
]

const lossLines = (words: Words, list: readonly Touched[]): readonly string[] =>
  list.slice(0, CENSUS_ROWS).map(({ account, cost, receipts }) => {
    const results = receipts.map((receipt) => receipt.result).join(', then ')
    return `${account}: ${words.money(cost)}; ${results}`
  })

const firstOf = (accounts: readonly AccountId[]): string =>
  accounts.slice(0, CENSUS_ROWS).join(', ') + (accounts.length > CENSUS_ROWS ? ' …' : '')
