import { ticks, type Ticks } from '../units/index.ts'
import type { InstrumentId } from '../instruments/index.ts'
import type { Account } from '../accounts/index.ts'
import { missingMark, type MarginRules, type MarkPrices } from '../margin/index.ts'
import { permitted, type GuardedAction } from '../marks/index.ts'
import type { DraftLeg } from '../liquidation/index.ts'
import { venueOf, type State } from './state.ts'

/** What an account's worth hangs on: an instrument, and whether the account gains when its mark rises. */
interface Stake {
  readonly instrument: InstrumentId
  readonly long: boolean
}

/** A mark that forbids an action, as facts of a refusal. */
export type Blocking = Readonly<Record<'instrument' | 'status' | 'action', string>>

/** Whether an instrument's mark leaves an action; never before its first mark. */
export const allowed = (state: State, instrument: InstrumentId, action: GuardedAction): boolean =>
  permitted(state.marks.get(instrument)?.status, action)

/** The refusal's facts when the instrument's mark forbids the action, else null. */
export const blockedIn = (state: State, instrument: InstrumentId, action: GuardedAction): Blocking | null =>
  allowed(state, instrument, action)
    ? null
    : { instrument, status: state.marks.get(instrument)?.status ?? 'no mark yet', action }

/** The first mark on which the account's worth hangs and that forbids the action, or null when all of them leave it. */
export const blockedFor = (state: State, account: Account, action: GuardedAction): Blocking | null => {
  for (const { instrument } of stakesOf(venueOf(state).rules, account)) {
    const blocking = blockedIn(state, instrument, action)
    if (blocking !== null) return blocking
  }
  return null
}

/** Under which action an account is treated: going on is allowed where beginning is not. */
export const treatment = (state: State, account: Account): 'liquidate' | 'proceed' =>
  state.episodes.get(account.id) === undefined ? 'liquidate' : 'proceed'

/** Whether the marks leave anything to do for an account: all that it holds has one, and not all of them forbid treating it. */
export const treatable = (state: State, account: Account): boolean => {
  const { rules } = venueOf(state)
  if (missingMark(rules, account, state.prices) !== null) return false
  const stakes = stakesOf(rules, account)
  const action = treatment(state, account)
  return stakes.length === 0 || stakes.some(({ instrument }) => allowed(state, instrument, action))
}

/** Legs that may leave while marks are in doubt: those of markets that leave the action, and on a disputed mark only with a limit. */
export const sendable = (state: State, account: Account, legs: readonly DraftLeg[]): readonly DraftLeg[] => {
  const action = treatment(state, account)
  return legs.filter(
    ({ instrument, limit }) =>
      allowed(state, instrument, action) && (limit !== null || allowed(state, instrument, 'liquidate')),
  )
}

/**
 * The marks at which an account is judged: the marks as they are, but one that forbids treating it counts as the kindest
 * price within a factor of two. So nobody is closed because of a price in doubt, and nobody becomes untouchable by holding
 * a speck of a market in doubt.
 *
 *   price of a stake in doubt = 2 · mark for whoever gains when it rises, max(1, ⌊mark / 2⌋) for whoever gains when it falls
 *
 * @source docs/models/guards.md, eq. 1
 */
export const judgedMarks = (state: State, account: Account): MarkPrices => {
  const action = treatment(state, account)
  let marks: Map<InstrumentId, Ticks> | null = null
  for (const { instrument, long } of stakesOf(venueOf(state).rules, account)) {
    const price = state.prices.get(instrument)
    if (price === undefined || allowed(state, instrument, action)) continue
    marks ??= new Map(state.prices)
    marks.set(instrument, kindest(price, long))
  }
  return marks ?? state.prices
}

const kindest = (price: Ticks, long: boolean): Ticks => ticks(long ? price * 2n : price < 2n ? 1n : price / 2n)

const stakesOf = (rules: MarginRules, account: Account): readonly Stake[] => {
  const stakes: Stake[] = []
  for (const { instrument, size } of account.positions) {
    stakes.push({ instrument, long: size > 0n })
    addCoin(stakes, rules, { asset: rules.instruments.get(instrument)?.settle, long: true })
  }
  for (const { asset, atoms } of account.balances) addCoin(stakes, rules, { asset, long: atoms > 0n })
  return stakes
}

const addCoin = (
  stakes: Stake[],
  { numeraire, collateral }: MarginRules,
  { asset, long }: { readonly asset: string | undefined; readonly long: boolean },
): void => {
  if (asset === undefined || asset === numeraire) return
  const spot = collateral.get(asset)?.spot.id
  if (spot !== undefined) stakes.push({ instrument: spot, long })
}
