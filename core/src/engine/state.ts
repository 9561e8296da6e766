import type { Lots, Ratio, Ticks } from '../units/index.ts'
import type { AssetId, InstrumentId } from '../instruments/index.ts'
import type { Account, AccountId } from '../accounts/index.ts'
import type { DepthCurve, IndexPrint, TimeMs } from '../market/index.ts'
import type { Mark } from '../marks/index.ts'
import type { MarginRules, TierTable } from '../margin/index.ts'
import type { CompiledPolicy } from '../policy/index.ts'
import type { Episode, LiveOrder, VenueDeclaration } from './types.ts'
import { createTable, overlayTable, type Table } from './table.ts'

/** What a declaration means once compiled: lookups and policies. Derived from the venue, so outside the snapshot. */
export interface CompiledVenue {
  readonly declaration: VenueDeclaration
  readonly rules: MarginRules
  readonly policies: ReadonlyMap<string, CompiledPolicy>
  readonly overrides: ReadonlyMap<AccountId, string>
  readonly funds: ReadonlyMap<InstrumentId, AccountId>
  readonly houseIds: ReadonlySet<AccountId>
  /** Whether a policy of the venue remembers the volatility of marks. */
  readonly keepsVolatility: boolean
}

/** Running sums over all accounts, kept by every movement: all of them must stay zero. */
export interface Residuals {
  /** Per asset: Σ cash - Σ entry value of the derivatives that settle in it. */
  readonly assets: Map<string, bigint>
  /** Per derivative: Σ signed size. */
  readonly sizes: Map<InstrumentId, bigint>
}

/** Lots of forced flow granted at a time. */
export interface FlowEntry {
  readonly time: TimeMs
  readonly lots: Lots
}

/** What positions and resting orders of an instrument add up to, in lots; derived from the accounts. */
export interface OpenInterest {
  /** Σ of long positions; shorts add up to the same. */
  readonly held: bigint
  /** Σ of what longs (shorts) would be if every resting buy (sell) that is not reduce-only filled. */
  readonly longsAtMost: bigint
  readonly shortsAtMost: bigint
}

/**
 * The whole state of one venue. It has one owner, and only `apply` writes it, in place. Everything but `compiled` and
 * `prices`, `indexPrices`, `places`, `resting`, `openInterest` and `debtors` (all derived) is part of the snapshot and of the state hash.
 */
export interface State {
  sequence: number
  time: TimeMs
  compiled: CompiledVenue | null
  /** Tiers changed after genesis. */
  readonly tiers: Map<InstrumentId, TierTable>
  readonly accounts: Table<Account>
  /** Place of every account in the genesis command: the one order in which accounts are ever visited. */
  places: ReadonlyMap<AccountId, number>
  /** Whose each resting order of a user is; derived from the accounts. */
  readonly resting: Table<AccountId>
  readonly prints: Map<string, IndexPrint>
  readonly marks: Map<InstrumentId, Mark>
  readonly prices: Map<InstrumentId, Ticks>
  /** What outside sources alone say of each instrument. */
  readonly indexPrices: Map<InstrumentId, Ticks>
  readonly books: Map<InstrumentId, DepthCurve>
  readonly volumes: Map<InstrumentId, Lots>
  readonly episodes: Table<Episode>
  readonly live: Table<LiveOrder>
  /** Lots of forced flow granted since the last batch, by `policy|instrument|side`. */
  readonly used: Map<string, Lots>
  /** What policies with a lookback took of a market, oldest first, by `policy|instrument`. */
  readonly flow: Map<string, readonly FlowEntry[]>
  /** When an account was last found below zero; kept where a policy locks withdrawals. */
  lastShortfall: TimeMs | null
  readonly residuals: Residuals
  readonly openInterest: Map<InstrumentId, OpenInterest>
  /** Customers, funds and vaults that owe anything, with what they owe it in. */
  readonly debtors: Table<readonly AssetId[]>
  /** What one atom of debt at genesis has become, by asset; absent = 1. */
  readonly interestIndices: Map<AssetId, Ratio>
  /** Annual volatility of marks, 1e-18; empty where no policy remembers it. */
  readonly volatilities: Map<InstrumentId, Ratio>
  /** Instruments that ended, and the price at which they were settled. */
  readonly delisted: Map<InstrumentId, Ticks>
}

/** A state before genesis. */
export const emptyState = (): State => ({
  sequence: 0,
  time: 0,
  compiled: null,
  tiers: new Map(),
  accounts: createTable(),
  places: new Map(),
  resting: createTable(),
  prints: new Map(),
  marks: new Map(),
  prices: new Map(),
  indexPrices: new Map(),
  books: new Map(),
  volumes: new Map(),
  episodes: createTable(),
  live: createTable(),
  used: new Map(),
  flow: new Map(),
  lastShortfall: null,
  residuals: { assets: new Map(), sizes: new Map() },
  openInterest: new Map(),
  debtors: createTable(),
  interestIndices: new Map(),
  volatilities: new Map(),
  delisted: new Map(),
})

/** A scratch copy that shares what it does not change; writing to it leaves the original as it was. */
export const scratchState = (state: State): State => ({
  ...state,
  tiers: new Map(state.tiers),
  accounts: overlayTable(state.accounts),
  resting: overlayTable(state.resting),
  prints: new Map(state.prints),
  marks: new Map(state.marks),
  prices: new Map(state.prices),
  indexPrices: new Map(state.indexPrices),
  books: new Map(state.books),
  volumes: new Map(state.volumes),
  episodes: overlayTable(state.episodes),
  live: overlayTable(state.live),
  used: new Map(state.used),
  flow: new Map(state.flow),
  residuals: { assets: new Map(state.residuals.assets), sizes: new Map(state.residuals.sizes) },
  openInterest: new Map(state.openInterest),
  debtors: overlayTable(state.debtors),
  interestIndices: new Map(state.interestIndices),
  volatilities: new Map(state.volatilities),
  delisted: new Map(state.delisted),
})

/**
 * Makes a scratch copy the state it was made of: the same writes that applying the events of the scratch one by one would make,
 * done once.
 */
export const adoptScratch = (state: State, scratch: State): void => {
  state.time = scratch.time
  state.lastShortfall = scratch.lastShortfall
  state.compiled = scratch.compiled
  state.places = scratch.places
  for (const table of [scratch.accounts, scratch.resting, scratch.episodes, scratch.live, scratch.debtors])
    table.commit()
  overwrite(state.tiers, scratch.tiers)
  overwrite(state.prints, scratch.prints)
  overwrite(state.marks, scratch.marks)
  overwrite(state.prices, scratch.prices)
  overwrite(state.indexPrices, scratch.indexPrices)
  overwrite(state.books, scratch.books)
  overwrite(state.volumes, scratch.volumes)
  overwrite(state.used, scratch.used)
  overwrite(state.flow, scratch.flow)
  overwrite(state.residuals.assets, scratch.residuals.assets)
  overwrite(state.residuals.sizes, scratch.residuals.sizes)
  overwrite(state.openInterest, scratch.openInterest)
  overwrite(state.interestIndices, scratch.interestIndices)
  overwrite(state.volatilities, scratch.volatilities)
  overwrite(state.delisted, scratch.delisted)
}

const overwrite = <K, V>(target: Map<K, V>, source: ReadonlyMap<K, V>): void => {
  target.clear()
  for (const [key, value] of source) target.set(key, value)
}

/** A command reached an engine that has no venue yet, or names something the venue does not have. It is the caller's bug. */
export class EngineUsageError extends Error {
  override readonly name = 'EngineUsageError'
}

/** The compiled venue. @throws EngineUsageError before genesis. */
export const venueOf = (state: State): CompiledVenue => {
  if (state.compiled === null)
    throw new EngineUsageError('the first command must be genesis; send it before anything else')
  return state.compiled
}

/** The account of an id. @throws EngineUsageError when there is none. */
export const accountOf = (state: State, id: AccountId): Account => {
  const account = state.accounts.get(id)
  if (account === undefined)
    throw new EngineUsageError(`no account '${id}' at this venue; use an id of the genesis command`)
  return account
}

/** All accounts in the order of genesis, in which they were written first and which later writes keep. */
export const allAccounts = (state: State): readonly Account[] => state.accounts.values()

/** The policy that governs an account. */
export const policyOf = (venue: CompiledVenue, id: AccountId): CompiledPolicy => {
  const { policy } = venue.declaration
  const name = venue.overrides.get(id) ?? (venue.houseIds.has(id) ? policy.house : policy.traders)
  const found = venue.policies.get(name)
  if (found === undefined)
    throw new EngineUsageError(`no policy '${name}' in the venue declaration; add it to 'policies'`)
  return found
}
