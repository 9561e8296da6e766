import { approx, type Account, type AccountId } from '@ebbline/core'

/** How many accounts a run follows closely for its pictures. */
const TRACKED_MAX = 48

/**
 * The accounts that a report may tell the story of: customers with the largest positions by entry value, ties by id. Chosen
 * before the run and from the population alone, so every policy is seen on the same people.
 */
export const trackedAccounts = (accounts: readonly Account[]): readonly AccountId[] =>
  accounts
    .filter((account) => account.kind === 'trader')
    .map((account) => ({ id: account.id, size: grossOf(account) }))
    .toSorted((a, b) => b.size - a.size || (a.id < b.id ? -1 : 1))
    .slice(0, TRACKED_MAX)
    .map((entry) => entry.id)

const grossOf = (account: Account): number =>
  account.positions.reduce((sum, position) => sum + Math.abs(approx(position.entryValue)), 0)
