import type { Lots, Ratio, Ticks } from '../units/index.ts'
import type { Account } from '../accounts/index.ts'
import type { DepthCurve, IndexPrint, TimeMs } from '../market/index.ts'
import type { Mark } from '../marks/index.ts'
import type { TierTable } from '../margin/index.ts'
import type { AssetId, InstrumentId } from '../instruments/index.ts'
import type { Episode, LiveOrder, MarkVolatility, VenueDeclaration, Volume } from './types.ts'
import { apply, printKey } from './apply.ts'
import { allAccounts, emptyState, venueOf, type FlowEntry, type State } from './state.ts'
import { rulesOf } from './compile.ts'

/** The whole state as plain data in a stated order: what is hashed, stored and restored. */
export interface StateSnapshot {
  readonly sequence: number
  readonly time: TimeMs
  readonly venue: VenueDeclaration
  readonly tiers: readonly { readonly instrument: InstrumentId; readonly tiers: TierTable }[]
  readonly accounts: readonly Account[]
  readonly prints: readonly IndexPrint[]
  readonly marks: readonly Mark[]
  readonly books: readonly DepthCurve[]
  readonly volumes: readonly Volume[]
  readonly episodes: readonly Episode[]
  readonly live: readonly LiveOrder[]
  readonly used: readonly { readonly key: string; readonly lots: Lots }[]
  /** Absent while no policy looks back. */
  readonly flow?: readonly { readonly key: string; readonly taken: readonly FlowEntry[] }[]
  /** Absent while no policy locks withdrawals, or nothing was missing yet. */
  readonly lastShortfall?: TimeMs
  readonly interestIndices: readonly { readonly asset: AssetId; readonly index: Ratio }[]
  /** Absent while no policy remembers it. */
  readonly volatilities?: readonly MarkVolatility[]
  readonly delisted: readonly { readonly instrument: InstrumentId; readonly price: Ticks }[]
}

/** The state as plain data; accounts in the order of genesis, everything else sorted by key. */
export const snapshotOf = (state: State): StateSnapshot => ({
  sequence: state.sequence,
  time: state.time,
  venue: venueOf(state).declaration,
  tiers: sorted(state.tiers).map(([instrument, tiers]) => ({ instrument, tiers })),
  accounts: allAccounts(state),
  prints: sorted(state.prints).map(([, print]) => print),
  marks: sorted(state.marks).map(([, mark]) => mark),
  books: sorted(state.books).map(([, book]) => book),
  volumes: sorted(state.volumes).map(([instrument, lots]) => ({ instrument, lots })),
  episodes: state.episodes
    .keys()
    .toSorted()
    .flatMap((id) => state.episodes.get(id) ?? []),
  live: state.live
    .keys()
    .toSorted()
    .flatMap((id) => state.live.get(id) ?? []),
  used: sorted(state.used).map(([key, lots]) => ({ key, lots })),
  ...(state.flow.size === 0 ? {} : { flow: sorted(state.flow).map(([key, taken]) => ({ key, taken })) }),
  ...(state.lastShortfall === null ? {} : { lastShortfall: state.lastShortfall }),
  interestIndices: sorted(state.interestIndices).map(([asset, index]) => ({ asset, index })),
  ...(state.volatilities.size === 0
    ? {}
    : { volatilities: sorted(state.volatilities).map(([instrument, volatility]) => ({ instrument, volatility })) }),
  delisted: sorted(state.delisted).map(([instrument, price]) => ({ instrument, price })),
})

/** A state equal to the one the snapshot was taken of; residuals are summed anew from the accounts. */
export const restoreState = (snapshot: StateSnapshot): State => {
  const state = emptyState()
  const { time, venue, accounts } = snapshot
  apply(state, { kind: 'opened', time, venue, accounts })
  state.sequence = snapshot.sequence
  for (const { instrument, tiers } of snapshot.tiers) state.tiers.set(instrument, tiers)
  const compiled = venueOf(state)
  state.compiled = { ...compiled, rules: rulesOf(venue, state.tiers) }
  for (const print of snapshot.prints) state.prints.set(printKey(print.instrument, print.source), print)
  for (const mark of snapshot.marks) {
    state.marks.set(mark.instrument, mark)
    state.prices.set(mark.instrument, mark.price)
    state.indexPrices.set(mark.instrument, mark.index)
  }
  for (const book of snapshot.books) state.books.set(book.instrument, book)
  for (const { instrument, lots } of snapshot.volumes) state.volumes.set(instrument, lots)
  for (const episode of snapshot.episodes) state.episodes.set(episode.account, episode)
  for (const live of snapshot.live) state.live.set(live.order.id, live)
  for (const { key, lots } of snapshot.used) state.used.set(key, lots)
  for (const { key, taken } of snapshot.flow ?? []) state.flow.set(key, taken)
  state.lastShortfall = snapshot.lastShortfall ?? null
  for (const { asset, index } of snapshot.interestIndices) state.interestIndices.set(asset, index)
  for (const { instrument, volatility } of snapshot.volatilities ?? []) state.volatilities.set(instrument, volatility)
  for (const { instrument, price } of snapshot.delisted) state.delisted.set(instrument, price)
  return state
}

const sorted = <V>(map: ReadonlyMap<string, V>): readonly (readonly [string, V])[] =>
  [...map.entries()].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
