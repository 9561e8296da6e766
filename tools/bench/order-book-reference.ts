import type { Fill, OrderBook } from '@ebbline/core'
import { bandedBook, drawMix, type Call, type Mix } from './order-book-mix.ts'
import { DisagreementError } from './measurement.ts'

interface Waiting {
  readonly id: string
  readonly price: bigint
  open: bigint
}

/** Price-time priority with nothing clever: one array a side in order of arrival, searched from its start for every match. */
interface ReferenceBook {
  readonly buy: Waiting[]
  readonly sell: Waiting[]
}

/** A match as text. */
const told = (maker: string, price: bigint, size: bigint): string => `${maker} ${size}@${price}`

const bestOf = (list: readonly Waiting[], isBuy: boolean, limit: bigint | null): Waiting | undefined => {
  let best: Waiting | undefined
  for (const one of list) {
    if (limit !== null && (isBuy ? one.price > limit : one.price < limit)) continue
    if (best === undefined || (isBuy ? one.price < best.price : one.price > best.price)) best = one
  }
  return best
}

/** What a call fills in the reference book. */
const fillsOfCall = (book: ReferenceBook, call: Call): readonly string[] => {
  if (typeof call === 'string') {
    for (const list of [book.buy, book.sell]) {
      const at = list.findIndex(({ id }) => id === call)
      if (at >= 0) list.splice(at, 1)
    }
    return []
  }
  const isBuy = call.side === 'buy'
  const facing = isBuy ? book.sell : book.buy
  const reachable = facing.filter(
    ({ price }) => call.limit === null || (isBuy ? price <= call.limit : price >= call.limit),
  )
  const offered = reachable.reduce((sum, { open }) => sum + open, 0n)
  if (call.timeInForce === 'FOK' && offered < call.size) return []
  const fills: string[] = []
  let open: bigint = call.size
  for (let best = bestOf(facing, isBuy, call.limit); best !== undefined; best = bestOf(facing, isBuy, call.limit)) {
    if (open === 0n) break
    const size = best.open < open ? best.open : open
    fills.push(told(best.id, best.price, size))
    open -= size
    best.open -= size
    if (best.open === 0n) facing.splice(facing.indexOf(best), 1)
  }
  if (open > 0n && call.limit !== null && call.timeInForce === 'GTC')
    book[call.side].push({ id: call.id, price: call.limit, open })
  return fills
}

/** Makes one call at a book. @returns its fills. */
export const fillsAt = (book: OrderBook, call: Call): readonly Fill[] => {
  const updates = typeof call === 'string' ? book.cancel(call) : book.submit(call)
  return updates.flatMap((update) => (update.kind === 'filled' ? [update.fill] : []))
}

/**
 * Makes the calls of a mix at our book and at the reference.
 *
 * @throws DisagreementError at the first call whose fills differ in maker, price, size or order.
 */
export const checkAgainstReference = (mix: Mix, seed: number): number => {
  const book = bandedBook()
  const reference: ReferenceBook = { buy: [], sell: [] }
  let matches = 0
  for (const [at, call] of drawMix(mix, seed).entries()) {
    const own = fillsAt(book, call).map(({ makerOrder, price, size }) => told(makerOrder, price, size))
    const theirs = fillsOfCall(reference, call)
    if (own.join() !== theirs.join())
      throw new DisagreementError(`call ${at}: our book fills ${own.join()}, the reference ${theirs.join()}`)
    matches += own.length
  }
  return matches
}
