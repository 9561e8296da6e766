import {
  atoms,
  changeAccount,
  lots,
  mulDiv,
  notional,
  type Account,
  type AccountChange,
  type AccountId,
  type AssetId,
  type Atoms,
  type DepthCurve,
  type Engine,
  type EngineEvent,
  type Instrument,
  type InstrumentId,
  type Lots,
  type MarginRules,
  type MarkPrices,
  type Rounding,
  type TimeMs,
} from '@ebbline/core'

/** What metrics may read of a run after each step. Nothing of it is written. */
export interface MetricsView {
  readonly time: TimeMs
  readonly rules: MarginRules
  readonly prices: MarkPrices
  readonly account: (id: AccountId) => Account
  readonly accounts: () => readonly AccountId[]
  /** Accounts whose episode is open. */
  readonly episodes: () => readonly AccountId[]
  readonly depth: (instrument: InstrumentId) => DepthCurve
}

/** Metrics were asked about an engine without venue, or an account that it does not hold. It is the runner's bug. */
export class MetricsUsageError extends Error {
  override readonly name = 'MetricsUsageError'
}

/** The view of an engine after genesis; it follows the engine, so one view serves a whole run. @throws MetricsUsageError */
export const viewOfEngine = (engine: Engine): MetricsView => {
  const { state } = engine
  const compiled = () => {
    if (state.compiled === null) throw new MetricsUsageError('metrics need a venue; send genesis first')
    return state.compiled
  }
  return {
    get time() {
      return state.time
    },
    get rules() {
      return compiled().rules
    },
    prices: state.prices,
    account: (id) => {
      const account = state.accounts.get(id)
      if (account === undefined) throw new MetricsUsageError(`no account '${id}'; pass the events of this engine`)
      return account
    },
    accounts: () => state.accounts.keys(),
    episodes: () => state.episodes.keys(),
    depth: (instrument) => state.books.get(instrument) ?? { instrument, bids: [], asks: [] },
  }
}

/** What one step did to each account: its changes with the index of their event, in order. */
export type ChangeIndex = ReadonlyMap<AccountId, readonly { readonly at: number; readonly change: AccountChange }[]>

/** The changes of a step by account. */
export const indexChanges = (events: readonly EngineEvent[]): ChangeIndex => {
  const index = new Map<AccountId, { readonly at: number; readonly change: AccountChange }[]>()
  for (const [at, event] of events.entries()) {
    if (event.kind !== 'moved') continue
    for (const change of event.movement.changes) {
      const known = index.get(change.account)
      if (known === undefined) index.set(change.account, [{ at, change }])
      else known.push({ at, change })
    }
  }
  return index
}

/** The account as it was before the events from index `from` on changed it; resting orders are left as they are now. */
export const accountBefore = (account: Account, index: ChangeIndex, from: number): Account => {
  let before = account
  for (const { at, change } of (index.get(account.id) ?? []).toReversed())
    if (at >= from) before = changeAccount(before, reverse(change))
  return before
}

const reverse = ({ account, cash, positions }: AccountChange): AccountChange => ({
  account,
  cash: cash.map((moved) => ({ asset: moved.asset, atoms: atoms(-moved.atoms) })),
  positions: positions.map((moved) => ({
    instrument: moved.instrument,
    size: lots(-moved.size),
    entryValue: atoms(-moved.entryValue),
  })),
})

/** Settlement atoms of an instrument in numeraire atoms, at the spot mark of the coin and without haircut. */
export const inNumeraire = (
  view: Pick<MetricsView, 'rules' | 'prices'>,
  { settle }: Instrument,
  value: bigint,
  round: Rounding,
): Atoms => worthOf(view, settle, value, round)

/** Atoms of an asset in numeraire atoms, at its spot mark and without haircut; zero for an asset without a spot market or mark. */
export const worthOf = (
  { rules, prices }: Pick<MetricsView, 'rules' | 'prices'>,
  asset: AssetId,
  value: bigint,
  round: Rounding,
): Atoms => {
  if (asset === rules.numeraire) return atoms(value)
  const spot = rules.collateral.get(asset)?.spot
  const price = spot === undefined ? undefined : prices.get(spot.id)
  if (spot === undefined || price === undefined) return atoms(0n)
  return atoms(mulDiv(value * price, spot.scale.numerator, spot.scale.denominator * spot.lotAtoms, round))
}

/** Notional of a size at mark in numeraire atoms, rounded up; zero without specification or mark. */
export const notionalAt = (
  view: Pick<MetricsView, 'rules'>,
  prices: MarkPrices,
  id: InstrumentId,
  size: Lots,
): Atoms => {
  const instrument = view.rules.instruments.get(id)
  const price = prices.get(id)
  if (instrument === undefined || price === undefined) return atoms(0n)
  return inNumeraire({ rules: view.rules, prices }, instrument, notional(instrument, size, price, 'up'), 'up')
}
