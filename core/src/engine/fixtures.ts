import {
  atoms,
  lots,
  NO_ATOMS,
  parseDecimal,
  ratioOf,
  ticks,
  type Atoms,
  type Lots,
  type Ticks,
} from '../units/index.ts'
import { defineAsset, defineLinearPerpetual, defineSpot, fillValue, type Instrument } from '../instruments/index.ts'
import type { Account, AccountKind, OpenOrder } from '../accounts/index.ts'
import type { DepthCurve, IndexPrint, OrderUpdate } from '../market/index.ts'
import type { MarkRule } from '../marks/index.ts'
import { defineTiers, measure, type Measure } from '../margin/index.ts'
import { createOrderBook } from '../execution/index.ts'
import { preset, type PolicyDeclaration } from '../policy/index.ts'
import { createEngine, step, type Engine } from './engine.ts'
import { accountOf, venueOf } from './state.ts'
import type { Command, EngineEvent, JournalEntry, VenueDeclaration } from './types.ts'

const usdc = defineAsset('USDC', 6)
const btc = defineAsset('BTC', 8)
const eth = defineAsset('ETH', 18)

export const btcPerp: Instrument = defineLinearPerpetual({
  id: 'BTC-PERP',
  base: btc,
  quote: usdc,
  tickSize: ratioOf('0.1'),
  lotSize: ratioOf('0.0001'),
})
export const ethPerp: Instrument = defineLinearPerpetual({
  id: 'ETH-PERP',
  base: eth,
  quote: usdc,
  tickSize: ratioOf('0.01'),
  lotSize: ratioOf('0.001'),
})
const btcSpot = defineSpot({
  id: 'BTC/USDC',
  base: btc,
  quote: usdc,
  tickSize: ratioOf('0.1'),
  lotSize: ratioOf('0.0001'),
})

const SOURCES = ['north', 'south', 'east'] as const
const MARK_RULE: MarkRule = {
  kind: 'weighted-median',
  sources: SOURCES.map((source) => ({ source, weight: 1n })),
  ageMax: 60_000,
  deviationMax: null,
}

const tiers = defineTiers([
  { floor: NO_ATOMS, initialRate: ratioOf('0.02'), maintenanceRate: ratioOf('0.01') },
  { floor: usd('1000000'), initialRate: ratioOf('0.05'), maintenanceRate: ratioOf('0.025') },
])

/** USDC atoms of a decimal. */
export function usd(text: string): Atoms {
  return atoms(parseDecimal(text, 6))
}

/** BTC-PERP lots of a decimal number of BTC, signed; the same scale serves nothing else. */
export const btcLots = (text: string): Lots => lots(parseDecimal(text, 4))
export const ethLots = (text: string): Lots => lots(parseDecimal(text, 3))
export const btcTicks = (text: string): Ticks => ticks(parseDecimal(text, 1))
export const ethTicks = (text: string): Ticks => ticks(parseDecimal(text, 2))

/** A venue under a policy, a preset by name or one written out; house accounts unwind by a preset, `house-unwind` unless said. */
export const venueOfPolicy = (
  policy: string | PolicyDeclaration,
  backstops: readonly string[] = [],
  housePolicy = 'house-unwind',
): VenueDeclaration => ({
  name: 'test venue',
  numeraire: 'USDC',
  assets: [usdc, btc, eth],
  instruments: [btcPerp, ethPerp, btcSpot],
  tiers: [
    { instrument: 'BTC-PERP', tiers },
    { instrument: 'ETH-PERP', tiers },
  ],
  collateral: [{ asset: 'BTC', spot: btcSpot, haircut: ratioOf('0.05') }],
  marks: ['BTC-PERP', 'ETH-PERP', 'BTC/USDC'].map((instrument) => ({ instrument, rule: MARK_RULE })),
  takerFee: ratioOf('0.0005'),
  house: {
    treasury: 'treasury',
    external: 'external',
    restOfWorld: 'world',
    vault: 'vault',
    ...(backstops.length === 0 ? {} : { backstops }),
    funds: [
      { instrument: 'BTC-PERP', account: 'fund-btc' },
      { instrument: 'ETH-PERP', account: 'fund-eth' },
    ],
  },
  policies: [typeof policy === 'string' ? preset(policy) : policy, preset(housePolicy)],
  policy: { traders: typeof policy === 'string' ? policy : policy.name, house: housePolicy, accounts: [] },
})

interface Person {
  readonly id: string
  readonly cash: string
  readonly btc?: { readonly size: string; readonly entry: string }
  readonly eth?: { readonly size: string; readonly entry: string }
  readonly coin?: string
  readonly orders?: readonly OpenOrder[]
  readonly kind?: AccountKind
}

/** A trader (or a house account) with cash and positions in plain decimals. */
export const person = ({ id, cash, btc: inBtc, eth: inEth, coin, orders, kind }: Person): Account => ({
  id,
  owner: `owner of ${id}`,
  kind: kind ?? 'trader',
  mode: 'cross',
  balances: [
    ...(coin === undefined ? [] : [{ asset: 'BTC', atoms: atoms(parseDecimal(coin, 8)) }]),
    ...(cash === '0' ? [] : [{ asset: 'USDC', atoms: usd(cash) }]),
  ],
  positions: [
    ...(inBtc === undefined ? [] : [position(btcPerp, btcLots(inBtc.size), btcTicks(inBtc.entry))]),
    ...(inEth === undefined ? [] : [position(ethPerp, ethLots(inEth.size), ethTicks(inEth.entry))]),
  ],
  orders: orders ?? [],
})

const position = (instrument: Instrument, size: Lots, price: Ticks) => ({
  instrument: instrument.id,
  size,
  entryValue: fillValue(instrument, size, price),
})

/** Cash of the house in USDC: of each fund, of the vault, and of as many backstops as are named; and the preset that unwinds it. */
export interface House {
  readonly fund: string
  readonly vault: string
  readonly policy?: string
  readonly backstops?: Readonly<Record<string, string>>
}

/** All accounts of a closed venue: the given people, the house, a world that takes the other side, an outside that closes the sums. */
export const closed = (people: readonly Account[], house: House): readonly Account[] => {
  const members = [
    ...people,
    person({ id: 'fund-btc', cash: house.fund, kind: 'fund' }),
    person({ id: 'fund-eth', cash: house.fund, kind: 'fund' }),
    person({ id: 'vault', cash: house.vault, kind: 'vault' }),
    ...Object.entries(house.backstops ?? {}).map(([id, cash]) => person({ id, cash, kind: 'backstop' })),
    person({ id: 'treasury', cash: '0', kind: 'treasury' }),
  ]
  const world: Account = {
    ...person({ id: 'world', cash: '1000000000', kind: 'rest-of-world' }),
    positions: [btcPerp, ethPerp].flatMap((instrument) => {
      const held = members.flatMap((each) => each.positions.filter((own) => own.instrument === instrument.id))
      const size = lots(-held.reduce((sum, own) => sum + own.size, 0n))
      const entryValue = atoms(-held.reduce((sum, own) => sum + own.entryValue, 0n))
      return size === 0n && entryValue === 0n ? [] : [{ instrument: instrument.id, size, entryValue }]
    }),
  }
  const all = [...members, world]
  const owed = (asset: string) =>
    all.reduce((sum, each) => sum + (each.balances.find((balance) => balance.asset === asset)?.atoms ?? 0n), 0n)
  const external: Account = {
    ...person({ id: 'external', cash: '0', kind: 'external' }),
    balances: ['BTC', 'USDC'].flatMap((asset) => (owed(asset) === 0n ? [] : [{ asset, atoms: atoms(-owed(asset)) }])),
  }
  return [...all, external]
}

/** One price per instrument, seen by all sources at once. */
export interface Prices {
  readonly btc: string
  readonly eth?: string
}

export const printsOf = (time: number, { btc: inBtc, eth: inEth }: Prices): readonly IndexPrint[] =>
  SOURCES.flatMap((source) => [
    { source, instrument: 'BTC-PERP', price: btcTicks(inBtc), time },
    { source, instrument: 'BTC/USDC', price: btcTicks(inBtc), time },
    { source, instrument: 'ETH-PERP', price: ethTicks(inEth ?? '3000'), time },
  ])

/** A book of a few levels a side around a price, `size` lots each, one basis point apart. */
export const bookAround = (instrument: 'BTC-PERP' | 'ETH-PERP', price: Ticks, size: Lots, levels = 20): DepthCurve => {
  const step = price / 10_000n > 0n ? price / 10_000n : 1n
  const side = (sign: bigint) =>
    Array.from({ length: levels }, (_, at) => ({ price: ticks(price + sign * step * BigInt(at + 1)), size }))
  return { instrument, bids: side(-1n), asks: side(1n) }
}

export interface Market {
  readonly time: number
  readonly prices: Prices
  readonly size: Lots
  readonly volume?: Lots
}

export const batchOf = ({ time, prices, size, volume }: Market): Extract<Command, { kind: 'batch' }> => ({
  kind: 'batch',
  time,
  prints: printsOf(time, prices),
  books: [
    bookAround('BTC-PERP', btcTicks(prices.btc), size),
    bookAround('ETH-PERP', ethTicks(prices.eth ?? '3000'), size),
  ],
  volumes: ['BTC-PERP', 'ETH-PERP'].map((instrument) => ({ instrument, lots: volume ?? lots(10_000_000n) })),
  funding: [],
})

/** Runs one batch against a real order book quoted as the batch says, until no order is left. @returns journal entries. */
export const trade = (engine: Engine, market: Market): readonly JournalEntry[] => {
  const command = batchOf(market)
  const venue = createOrderBook(['BTC-PERP', 'ETH-PERP'])
  for (const { instrument, bids, asks } of command.books) venue.requote('world', instrument, { bids, asks })
  const entries: JournalEntry[] = [{ command, events: step(engine, command) }]
  for (let answers = 0; answers < 8; answers++) {
    const sent = (entries.at(-1)?.events ?? []).flatMap((event) =>
      event.kind === 'order-sent' ? [event.live.order] : [],
    )
    if (sent.length === 0) break
    const updates: readonly OrderUpdate[] = sent.flatMap((order) => venue.submit(order))
    const books = [venue.depth('BTC-PERP', 40), venue.depth('ETH-PERP', 40)]
    const reply: Command = { kind: 'order-updates', time: market.time, updates, books }
    entries.push({ command: reply, events: step(engine, reply) })
  }
  return entries
}

/** Events of one kind among journal entries. */
export const eventsOf = <K extends EngineEvent['kind']>(
  entries: readonly JournalEntry[],
  kind: K,
): readonly Extract<EngineEvent, { kind: K }>[] =>
  entries.flatMap((entry) =>
    entry.events.filter((event): event is Extract<EngineEvent, { kind: K }> => event.kind === kind),
  )

export const START: number = 1_000_000

/** Lots at each level of a book that takes anything, and of one that does not. */
export const deep: Lots = btcLots('50')
export const thin: Lots = btcLots('0.2')

/** A venue under a policy, its journal from genesis on, and a way to run it batch by batch. */
export interface Session {
  readonly engine: Engine
  readonly journal: JournalEntry[]
  readonly run: (market: Omit<Market, 'time'> & { readonly after: number }) => readonly JournalEntry[]
}

export const begin = (
  policy: string | PolicyDeclaration,
  people: readonly Account[],
  house: House = { fund: '100000', vault: '100000' },
): Session => {
  const engine = createEngine()
  const command = {
    kind: 'genesis',
    time: START,
    venue: venueOfPolicy(policy, Object.keys(house.backstops ?? {})),
    accounts: closed(people, house),
  } as const
  const journal: JournalEntry[] = [{ command, events: step(engine, command) }]
  const run = (market: Omit<Market, 'time'> & { readonly after: number }) => {
    const entries = trade(engine, { ...market, time: START + market.after })
    journal.push(...entries)
    return entries
  }
  return { engine, journal, run }
}

/** A value as text, bigints marked, to compare bytes. */
export const text = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) => (typeof each === 'bigint' ? `${each}n` : each))

/** Equity and maintenance requirement of an account now. */
export const equityOf = (engine: Engine, id: string): Measure => {
  const { state } = engine
  return measure(venueOf(state).rules, accountOf(state, id), state.prices, 'maintenance')
}
