import { divide, magnitude } from '../units/index.ts'
import type { Instrument } from '../instruments/index.ts'
import type { Account } from '../accounts/index.ts'
import type { Cause, Movement } from '../settlement/index.ts'
import type { EngineEvent, VenueDeclaration } from './types.ts'

/** What the auditor holds of one account: cash less entry value per asset, and size per instrument. */
interface Book {
  readonly worth: Map<string, bigint>
  readonly sizes: Map<string, bigint>
}

/** A difference between what the auditor folded and what the engine's accounts say. */
export interface Finding {
  readonly account: string
  readonly kind: 'worth' | 'size'
  readonly id: string
  readonly audited: bigint
  readonly booked: bigint
}

/**
 * A second bookkeeper. It reads only the causes of movements (a fill of so many lots at such a price, a fee of so many
 * atoms) and works out by its own arithmetic what each side must have gained; it never reads the engine's changes, except
 * for movements that are lists by nature (funding, interest, expiry, socialised loss), whose balance it checks instead.
 */
export interface Auditor {
  readonly observe: (events: readonly EngineEvent[]) => void
  readonly findings: (accounts: Iterable<Account>) => readonly Finding[]
}

/** An auditor before genesis. */
export const createAuditor = (): Auditor => {
  const books = new Map<string, Book>()
  const instruments = new Map<string, Instrument>()
  let numeraire = ''
  const bookOf = (id: string): Book => {
    const known = books.get(id)
    if (known !== undefined) return known
    const fresh: Book = { worth: new Map(), sizes: new Map() }
    books.set(id, fresh)
    return fresh
  }
  const open = (venue: VenueDeclaration, accounts: readonly Account[]): void => {
    numeraire = venue.numeraire
    for (const instrument of venue.instruments) instruments.set(instrument.id, instrument)
    for (const account of accounts) fillBook(bookOf(account.id), account, instruments)
  }
  return {
    observe: (events) => {
      for (const event of events) {
        if (event.kind === 'opened') open(event.venue, event.accounts)
        if (event.kind === 'moved') fold({ bookOf, instruments, numeraire }, event.movement)
      }
    },
    findings: (accounts) => [...accounts].flatMap((account) => compare(bookOf(account.id), account, instruments)),
  }
}

interface Ledger {
  readonly bookOf: (id: string) => Book
  readonly instruments: ReadonlyMap<string, Instrument>
  readonly numeraire: string
}

const fold = (ledger: Ledger, movement: Movement): void => {
  const { cause } = movement
  switch (cause.kind) {
    case 'fill':
      trade(ledger, cause.taker, cause, cause.size)
      return trade(ledger, cause.maker, cause, -cause.size)
    case 'takeover':
      trade(ledger, cause.receiver, cause, cause.size)
      return trade(ledger, cause.account, cause, -cause.size)
    case 'adl':
      trade(ledger, cause.counterparty, cause, cause.size)
      return trade(ledger, cause.account, cause, -cause.size)
    case 'penalty':
    case 'forfeit':
    case 'burn':
      return pay(ledger, cause, { from: cause.account, to: cause.to })
    case 'fund-payment':
      return pay(ledger, cause, { from: cause.from, to: cause.account })
    case 'fee':
    case 'deposit':
    case 'withdrawal':
    case 'genesis':
    case 'funding':
    case 'socialised':
    case 'seizure':
    case 'expiry':
    case 'interest':
      return foldList(ledger, movement)
  }
}

const trade = (
  ledger: Ledger,
  account: string,
  cause: Extract<Cause, { kind: 'fill' | 'takeover' | 'adl' }>,
  size: bigint,
): void => {
  const instrument = ledger.instruments.get(cause.instrument)
  if (instrument === undefined) return
  const book = ledger.bookOf(account)
  const value = valueOf(instrument, size, cause.price)
  if (instrument.kind === 'spot') {
    add(book.worth, instrument.base, size * instrument.lotAtoms)
    add(book.worth, instrument.quote, -value)
    return
  }
  add(book.worth, instrument.settle, -value)
  add(book.sizes, instrument.id, size)
}

/** What a buyer of `size` owes at `price`, by magnitude rounded down; an inverse contract is paid in coin the other way round. */
const valueOf = (instrument: Instrument, size: bigint, price: bigint): bigint => {
  const { numerator, denominator } = instrument.scale
  const inverse = instrument.kind === 'inverse-perpetual'
  const worth = inverse
    ? divide(magnitude(size) * numerator, denominator * price, 'down')
    : divide(magnitude(size) * price * numerator, denominator, 'down')
  return size > 0n !== inverse ? worth : -worth
}

const pay = (
  ledger: Ledger,
  cause: { readonly asset: string; readonly atoms: bigint },
  { from, to }: { readonly from: string; readonly to: string },
): void => {
  add(ledger.bookOf(from).worth, cause.asset, -cause.atoms)
  add(ledger.bookOf(to).worth, cause.asset, cause.atoms)
}

const foldList = (ledger: Ledger, movement: Movement): void => {
  for (const change of movement.changes) {
    const book = ledger.bookOf(change.account)
    for (const cash of change.cash) add(book.worth, cash.asset, cash.atoms)
    for (const moved of change.positions) {
      add(book.sizes, moved.instrument, moved.size)
      add(book.worth, ledger.instruments.get(moved.instrument)?.settle ?? ledger.numeraire, -moved.entryValue)
    }
  }
}

const fillBook = (book: Book, account: Account, instruments: ReadonlyMap<string, Instrument>): void => {
  for (const balance of account.balances) add(book.worth, balance.asset, balance.atoms)
  for (const position of account.positions) {
    add(book.sizes, position.instrument, position.size)
    add(book.worth, instruments.get(position.instrument)?.settle ?? position.instrument, -position.entryValue)
  }
}

const compare = (book: Book, account: Account, instruments: ReadonlyMap<string, Instrument>): readonly Finding[] => {
  const booked: Book = { worth: new Map(), sizes: new Map() }
  fillBook(booked, account, instruments)
  return [
    ...differ(account.id, 'worth', book.worth, booked.worth),
    ...differ(account.id, 'size', book.sizes, booked.sizes),
  ]
}

const differ = (
  account: string,
  kind: Finding['kind'],
  audited: ReadonlyMap<string, bigint>,
  booked: ReadonlyMap<string, bigint>,
): readonly Finding[] =>
  [...new Set([...audited.keys(), ...booked.keys()])].flatMap((id) => {
    const [left, right] = [audited.get(id) ?? 0n, booked.get(id) ?? 0n]
    return left === right ? [] : [{ account, kind, id, audited: left, booked: right }]
  })

const add = (sums: Map<string, bigint>, key: string, value: bigint): void =>
  void sums.set(key, (sums.get(key) ?? 0n) + value)
