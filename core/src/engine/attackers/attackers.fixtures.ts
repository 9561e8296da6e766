import { formatDecimal, greatest, lots, ratioOf, ticks, type Ticks } from '../../units/index.ts'
import type { Account, AccountId } from '../../accounts/index.ts'
import type { DepthCurve, OrderUpdate } from '../../market/index.ts'
import { bandAround, createOrderBook, type OrderBook } from '../../execution/index.ts'
import { presetNames } from '../../policy/index.ts'
import { createEngine, step, type Engine } from '../engine.ts'
import {
  btcLots,
  btcTicks,
  closed,
  equityOf,
  ethLots,
  ethTicks,
  printsOf,
  START,
  venueOfPolicy,
  type House,
} from '../fixtures.ts'
import type { Command, EngineEvent } from '../types.ts'
import { KNOWN_HOLES, type Attack } from './known-holes.fixtures.ts'

/** One side of what the world quotes, best first, in plain decimals: price and size. */
export type Side = readonly (readonly [price: string, size: string])[]

type Wish = Extract<Command, { kind: 'deposit' | 'withdraw' | 'place-order' }>

/** What somebody asks of the venue; its time is that of the moment. */
export type Asked =
  | Omit<Extract<Wish, { kind: 'deposit' }>, 'time'>
  | Omit<Extract<Wish, { kind: 'withdraw' }>, 'time'>
  | Omit<Extract<Wish, { kind: 'place-order' }>, 'time'>

/** A moment of an attack: what users ask first, then the batch with its mark and what the world quotes. */
export interface Moment {
  /** Milliseconds since the start. */
  readonly after: number
  readonly btc: string
  readonly asked?: readonly Asked[]
  readonly bids?: Side
  readonly asks?: Side
  readonly ethBids?: Side
  readonly ethAsks?: Side
  /** BTC and ETH traded since the moment before; 1,000 unless said. */
  readonly volume?: string
}

/** Policies of traders; the others unwind house accounts. */
export const TRADER_PRESETS: readonly string[] = presetNames.filter(
  (name) => !name.startsWith('house-') && name !== 'vega-network',
)

const INSTRUMENTS = ['BTC-PERP', 'ETH-PERP'] as const
const HOUSE: House = { fund: '1000000', vault: '1000000', backstops: { keeper: '1000000' } }
/** Prices within 5 % of the mark, as venues bound them; a liquidation order that may go farther stops there. */
const BAND = ratioOf('0.05')

export interface Played {
  readonly engine: Engine
  /** Everything that happened, in order. */
  readonly events: readonly EngineEvent[]
}

interface Stage extends Played {
  readonly events: EngineEvent[]
  readonly book: OrderBook
}

/** Runs a policy through the moments of an attack: users' orders rest in a real book with a price band, among the world's quotes. */
export const play = (policy: string, people: readonly Account[], moments: readonly Moment[]): Played => {
  const stage: Stage = { engine: createEngine(), events: [], book: createOrderBook(INSTRUMENTS) }
  const venue = venueOfPolicy(policy, Object.keys(HOUSE.backstops ?? {}))
  step(stage.engine, { kind: 'genesis', time: START, venue, accounts: closed(people, HOUSE) })
  for (const moment of moments) playMoment(stage, moment)
  return stage
}

const playMoment = (stage: Stage, moment: Moment): void => {
  const time = START + moment.after
  const prices = { btc: moment.btc, eth: '3000' }
  for (const [instrument, reference] of [
    ['BTC-PERP', btcTicks(moment.btc)],
    ['ETH-PERP', ethTicks('3000')],
  ] as const)
    stage.book.setBand(instrument, bandAround({ reference, width: BAND, outside: 'clip' }))
  for (const asked of moment.asked ?? []) run(stage, { ...asked, time })
  const quoted: Extract<Command, { kind: 'batch' }> = {
    kind: 'batch',
    time,
    prints: printsOf(time, prices),
    books: [],
    volumes: INSTRUMENTS.map((instrument) => ({ instrument, lots: btcLots(moment.volume ?? '1000') })),
    funding: [],
  }
  const updates = quotes(moment).flatMap(({ instrument, bids, asks }) =>
    stage.book.requote('world', instrument, { bids, asks }),
  )
  if (updates.length > 0) run(stage, { kind: 'order-updates', time, updates, books: depths(stage) })
  run(stage, { ...quoted, books: depths(stage) })
}

/** Tells the engine, and carries what it decides to the book and back, until nobody has anything to say. */
const run = (stage: Stage, first: Command): void => {
  let command: Command | null = first
  for (let turn = 0; turn < 60 && command !== null; turn += 1) {
    const events = step(stage.engine, command)
    stage.events.push(...events)
    const updates = events.flatMap((event) => carryOut(stage, event))
    command = updates.length === 0 ? null : { kind: 'order-updates', time: first.time, updates, books: depths(stage) }
  }
}

const carryOut = (stage: Stage, event: EngineEvent): readonly OrderUpdate[] => {
  const { book } = stage
  if (event.kind === 'order-sent') return book.submit(event.live.order)
  if (event.kind === 'order-dropped' && event.by !== 'venue') return book.cancel(event.order)
  if (event.kind !== 'order-put' || book.stateOf(event.order.id) !== null) return []
  const { id, instrument, side, remaining: size, price: limit, reduceOnly } = event.order
  const held = heldBy(stage, event.account, instrument)
  const reducible = reduceOnly ? lots(greatest(0n, side === 'buy' ? -held : held)) : null
  const terms = { id, owner: event.account, instrument, side, size, limit, reducible }
  return book.submit({ ...terms, timeInForce: 'GTC' }).filter(({ kind }) => kind !== 'accepted')
}

const depths = ({ book }: Stage): readonly DepthCurve[] => INSTRUMENTS.map((instrument) => book.depth(instrument, 60))

const quotes = (moment: Moment): readonly DepthCurve[] => [
  { instrument: 'BTC-PERP', bids: btcSide(moment.bids), asks: btcSide(moment.asks) },
  { instrument: 'ETH-PERP', bids: ethSide(moment.ethBids), asks: ethSide(moment.ethAsks) },
]

const btcSide = (side: Side = []) => side.map(([price, size]) => ({ price: btcTicks(price), size: btcLots(size) }))
const ethSide = (side: Side = []) => side.map(([price, size]) => ({ price: ethTicks(price), size: ethLots(size) }))

/** What accounts are worth together at the mark, atoms of USDC. Whoever owes more than he has leaves the account behind, so none counts below zero. */
export const wealthOf = ({ engine }: Played, ids: readonly AccountId[]): bigint =>
  ids.map((id): bigint => equityOf(engine, id).equity).reduce((sum, equity) => sum + (equity > 0n ? equity : 0n), 0n)

/** Signed lots that an account holds. */
export const heldBy = ({ engine }: Played, id: AccountId, instrument: string): bigint =>
  engine.state.accounts.get(id)?.positions.find((one) => one.instrument === instrument)?.size ?? 0n

/** What an attack won, in whole USDC rounded down; `nothing` where it did not pay. */
export const told = (gain: bigint): string => (gain < 1_000_000n ? 'nothing' : `${gain / 1_000_000n} USDC`)

/** Twenty levels a side around a price, one basis point apart, `size` BTC each. */
export const deepBook = (price: string, size = '50'): { readonly bids: Side; readonly asks: Side } => {
  const level = (at: bigint): readonly [string, string] => [formatDecimal(below(btcTicks(price), at), 1), size]
  const steps = Array.from({ length: 20 }, (_, at) => BigInt(at + 1))
  return { bids: steps.map((at) => level(at)), asks: steps.map((at) => level(-at)) }
}

/** A price below another by basis points, in ticks rounded down. */
export const below = (price: Ticks, bps: bigint): bigint => (price * (10_000n - bps)) / 10_000n

/** A sale of all or a part of a long position of BTC, at what the book pays within the band. */
export const sale = (
  account: AccountId,
  { id, size, mark }: { readonly id: string; readonly size: string; readonly mark: string },
): Asked => ({
  kind: 'place-order',
  account,
  order: {
    id,
    instrument: 'BTC-PERP',
    side: 'sell',
    remaining: btcLots(size),
    price: ticks(below(btcTicks(mark), 499n)),
    reduceOnly: true,
  },
})

/** What an attack won, what the table of known holes says that it wins (`nothing` where it names none), and whom it was tried on. */
export const holeOf = (attack: Attack, policy: string, gain: bigint): readonly [string, string, string] => [
  told(gain),
  KNOWN_HOLES[attack][policy] ?? 'nothing',
  `${attack} under ${policy}`,
]
