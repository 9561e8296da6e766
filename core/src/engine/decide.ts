import { RATIO_ONE } from '../units/index.ts'
import type { InstrumentId } from '../instruments/index.ts'
import type { Account, AccountId } from '../accounts/index.ts'
import { judgeMark, sourcesOf, type Mark } from '../marks/index.ts'
import { fundingMovement, interestMovement, nextIndex } from '../settlement/index.ts'
import type { MarkPrices } from '../margin/index.ts'
import type { Command, EngineEvent } from './types.ts'
import { printKey } from './apply.ts'
import { end } from './delist.ts'
import { openDesk, type Desk } from './desk.ts'
import { blockedIn } from './guards.ts'
import { runRound } from './round.ts'
import { accountOf, allAccounts, EngineUsageError, venueOf, type State } from './state.ts'
import { bookUpdates } from './updates.ts'
import { volatilitiesAt } from './volatility.ts'
import { cancelOrder, deposit, placeOrder, withdraw } from './user.ts'

/** Accounts that may have crossed their wake level at these marks; exact, never late. */
export type Named = (marks: MarkPrices) => readonly AccountId[]

type Of<K extends Command['kind']> = Extract<Command, { kind: K }>

/**
 * Everything that follows from one command, as events; the state is left as it was. The same state and command always give
 * the same events. `watch` names the accounts to measure and must hold the accounts of this state.
 */
export const decide = (state: State, command: Command, watch: Named): readonly EngineEvent[] =>
  decideAtDesk(state, command, watch).events

/** As `decide`, with the scratch state on which every event is written already. */
export const decideAtDesk = (state: State, command: Command, watch: Named): Desk => {
  if (command.kind !== 'genesis') {
    venueOf(state)
    if (command.time < state.time)
      throw new EngineUsageError(`time went back from ${state.time} to ${command.time}; send commands in order of time`)
  }
  const desk = openDesk(state, command)
  handle(desk, command, watch)
  return desk
}

const handle = (desk: Desk, command: Command, watch: Named): void => {
  switch (command.kind) {
    case 'genesis':
      return desk.emit({ kind: 'opened', time: command.time, venue: command.venue, accounts: command.accounts })
    case 'batch':
      return batch(desk, command, watch)
    case 'order-updates':
      return runRound(desk, inOrder(desk, new Set(bookUpdates(desk, command.updates))))
    case 'clock':
      return look(desk, watch)
    case 'deposit':
      return deposit(desk, command)
    case 'withdraw':
      return withdraw(desk, command)
    case 'place-order':
      return placeOrder(desk, command)
    case 'cancel-order':
      return cancelOrder(desk, command)
    case 'set-tiers':
      return desk.emit({ kind: 'tiers-set', instrument: command.instrument, tiers: command.tiers })
    case 'expire':
    case 'delist':
      end(desk, command)
      return look(desk, watch)
  }
}

/** All prices of the batch first, then funding and interest, then one look at every account that may have crossed a level. */
const batch = (desk: Desk, command: Of<'batch'>, watch: Named): void => {
  const marks = judge(desk, command)
  const volatilities = volatilitiesAt(desk.state, marks)
  desk.emit({ kind: 'observed', time: command.time, marks, ...(volatilities === null ? {} : { volatilities }) })
  payFunding(desk, command)
  payInterest(desk, command)
  look(desk, watch)
}

/** The marks of all instruments in the order of their rules, so that a conversion reads the mark of its base at this moment. */
const judge = (desk: Desk, command: Of<'batch'>): readonly Mark[] => {
  const { state } = desk
  const { declaration, rules } = venueOf(state)
  const marks = new Map(state.marks)
  return declaration.marks.flatMap(({ instrument: id, rule }) => {
    const instrument = rules.instruments.get(id)
    if (instrument === undefined) return []
    const prints = sourcesOf(rule).flatMap((source) => state.prints.get(printKey(id, source)) ?? [])
    const [book, previous] = [state.books.get(id) ?? null, state.marks.get(id) ?? null]
    const now = command.time
    const mark = judgeMark(rule, { instrument, prints, book, marks, instruments: rules.instruments, previous, now })
    if (mark === null) return []
    marks.set(id, mark)
    return [mark]
  })
}

const payFunding = (desk: Desk, command: Of<'batch'>): void => {
  const { state } = desk
  const venue = venueOf(state)
  // Funding moves cash alone, so one look at who holds what serves every instrument.
  const holders = command.funding.length === 0 ? NOBODY : holdersBy(allAccounts(state))
  for (const due of command.funding) {
    const instrument = venue.rules.instruments.get(due.instrument)
    const price = state.prices.get(due.instrument)
    const fund = venue.funds.get(due.instrument)
    if (instrument === undefined || price === undefined || fund === undefined) continue
    const blocking = blockedIn(state, due.instrument, 'funding')
    if (blocking !== null) {
      desk.emit({ kind: 'refused', command: command.kind, account: fund, reason: 'mark-status', facts: blocking })
      continue
    }
    const movement = fundingMovement({
      instrument,
      rate: due.rate,
      price,
      accounts: holders.get(due.instrument) ?? [],
      roundingAccount: fund,
    })
    if (movement.changes.length > 0) desk.emit({ kind: 'moved', movement })
  }
}

const NOBODY: ReadonlyMap<InstrumentId, readonly Account[]> = new Map()

const holdersBy = (accounts: readonly Account[]): ReadonlyMap<InstrumentId, readonly Account[]> => {
  const holders = new Map<InstrumentId, Account[]>()
  for (const account of accounts)
    for (const { instrument } of account.positions) {
      const known = holders.get(instrument)
      if (known === undefined) holders.set(instrument, [account])
      else known.push(account)
    }
  return holders
}

/** Interest of the batch on every debt in an asset, paid to the treasury; the asset's index grows with it. */
const payInterest = (desk: Desk, { interest = [] }: Of<'batch'>): void => {
  const { state } = desk
  const { treasury } = venueOf(state).declaration.house
  for (const { asset, rate } of interest) {
    const debtors = inPlace(desk, state.debtors.keys()).map((id) => accountOf(state, id))
    const movement = interestMovement({ asset, rate, debtors, lender: treasury })
    if (movement.changes.length > 0) desk.emit({ kind: 'moved', movement })
    desk.emit({ kind: 'accrued', asset, index: nextIndex(state.interestIndices.get(asset) ?? RATIO_ONE, rate) })
  }
}

/** Accounts in the order of genesis. */
const inPlace = ({ state: { places } }: Desk, ids: readonly AccountId[]): readonly AccountId[] =>
  ids.toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0))

/** One round over what watch names, what this command already changed, and every open episode. */
const look = (desk: Desk, watch: Named): void => {
  const { state } = desk
  const wanted = new Set<AccountId>(state.accounts.touched())
  for (const id of state.episodes.keys()) wanted.add(id)
  for (const id of watch(desk.state.prices)) wanted.add(id)
  runRound(desk, inOrder(desk, wanted))
}

/** Accounts of customers first, then the house's, each in the order of the venue: a round never depends on who was named first. */
const inOrder = (desk: Desk, wanted: ReadonlySet<AccountId>): readonly AccountId[] => {
  const { places } = desk.state
  const { houseIds } = venueOf(desk.state)
  const treatable = (id: AccountId): boolean => {
    const { kind } = accountOf(desk.state, id)
    return kind === 'trader' || kind === 'fund' || kind === 'vault' || kind === 'backstop'
  }
  const rank = (id: AccountId): number => (places.get(id) ?? 0) + (houseIds.has(id) ? places.size : 0)
  return [...wanted].filter(treatable).toSorted((a, b) => rank(a) - rank(b))
}
