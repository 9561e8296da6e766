import { formatDecimal, magnitude, mulDiv, ratio, ratioOf, ticks, type Lots, type Ticks } from '../../units/index.ts'
import type { Account, AccountId } from '../../accounts/index.ts'
import type { DepthCurve, OrderUpdate } from '../../market/index.ts'
import { defineTiers, measure, type TierTable } from '../../margin/index.ts'
import { createOrderBook } from '../../execution/index.ts'
import type { PolicyDeclaration } from '../../policy/index.ts'
import type { Cause } from '../../settlement/index.ts'
import { apply, record } from '../apply.ts'
import { createEngine, step } from '../engine.ts'
import { btcLots, btcTicks, closed, ethLots, ethTicks, printsOf, usd, venueOfPolicy, type House } from '../fixtures.ts'
import { accountOf, emptyState, venueOf, type State } from '../state.ts'
import { utcMs, utcText } from './utc.fixtures.ts'
import type { Command, JournalEntry } from '../types.ts'

/** One side of a book, best first, in plain decimals: price and size. */
export type Side = readonly (readonly [price: string, size: string])[]

/** What the market shows at a moment: the mark of BTC-PERP (ETH-PERP stands at 3 000 unless said), and the books where they matter. */
export interface Moment {
  /** UTC, such as `2024-08-05T06:00:00Z`. */
  readonly at: string
  readonly btc: string
  readonly eth?: string
  readonly bids?: Side
  readonly asks?: Side
  readonly ethBids?: Side
  readonly ethAsks?: Side
  /** BTC traded since the moment before; 1 000 unless said. */
  readonly volume?: string
  /** Tiers of BTC-PERP from now on, as floor and maintenance rate; initial rates are twice as high. */
  readonly btcTiers?: readonly (readonly [floor: string, rate: string])[]
}

/**
 * One thing that happened to the account: when, what (`sold`, `bought`, `given to X`, `deleveraged against X`, `penalty to X`, `gave up to X`,
 * `X paid`), how much of which market at which price (money alone: atoms of USDC as a decimal), and equity / maintenance requirement after
 * it, rounded down to 4 decimals; `flat` where nothing is required any more.
 */
export type Row = readonly [at: string, what: string, size: string, price: string, health: string]

/**
 * Everything that a policy does to one account along a tape, or that the house's policy does to `of`, as rows. Orders meet a real book that shows what each moment says; the venue's
 * tiers are 1 % up to 1 000 000 and 2.5 % above (initial 2 % and 5 %), its taker fee is 5 basis points.
 */
export const timelineOf = (
  policy: string | PolicyDeclaration,
  account: Account,
  moments: readonly Moment[],
  house: House = { fund: '100000', vault: '100000' },
  of: AccountId = account.id,
): readonly Row[] => {
  const engine = createEngine()
  const journal: JournalEntry[] = []
  const take = (command: Command) => {
    const entry = { command, events: step(engine, command) }
    journal.push(entry)
    return entry
  }
  const [first] = moments
  take({
    kind: 'genesis',
    time: first === undefined ? 0 : utcMs(first.at) - 1_000,
    venue: venueOfPolicy(policy, Object.keys(house.backstops ?? {}), house.policy),
    accounts: closed([account], house),
  })
  for (const moment of moments) runMoment(take, moment)
  return rowsOf(journal, of)
}

const runMoment = (take: (command: Command) => JournalEntry, moment: Moment): void => {
  const time = utcMs(moment.at)
  const { btcTiers } = moment
  if (btcTiers !== undefined) take({ kind: 'set-tiers', time, instrument: 'BTC-PERP', tiers: tiersOf(btcTiers) })
  const books = booksOf(moment)
  const venue = createOrderBook(['BTC-PERP', 'ETH-PERP'])
  for (const { instrument, bids, asks } of books) venue.requote('world', instrument, { bids, asks })
  const volume = btcLots(moment.volume ?? '1000')
  const prices = moment.eth === undefined ? { btc: moment.btc } : { btc: moment.btc, eth: moment.eth }
  let entry = take({
    kind: 'batch',
    time,
    prints: printsOf(time, prices),
    books,
    volumes: ['BTC-PERP', 'ETH-PERP'].map((instrument) => ({ instrument, lots: volume })),
    funding: [],
  })
  for (;;) {
    const sent = entry.events.flatMap((event) => (event.kind === 'order-sent' ? [event.live.order] : []))
    if (sent.length === 0) return
    const updates: readonly OrderUpdate[] = sent.flatMap((order) => venue.submit(order))
    const left = [venue.depth('BTC-PERP', 40), venue.depth('ETH-PERP', 40)]
    entry = take({ kind: 'order-updates', time, updates, books: left })
  }
}

const tiersOf = (rows: NonNullable<Moment['btcTiers']>): TierTable =>
  defineTiers(
    rows.map(([floor, rate]) => ({
      floor: usd(floor),
      initialRate: ratio(2n * ratioOf(rate)),
      maintenanceRate: ratioOf(rate),
    })),
  )

const booksOf = (moment: Moment): readonly DepthCurve[] => [
  {
    instrument: 'BTC-PERP',
    bids: levels(moment.bids, btcTicks, btcLots),
    asks: levels(moment.asks, btcTicks, btcLots),
  },
  {
    instrument: 'ETH-PERP',
    bids: levels(moment.ethBids, ethTicks, ethLots),
    asks: levels(moment.ethAsks, ethTicks, ethLots),
  },
]

const levels = (side: Side = [], price: (text: string) => Ticks, size: (text: string) => Lots) =>
  side.map(([at, lots]) => ({ price: ticks(price(at)), size: size(lots) }))

const rowsOf = (journal: readonly JournalEntry[], id: AccountId): readonly Row[] => {
  const state = emptyState()
  const rows: Row[] = []
  for (const { command, events } of journal) {
    record(state, command)
    for (const event of events) {
      apply(state, event)
      if (event.kind !== 'moved') continue
      const told = tell(event.movement.cause, id)
      if (told !== null) rows.push([utcText(state.time), ...told, healthOf(state, id)])
    }
  }
  return rows
}

type Told = readonly [what: string, size: string, price: string]

const tell = (cause: Cause, id: AccountId): Told | null => {
  switch (cause.kind) {
    case 'fill':
      if (cause.taker !== id) return null
      return [cause.size < 0n ? 'sold' : 'bought', ...sizeAt(cause)]
    case 'takeover':
      return cause.account === id ? [`given to ${cause.receiver}`, ...sizeAt(cause)] : null
    case 'adl':
      return cause.account === id ? [`deleveraged against ${cause.counterparty}`, ...sizeAt(cause)] : null
    case 'penalty':
      return cause.account === id ? [`penalty to ${cause.to}`, money(cause), ''] : null
    case 'burn':
      return cause.account === id ? ['burned', money(cause), ''] : null
    case 'forfeit':
      return cause.account === id ? [`gave up to ${cause.to}`, money(cause), ''] : null
    case 'fund-payment':
      return cause.account === id ? [`${cause.from} paid`, money(cause), ''] : null
    case 'genesis':
    case 'deposit':
    case 'withdrawal':
    case 'fee':
    case 'funding':
    case 'socialised':
    case 'seizure':
    case 'interest':
    case 'expiry':
      return null
  }
}

const sizeAt = ({ instrument, size, price }: { instrument: string; size: bigint; price: bigint }): [string, string] => {
  const [sizeDecimals, priceDecimals] = instrument === 'BTC-PERP' ? [4, 1] : [3, 2]
  return [`${formatDecimal(magnitude(size), sizeDecimals)} ${instrument}`, formatDecimal(price, priceDecimals)]
}

const money = ({ asset, atoms }: { readonly asset: string; readonly atoms: bigint }): string =>
  `${formatDecimal(atoms, 6)} ${asset}`

const healthOf = (state: State, id: AccountId): string => {
  const { equity, requirement } = measure(venueOf(state).rules, accountOf(state, id), state.prices, 'maintenance')
  return requirement === 0n ? 'flat' : formatDecimal(mulDiv(equity, 10_000n, requirement, 'down'), 4)
}
