import {
  atoms,
  changeAccount,
  lots,
  mulDiv,
  notional,
  type Account,
  type AccountId,
  type Atoms,
  type DepthCurve,
  type Engine,
  type EngineEvent,
  type Instrument,
  type InstrumentId,
  type Lots,
  type MarginRules,
  type MarkPrices,
  type Ratio,
  type Rounding,
  type TimeMs,
} from '@ebbline/core'

/** What metrics may read of a run after each step. Nothing of it is written. */
export interface MetricsView {
  readonly time: TimeMs
  readonly rules: MarginRules
  readonly prices: MarkPrices
  readonly feeRate: Ratio
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
    get feeRate() {
      return compiled().declaration.takerFee
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

/** The account as it was before the events from index `from` on changed it; resting orders are left as they are now. */
export const accountBefore = (account: Account, events: readonly EngineEvent[], from: number): Account => {
  let before = account
  for (let at = events.length - 1; at >= from; at -= 1) {
    const event = events[at]
    if (event?.kind !== 'moved') continue
    for (const change of event.movement.changes)
      if (change.account === account.id)
        before = changeAccount(before, {
          account: account.id,
          cash: change.cash.map((cash) => ({ asset: cash.asset, atoms: atoms(-cash.atoms) })),
          positions: change.positions.map((moved) => ({
            instrument: moved.instrument,
            size: lots(-moved.size),
            entryValue: atoms(-moved.entryValue),
          })),
        })
  }
  return before
}

/** Settlement atoms of an instrument in numeraire atoms, at the spot mark of the coin and without haircut. */
export const inNumeraire = (
  { rules, prices }: Pick<MetricsView, 'rules' | 'prices'>,
  instrument: Instrument,
  value: bigint,
  round: Rounding,
): Atoms => {
  if (instrument.settle === rules.numeraire) return atoms(value)
  const spot = rules.collateral.get(instrument.settle)?.spot
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
