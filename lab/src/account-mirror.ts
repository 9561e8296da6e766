import { changeAccount, dropOrder, putOrder, type Account, type AccountId, type EngineEvent } from '@ebbline/core'

/** Some accounts as they stand between two events of one step; an engine shows them only after the whole step. */
export interface AccountMirror {
  /** Writes one event. */
  readonly follow: (event: EngineEvent) => void
  readonly get: (id: AccountId) => Account | undefined
}

/** A mirror of the named accounts before the venue opens; it must be shown every event of the run. */
export const createAccountMirror = (followed: readonly AccountId[]): AccountMirror => {
  const accounts = new Map<AccountId, Account>()
  const wanted = new Set(followed)
  const change = (id: AccountId, to: (account: Account) => Account): void => {
    const known = accounts.get(id)
    if (known !== undefined) accounts.set(id, to(known))
  }
  return {
    follow: (event) => {
      if (event.kind === 'opened')
        for (const account of event.accounts) if (wanted.has(account.id)) accounts.set(account.id, account)
      if (event.kind === 'moved')
        for (const each of event.movement.changes) change(each.account, (account) => changeAccount(account, each))
      if (event.kind === 'order-put') change(event.account, (account) => putOrder(account, event.order))
      if (event.kind === 'order-dropped') change(event.account, (account) => dropOrder(account, event.order))
    },
    get: (id) => accounts.get(id),
  }
}
