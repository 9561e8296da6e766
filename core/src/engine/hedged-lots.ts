import { least, lots, magnitude, NO_LOTS, ratioOf, type Lots } from '../units/index.ts'
import type { AssetId, Instrument } from '../instruments/index.ts'
import { sizeIn, type Account, type AccountId, type OwnerId } from '../accounts/index.ts'
import { missingMark } from '../margin/index.ts'
import { exposurePerLot, exposuresOf, worstLoss, type ShockGrid } from '../liquidation/index.ts'
import { largestHolding } from '../settlement/index.ts'
import { venueOf, type State } from './state.ts'

/** The shocks under which a book counts as hedged: those of the law `keeps-hedges`. */
export const HEDGE_GRID: ShockGrid = { joint: ratioOf('0.2'), alone: ratioOf('0.05'), betas: new Map() }

/**
 * How many lots of each holder's position hedge the rest of its owner's book, all accounts of the owner taken together.
 *
 *   unhedged = largest x with L(book less x lots) ≤ L(book)        hedged = size - unhedged
 *
 * L worst loss over `HEDGE_GRID`. L is convex in x, so that bisection finds the largest. What an owner may close unhedged counts for the
 * first accounts by id, as far as their positions go. What has no mark counts for nothing. The rest of the world hedges nothing.
 *
 * @param holders all on the same side of `instrument`
 * @source docs/models/adl.md, eq. 7
 */
export const hedgedLots = (
  state: State,
  instrument: Instrument,
  holders: readonly Account[],
): ReadonlyMap<AccountId, Lots> => {
  const customers = holders.filter((account) => account.kind === 'trader')
  const books = exposuresByOwner(state, new Set(customers.map(({ owner }) => owner)))
  const hedged = new Map<AccountId, Lots>()
  for (const [owner, book] of books) {
    const own = customers.filter((account) => account.owner === owner)
    let free = unhedgedOf(state, { instrument, book, own })
    for (const account of own.toSorted((one, other) => (one.id < other.id ? -1 : 1))) {
      const size = lots(magnitude(sizeIn(account, instrument.id)))
      const closed = least(free, size)
      hedged.set(account.id, lots(size - closed))
      free = lots(free - closed)
    }
  }
  return hedged
}

type Book = Map<AssetId, bigint>

const exposuresByOwner = (state: State, owners: ReadonlySet<OwnerId>): ReadonlyMap<OwnerId, Book> => {
  const books = new Map<OwnerId, Book>()
  for (const owner of owners) books.set(owner, new Map())
  const valuation = { rules: venueOf(state).rules, marks: state.prices }
  state.accounts.each((_, account) => {
    const book = account.kind === 'trader' ? books.get(account.owner) : undefined
    if (book === undefined) return
    for (const [asset, exposed] of exposuresOf(valuation, marked(state, account)))
      book.set(asset, (book.get(asset) ?? 0n) + exposed)
  })
  return books
}

/** What of an account can be valued now. */
const marked = (state: State, account: Account): Account => {
  const { rules } = venueOf(state)
  const bare = { ...account, orders: [], positions: [], balances: [] }
  return {
    ...bare,
    positions: account.positions.filter(
      (position) => missingMark(rules, { ...bare, positions: [position] }, state.prices) === null,
    ),
    balances: account.balances.filter(
      (balance) => missingMark(rules, { ...bare, balances: [balance] }, state.prices) === null,
    ),
  }
}

interface OwnerSide {
  readonly instrument: Instrument
  readonly book: Book
  readonly own: readonly Account[]
}

const unhedgedOf = (state: State, { instrument, book, own }: OwnerSide): Lots => {
  const held = own.reduce((sum, account) => sum + sizeIn(account, instrument.id), 0n)
  if (!state.prices.has(instrument.id) || held === 0n) return NO_LOTS
  const perLot = exposurePerLot({ rules: venueOf(state).rules, marks: state.prices }, instrument.id)
  const step = held > 0n ? -perLot : perLot
  const before = worstLoss(book, HEDGE_GRID)
  return largestHolding(lots(magnitude(held)), (closed) => {
    const after = new Map(book).set(instrument.base, (book.get(instrument.base) ?? 0n) + closed * step)
    return worstLoss(after, HEDGE_GRID) <= before
  })
}
