import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { lots, ratioOf, ticks } from '../../units/index.ts'
import { integer, randomStream } from '../../math/index.ts'
import { checkDepth, type DepthLevel, type OrderUpdate, type SelfTradeRule } from '../../market/index.ts'
import { order } from './fixtures.ts'
import { bandAround, createOrderBook, fillsOf, type OrderBook, type PriceBand } from './index.ts'
import { createSlowBook, type SlowBook } from './slow-book.fixtures.ts'

const BTC = 'BTC-PERP'
const RULES: readonly SelfTradeRule[] = ['cancel-newest', 'cancel-oldest', 'cancel-both', 'decrement']
const OWNERS = ['trader-1', 'trader-2', 'trader-3', 'trader-4', 'trader-5', 'maker'] as const

/** Both books, what is drawn for them, and what the checks need. */
interface Session {
  fast: OrderBook
  readonly slow: SlowBook
  readonly below: (bound: number) => number
  band: PriceBand | null
  ids: number
}

const newBook = (session: number): OrderBook =>
  createOrderBook([BTC], { selfTrade: RULES[session % RULES.length] ?? 'cancel-oldest' })

const begin = (session: number): Session => {
  const stream = randomStream(20_260_117, session)
  let at = 0
  const below = (bound: number): number => {
    at += 1
    return integer(stream, at, bound)
  }
  const rule = RULES[session % RULES.length] ?? 'cancel-oldest'
  return { fast: newBook(session), slow: createSlowBook(BTC, rule), below, band: null, ids: 0 }
}

type Answers = readonly [fast: readonly OrderUpdate[], slow: readonly OrderUpdate[]]

const submitDrawn = (session: Session): Answers => {
  const { fast, slow, below } = session
  session.ids += 1
  const isMarket = below(12) === 0
  const used = below(200) === 0 ? below(session.ids) : session.ids
  const drawn = order(`o${used}`, below(2) === 0 ? 'buy' : 'sell', BigInt(below(100) === 0 ? 0 : 1 + below(12)), {
    owner: OWNERS[below(5)] ?? 'trader-1',
    limit: isMarket ? null : BigInt(90 + below(21)),
    timeInForce: (['GTC', 'GTC', 'GTC', 'GTC', 'IOC', 'FOK'] as const)[below(6)] ?? 'GTC',
    ...(below(5) === 0 ? { reducible: BigInt(below(13)) } : {}),
    ...(below(5) === 0 ? { postOnly: below(2) === 0 ? 'reject' : 'slide' } : {}),
    ...(below(4) === 0 ? { selfTrade: RULES[below(4)] ?? 'decrement' } : {}),
  })
  return [fast.submit(drawn), slow.submit(drawn)]
}

const requoteDrawn = ({ fast, slow, below }: Session): Answers => {
  const middle = 94 + below(13)
  const ladder = (sign: number): readonly DepthLevel[] => {
    let at = middle
    return Array.from({ length: below(4) }, () => {
      at += sign * (1 + below(3))
      return { price: ticks(BigInt(at)), size: lots(BigInt(1 + below(8))) }
    })
  }
  const quotes = { bids: ladder(-1), asks: ladder(1) }
  const owner = below(2) === 0 ? 'maker' : 'trader-5'
  return [fast.requote(owner, BTC, quotes), slow.requote(owner, quotes)]
}

const moveBand = (session: Session): Answers => {
  const { fast, slow, below } = session
  const outside = below(2) === 0 ? 'reject' : 'clip'
  const width = ratioOf(below(2) === 0 ? '0.04' : '0.08')
  session.band = below(3) === 0 ? null : bandAround({ reference: ticks(BigInt(96 + below(9))), width, outside })
  fast.setBand(BTC, session.band)
  slow.setBand(session.band)
  return [[], []]
}

const callDrawn = (session: Session): Answers => {
  const { fast, slow, below } = session
  const kind = below(100)
  if (kind < 62) return submitDrawn(session)
  const id = `o${1 + below(session.ids + 1)}`
  const recent = `o${session.ids - below(30)}`
  if (kind < 78) return [fast.cancel(recent), slow.cancel(recent)]
  if (kind < 90) {
    const amendment = { remaining: lots(BigInt(below(14))), limit: ticks(BigInt(90 + below(21))) }
    const whole = below(2) === 0 ? recent : id
    const resting = slow.waiting().find((one) => one.id === whole)
    const limit = below(2) === 0 ? amendment.limit : (resting?.limit ?? amendment.limit)
    return [fast.amend(whole, { ...amendment, limit }), slow.amend(whole, { ...amendment, limit })]
  }
  if (kind < 95) return requoteDrawn(session)
  if (kind < 98) return moveBand(session)
  const owner = OWNERS[below(OWNERS.length)] ?? 'maker'
  return [fast.cancelOwner(owner), slow.cancelOwner(owner)]
}

const shown = (levels: readonly DepthLevel[]): string => levels.map(({ price, size }) => `${size}@${price}`).join(' ')

/** An update as text, every field of it. */
const told = (update: OrderUpdate): string => {
  if (update.kind !== 'filled') return Object.values(update).join(' ')
  const { instrument, price, size, side, takerOrder, taker, makerOrder, maker } = update.fill
  const fill = [instrument, price, size, side, takerOrder, taker, makerOrder, maker]
  return `filled ${update.order} ${update.remaining} ${fill.join(' ')}`
}

/** Nobody trades with himself, and no taker goes beyond the band. */
const checkFills = (updates: readonly OrderUpdate[], band: PriceBand | null): void => {
  for (const { taker, maker, side, price, size } of fillsOf(updates)) {
    assert.notEqual(taker, maker)
    assert.ok(size > 0n)
    if (band !== null) assert.ok(side === 'buy' ? price <= band.highest : price >= band.lowest)
  }
}

/** What a level shows is what the orders and quotes at it may still fill. */
const checkSums = (book: OrderBook): void => {
  const { resting, ladders } = book.snapshot()
  const { bids, asks } = book.depth(BTC, 1000)
  const sum = (sizes: readonly bigint[]): bigint => sizes.reduce((total, size) => total + size, 0n)
  const waiting = [
    ...resting.map(({ open }) => open),
    ...ladders.flatMap(({ levels }) => levels.map(({ size }) => size)),
  ]
  assert.equal(sum([...bids, ...asks].map(({ size }) => size)), sum(waiting))
}

const run = (number: number, calls: number): void => {
  const session = begin(number)
  for (let call = 0; call < calls; call += 1) {
    const [fast, slow] = callDrawn(session)
    const at = `session ${number}, call ${call}`
    assert.equal(fast.map((one) => told(one)).join('\n'), slow.map((one) => told(one)).join('\n'), at)
    checkFills(fast, session.band)
    const { bids, asks } = checkDepth(session.fast.depth(BTC, 1000))
    const twin = session.slow.depth()
    assert.equal(`${shown(bids)} | ${shown(asks)}`, `${shown(twin.bids)} | ${shown(twin.asks)}`, at)
    if (call % 200 === 0) checkSums(session.fast)
    if (call % 700 === 350) {
      const snapshot = session.fast.snapshot()
      session.fast = newBook(number)
      session.fast.restore(snapshot)
    }
  }
  for (const { id, open, beyond } of session.slow.waiting())
    assert.deepEqual(session.fast.stateOf(id), { status: 'resting', remaining: open + beyond })
}

/** `EBB_SOAK=1` makes it a million calls. */
const SESSIONS = process.env['EBB_SOAK'] === '1' ? 500 : 100
const CALLS = 2000

describe('createOrderBook with every feature on', () => {
  test(`${SESSIONS * CALLS} random calls give the same updates and depth as the slow book, and break no invariant`, () => {
    for (let session = 0; session < SESSIONS; session += 1) run(session, CALLS)
  })
})
