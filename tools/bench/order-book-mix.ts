import { createOrderBook, lots, math, ticks, type Order, type OrderBook } from '@ebbline/core'

/** What an order-book mix is drawn by. Half the calls add, four tenths cancel any live order, a tenth buys or sells at market. */
export interface Mix {
  /** Orders that rest before the mix begins; they count as calls. */
  readonly resting: number
  readonly calls: number
  /** Orders rest at 1 to this many ticks from mid, every distance alike. */
  readonly distanceMax: number
  /** Every how many of the adding calls is drawn from all times in force and limits that cross; 0 for never. */
  readonly wildEvery: number
}

/** An order to submit, or the id of one to cancel. */
export type Call = Order | string

export const INSTRUMENT = 'BTC-PERP'
const MID = 10_000
const SIZE_MAX = 100
/** Buyers and sellers are other people, because the peer lets everybody trade with himself; the rule is asked at every match. */
const OWNERS = 64

/** Exact integers and names made once, as whoever decodes a feed would hold them. */
const SIZES = Array.from({ length: SIZE_MAX + 1 }, (_, size) => lots(BigInt(size)))
const PRICES = Array.from({ length: 2 * MID }, (_, price) => ticks(BigInt(price)))

const PEOPLE = ['buyer', 'seller'].map((who) => Array.from({ length: OWNERS }, (_, at) => `${who}-${at}`))

/** A book with everything on that a call may meet: a band around mid, and a rule against trading with oneself. */
export const bandedBook = (): OrderBook => {
  const book = createOrderBook([INSTRUMENT], { selfTrade: 'cancel-newest' })
  book.setBand(INSTRUMENT, { lowest: ticks(9_000n), highest: ticks(11_000n), outside: 'reject' })
  return book
}

/** Live orders, any of which is drawn and taken out in one step. */
interface Live {
  readonly ids: string[]
  readonly places: Map<string, number>
}

const addLive = ({ ids, places }: Live, id: string): void => {
  places.set(id, ids.length)
  ids.push(id)
}

const dropLive = ({ ids, places }: Live, id: string): void => {
  const at = places.get(id)
  const last = ids.pop()
  if (at === undefined || last === undefined) return
  places.delete(id)
  if (last === id) return
  ids[at] = last
  places.set(last, at)
}

/** The calls of a mix: they are made at a book as they are drawn, so that every cancel names an order that then rests. */
export const drawMix = (mix: Mix, seed: number): readonly Call[] => {
  const stream = math.randomStream(seed, 1)
  let drawn = 0
  const below = (bound: number): number => math.integer(stream, drawn++, bound)
  const book = bandedBook()
  const live: Live = { ids: [], places: new Map() }
  const calls: Call[] = []
  for (let at = 0; at < mix.resting + mix.calls; at += 1) {
    const call = at < mix.resting ? addOf(mix, at, below) : callOf(mix, at, { live, below })
    calls.push(call)
    if (typeof call === 'string') book.cancel(call)
    const updates = typeof call === 'string' ? [] : book.submit(call)
    if (typeof call === 'string') dropLive(live, call)
    else if (book.stateOf(call.id)?.status === 'resting') addLive(live, call.id)
    for (const update of updates)
      if (update.kind === 'filled' && book.stateOf(update.fill.makerOrder)?.status !== 'resting')
        dropLive(live, update.fill.makerOrder)
  }
  // Copied, so that they lie in memory as a feed brings them and not among what drawing them left behind.
  return calls.map((call) => (typeof call === 'string' ? call : { ...call }))
}

type Below = (bound: number) => number

const callOf = (mix: Mix, at: number, { live, below }: { readonly live: Live; readonly below: Below }): Call => {
  const kind = below(10)
  if (kind < 5 || live.ids.length === 0) return addOf(mix, at, below)
  if (kind === 9) return orderOf(`m${at}`, below, null, 'IOC')
  return live.ids[below(live.ids.length)] ?? ''
}

const addOf = ({ distanceMax, wildEvery }: Mix, at: number, below: Below): Order => {
  const isWild = wildEvery > 0 && at % wildEvery === 0
  const isBuy = below(2) === 0
  const distance = 1 + below(distanceMax) - (isWild ? distanceMax >> 1 : 0)
  const timeInForce = isWild ? (['GTC', 'IOC', 'FOK'] as const)[below(3)] : 'GTC'
  return orderOf(`o${at}`, below, { isBuy, price: isBuy ? MID - distance : MID + distance }, timeInForce ?? 'GTC')
}

const orderOf = (
  id: string,
  below: Below,
  at: { readonly isBuy: boolean; readonly price: number } | null,
  timeInForce: Order['timeInForce'],
): Order => {
  const isBuy = at?.isBuy ?? below(2) === 0
  return {
    id,
    owner: PEOPLE[isBuy ? 0 : 1]?.[below(OWNERS)] ?? '',
    instrument: INSTRUMENT,
    side: isBuy ? 'buy' : 'sell',
    size: SIZES[1 + below(SIZE_MAX)] ?? lots(1n),
    limit: at === null ? null : (PRICES[at.price] ?? ticks(1n)),
    timeInForce,
    reducible: null,
  }
}
