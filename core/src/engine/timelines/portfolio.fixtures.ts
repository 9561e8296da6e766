import {
  atoms,
  formatDecimal,
  lots,
  magnitude,
  mulDiv,
  NO_ATOMS,
  parseDecimal,
  ratioOf,
  ticks,
} from '../../units/index.ts'
import {
  defineAsset,
  defineDatedFuture,
  defineLinearPerpetual,
  fillValue,
  type Instrument,
} from '../../instruments/index.ts'
import type { Account } from '../../accounts/index.ts'
import type { DepthCurve, IndexPrint } from '../../market/index.ts'
import { defineTiers, measure } from '../../margin/index.ts'
import { createOrderBook } from '../../execution/index.ts'
import { preset } from '../../policy/index.ts'
import { apply, record } from '../apply.ts'
import { createEngine, step } from '../engine.ts'
import { accountOf, emptyState, venueOf } from '../state.ts'
import type { Command, JournalEntry, VenueDeclaration } from '../types.ts'
import type { Row, Side } from './timeline.fixtures.ts'

/** 2024-08-05 06:00 UTC, and the future's end: 2024-09-27 08:00 UTC. */
const START_MS = 1_722_837_600_000
const EXPIRY_MS = 1_727_424_000_000

const usdc = defineAsset('USDC', 6)
const btc = defineAsset('BTC', 8)
const scales = { base: btc, quote: usdc, tickSize: ratioOf('0.1'), lotSize: ratioOf('0.0001') }
const perpetual = defineLinearPerpetual({ id: 'BTC-PERP', ...scales })
const future = defineDatedFuture({ id: 'BTC-SEP', ...scales, expiry: EXPIRY_MS })
const markets: readonly Instrument[] = [perpetual, future]
const TIERS = defineTiers([{ floor: NO_ATOMS, initialRate: ratioOf('0.02'), maintenanceRate: ratioOf('0.01') }])

/** A venue of a perpetual and a dated future on BTC that are margined together: 10 % of what they are net, 0.6 % of what they are gross. */
export const portfolioVenue = (policy: string): VenueDeclaration => ({
  name: 'test venue by portfolio',
  numeraire: 'USDC',
  assets: [usdc, btc],
  instruments: markets,
  tiers: markets.map(({ id }) => ({ instrument: id, tiers: TIERS })),
  portfolio: [
    {
      underlying: 'BTC',
      initialShock: ratioOf('0.13'),
      maintenanceShock: ratioOf('0.1'),
      contingency: ratioOf('0.006'),
    },
  ],
  collateral: [],
  marks: markets.map(({ id }) => ({ instrument: id, rule: { kind: 'last-trade', source: 'own' } })),
  takerFee: ratioOf('0.0005'),
  house: {
    treasury: 'treasury',
    external: 'external',
    restOfWorld: 'world',
    vault: null,
    funds: markets.map(({ id }) => ({ instrument: id, account: `fund ${id}` })),
  },
  policies: [preset(policy), preset('house-unwind')],
  policy: { traders: policy, house: 'house-unwind', accounts: [] },
})

/** What an account holds, in plain decimals. */
export interface Held {
  readonly cash: string
  readonly perpetual: string
  readonly future: string
  /** Entry of both. */
  readonly entry: string
}

/** Both markets at one price; books in plain decimals, best first. */
export interface PortfolioMoment {
  /** Seconds after 06:00 UTC. */
  readonly second: number
  readonly price: string
  readonly perpetualBids?: Side
  readonly perpetualAsks?: Side
  readonly futureBids?: Side
  readonly futureAsks?: Side
}

/** The journal of a policy along a tape over one account of such a venue. */
export const portfolioJournal = (
  policy: string,
  held: Held,
  moments: readonly PortfolioMoment[],
): readonly JournalEntry[] => {
  const engine = createEngine()
  const journal: JournalEntry[] = []
  const take = (command: Command): JournalEntry => {
    const entry = { command, events: step(engine, command) }
    journal.push(entry)
    return entry
  }
  take({ kind: 'genesis', time: START_MS - 1_000, venue: portfolioVenue(policy), accounts: genesisOf(held) })
  for (const moment of moments) runMoment(take, moment)
  return journal
}

/** Trades of the account as rows: health is equity / maintenance requirement after the fill, before its fee and penalty. */
export const portfolioTimeline = (policy: string, held: Held, moments: readonly PortfolioMoment[]): readonly Row[] => {
  const state = emptyState()
  return portfolioJournal(policy, held, moments).flatMap(({ command, events }) => {
    record(state, command)
    return events.flatMap((event): readonly Row[] => {
      apply(state, event)
      if (event.kind !== 'moved' || event.movement.cause.kind !== 'fill') return []
      const { size, price, instrument } = event.movement.cause
      const { equity, requirement } = measure(
        venueOf(state).rules,
        accountOf(state, 'trader'),
        state.prices,
        'maintenance',
      )
      const health = requirement === 0n ? 'flat' : formatDecimal(mulDiv(equity, 10_000n, requirement, 'down'), 4)
      const what = size < 0n ? 'sold' : 'bought'
      const traded = `${formatDecimal(magnitude(size), 4)} ${instrument}`
      return [[clock(state.time), what, traded, formatDecimal(price, 1), health]]
    })
  })
}

const genesisOf = ({ cash, perpetual: inPerpetual, future: inFuture, entry }: Held): readonly Account[] => {
  const wanted = [
    { instrument: perpetual, size: inPerpetual },
    { instrument: future, size: inFuture },
  ].filter(({ size }) => size !== '0')
  const price = ticks(parseDecimal(entry, 1))
  const positions = (sign: bigint): Account['positions'] =>
    wanted
      .map(({ instrument, size }) => ({ instrument, size: lots(sign * parseDecimal(size, 4)) }))
      .map(({ instrument, size }) => ({
        instrument: instrument.id,
        size,
        entryValue: fillValue(instrument, size, price),
      }))
      .toSorted((a, b) => (a.instrument < b.instrument ? -1 : 1))
  const own = parseDecimal(cash, 6)
  const house = 10n ** 15n
  return [
    account('trader', 'trader', own, positions(1n)),
    ...markets.map(({ id }) => account(`fund ${id}`, 'fund', 0n, [])),
    account('treasury', 'treasury', 0n, []),
    account('world', 'rest-of-world', house, positions(-1n)),
    account('external', 'external', -own - house, []),
  ]
}

const account = (id: string, kind: Account['kind'], cash: bigint, positions: Account['positions']): Account => ({
  id,
  owner: id,
  kind,
  mode: 'cross',
  balances: cash === 0n ? [] : [{ asset: 'USDC', atoms: atoms(cash) }],
  positions,
  orders: [],
})

const runMoment = (take: (command: Command) => JournalEntry, moment: PortfolioMoment): void => {
  const time = START_MS + 1_000 * moment.second
  const price = ticks(parseDecimal(moment.price, 1))
  const books = booksOf(moment)
  const venue = createOrderBook(markets.map(({ id }) => id))
  for (const { instrument, bids, asks } of books) venue.requote('world', instrument, { bids, asks })
  const prints = markets.map(({ id }): IndexPrint => ({ source: 'own', instrument: id, price, time }))
  let entry = take({ kind: 'batch', time, prints, books, volumes: [], funding: [] })
  for (;;) {
    const sent = entry.events.flatMap((event) => (event.kind === 'order-sent' ? [event.live.order] : []))
    if (sent.length === 0) return
    const updates = sent.flatMap((order) => venue.submit(order))
    entry = take({ kind: 'order-updates', time, updates, books: markets.map(({ id }) => venue.depth(id, 40)) })
  }
}

/** Time of day in the first minute after the start. */
const clock = (time: number): string => `06:00:${String((time - START_MS) / 1_000).padStart(2, '0')}`

const booksOf = (moment: PortfolioMoment): readonly DepthCurve[] => [
  { instrument: perpetual.id, bids: levels(moment.perpetualBids), asks: levels(moment.perpetualAsks) },
  { instrument: future.id, bids: levels(moment.futureBids), asks: levels(moment.futureAsks) },
]

const levels = (side: Side = []): DepthCurve['bids'] =>
  side.map(([price, size]) => ({ price: ticks(parseDecimal(price, 1)), size: lots(parseDecimal(size, 4)) }))
