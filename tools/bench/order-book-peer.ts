import { inProcess, raceByCpu } from './cpu-race.ts'
import { DisagreementError, type Contender, type Row } from './measurement.ts'
import { bandedBook, drawMix, INSTRUMENT, type Call, type Mix } from './order-book-mix.ts'
import { checkAgainstReference } from './order-book-reference.ts'
import { againstPeer, type PeerBook, type PeerLimit, type PeerMarket, type Peers } from './peers.ts'

/** A live market: 10,000 orders within twenty ticks of mid, about as many all the time; 200,000 calls. */
const DEEP: Mix = { resting: 10_000, calls: 200_000, distanceMax: 20, wildEvery: 0 }
/** The same calls at a book that begins empty and stays at some hundreds of orders. */
const THIN: Mix = { resting: 0, calls: 200_000, distanceMax: 20, wildEvery: 0 }
/** A million calls for the reference, with IOC, FOK and limits that cross among them. */
const CHECKED: Mix = { resting: 100, calls: 1_000_000, distanceMax: 10, wildEvery: 7 }
const SEED = 6
const ROUNDS = 3

/** So many passes a turn that a turn takes as long as the peer's, and does not mostly clear away what the peer left in memory. */
const PASSES = 30

const ourContender = (calls: readonly Call[]): Contender => ({
  count: PASSES * calls.length,
  work: () => {
    for (let pass = 0; pass < PASSES; pass += 1) runOurs(calls)
  },
})

const runOurs = (calls: readonly Call[]) => {
  const book = bandedBook()
  for (const call of calls)
    if (typeof call === 'string') book.cancel(call)
    else book.submit(call)
  return book
}

type OrderBookPeer = Peers['nodejs-order-book']

/** A call as the peer takes it, made before it is timed. */
type PeerInput = string | PeerLimit | PeerMarket

const peerInput = (call: Call): PeerInput => {
  if (typeof call === 'string') return call
  const { id, side, size, limit } = call
  return limit === null ? { side, size: Number(size) } : { id, side, size: Number(size), price: Number(limit) }
}

const runPeer = ({ OrderBook }: OrderBookPeer, calls: readonly PeerInput[]): PeerBook => {
  const book = new OrderBook()
  for (const call of calls)
    if (typeof call === 'string') book.cancel(call)
    else if ('price' in call) book.limit(call)
    else book.market(call)
  return book
}

type Level = readonly [price: number, size: number]

/** Levels as text, best first. */
const shown = (levels: readonly Level[], sign: 1 | -1): string =>
  levels
    .toSorted((one, other) => sign * (one[0] - other[0]))
    .map(([price, size]) => `${size}@${price}`)
    .join(' ')

/** Both books must hold the same after the same calls. */
const compare = (peer: OrderBookPeer, calls: readonly Call[], inputs: readonly PeerInput[]): void => {
  const { bids, asks } = runOurs(calls).depth(INSTRUMENT, 10_000)
  const [theirAsks, theirBids] = runPeer(peer, inputs).depth()
  const own = [bids, asks].map((side) => side.map(({ price, size }) => `${size}@${price}`).join(' '))
  const theirs = [shown(theirBids, -1), shown(theirAsks, 1)]
  if (own.join(' | ') !== theirs.join(' | '))
    throw new DisagreementError(`our book ends as ${own.join(' | ')}, the peer's as ${theirs.join(' | ')}`)
}

interface Raced {
  readonly name: string
  readonly mix: Mix
  readonly floor: number | null
}

const rowAgainst = (peer: OrderBookPeer, against: string, { name, mix, floor }: Raced): Row => {
  const calls = drawMix(mix, SEED)
  const inputs = calls.map((call) => peerInput(call))
  compare(peer, calls, inputs)
  const theirs: Contender = { count: calls.length, work: () => runPeer(peer, inputs) }
  const raced = raceByCpu(inProcess(ourContender(calls)), inProcess(theirs), ROUNDS)
  return { name, unit: 'calls', ...raced, against, floor }
}

/**
 * The order book of the venue against a peer of npm. Half of the calls add a limit order (1 to 100 lots, 1 to 20 ticks from mid, every
 * value alike, either side), four tenths cancel any live order, a tenth are market orders (1 to 100 lots). Ours runs with a price
 * band, a self-trade rule that is asked at every match, 128 owners, exact integers, ids as strings, an update for everything that
 * happens, and every id remembered for ever; the peer with nothing switched on. Both sides must end with the same depth, and in the
 * same run a million calls, with IOC, FOK and limits that cross among them, must fill as a book of plain arrays fills them.
 */
export const benchOrderBookMix = (): readonly Row[] => {
  const rows = againstPeer('nodejs-order-book', 'order book, 10,000 orders', (peer, against) => [
    rowAgainst(peer, against, { name: 'order book, 10,000 orders', mix: DEEP, floor: 50 }),
    rowAgainst(peer, against, { name: 'order book, hundreds of orders', mix: THIN, floor: null }),
  ])
  checkAgainstReference(CHECKED, SEED)
  return rows
}
