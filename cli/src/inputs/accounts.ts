import { resolve } from 'node:path'
import { parseAccountFile, parseJson, wholeFile, type AccountsToMeasure } from '@ebbline/wire'
import { ArgumentError } from '../failure.ts'
import { suggestion } from '../nearest.ts'
import { readText } from './files.ts'
import { applyOverrides, type Override } from './override.ts'
import { venueOfScenario } from './scenarios.ts'

/** Which part of an account file is asked for, and what changes in it first. */
export interface AccountChoice {
  readonly set: readonly Override[]
  /** Only this account; all when absent. */
  readonly account?: string
}

/** The accounts of a file, changed and then checked. @throws WireError, ArgumentError for an account that is not there */
export const loadAccounts = (path: string, cwd: string, choice: AccountChoice): AccountsToMeasure => {
  const file = resolve(cwd, path)
  const text = readText(file)
  const loaded =
    choice.set.length === 0
      ? parseAccountFile(file, text, venueOfScenario)
      : parseAccountFile(
          `${file} with --set`,
          JSON.stringify(applyOverrides(file, parseJson(wholeFile(file), text), choice.set)),
          venueOfScenario,
        )
  if (choice.account === undefined) return loaded
  const accounts = loaded.accounts.filter((account) => account.id === choice.account)
  if (accounts.length > 0) return { ...loaded, accounts }
  const known = loaded.accounts.map((account) => account.id)
  throw new ArgumentError('--account', choice.account, `an account of ${path}`, suggestion(choice.account, known))
}
