import { openBookWatch, type BookWatch } from './book-watch.ts'
import { openBytes, type ByteSource } from './bytes.ts'
import { openFlaws, type FlawBook } from './flaws.ts'
import { lineBlocks } from './lines.ts'
import { manifestOf, type Manifest } from './manifest.ts'
import { refusal } from './refusal.ts'
import { tardisMessage, type TardisMessage } from './tardis-message.ts'
import { openTimeline } from './timeline.ts'

/**
 * Messages of Tardis' normalised form in the order of the file, batch by batch: one JSON object a line with the type `trade`,
 * `book_change`, `derivative_ticker`, `liquidation` or `disconnect`. Messages of other normalised types come as `unread`.
 *
 * @throws WireError, also from the iterator: what `openBytes` refuses, a line beyond 1 MiB, a line that is no such message, a
 * price that is not above 0, a negative size, a time that is no ISO moment in UTC
 * @source https://docs.tardis.dev/tardis-machine/data-types
 */
export const readTardis = (path: string): AsyncIterable<readonly TardisMessage[]> => messagesIn(path, openBytes(path))

async function* messagesIn(path: string, source: ByteSource): AsyncGenerator<readonly TardisMessage[]> {
  let row = 1
  let messages = 0
  for await (const block of lineBlocks(path, source.chunks, () => row)) {
    const batch: TardisMessage[] = []
    for (const line of block.toString('utf8').split('\n').slice(0, -1)) {
      if (line.trim() !== '') batch.push(tardisMessage(path, row, row === 1 ? line.replace(/^\uFEFF/, '') : line))
      row += 1
    }
    messages += batch.length
    if (batch.length > 0) yield batch
  }
  if (messages === 0)
    throw refusal(path, { value: 'no message', allowed: 'at least one', remedy: 'fetch the file again' })
}

/** Walks through such messages, rebuilds the books, and says what is wrong. A disconnect is a hole that the form allows. */
export const scanTardis = async (path: string): Promise<Manifest> => {
  const source = openBytes(path)
  const flaws = openFlaws(['disconnect', 'unread-type'])
  const timeline = openTimeline('event', flaws)
  const books = openBooks()
  let rows = 0
  let refused = 0
  let received = 0
  for await (const batch of messagesIn(path, source))
    for (const message of batch) {
      rows += 1
      if (message.kind === 'unread') {
        refused += 1
        flaws.note('unread-type', message.row, message.type)
        continue
      }
      if (message.receivedUs < received)
        flaws.note('unsorted-time', message.row, 'received before the message above it')
      received = Math.max(received, message.receivedUs)
      books.take(message, flaws)
      if (message.kind === 'disconnect') flaws.note('disconnect', message.row, message.exchange)
      else timeline.take(`${message.exchange}:${message.symbol}:${message.kind}`, received / 1000, message.row)
    }
  const { file, seal } = source
  const origin = { file, format: 'tardis', columns: [], unread: [], units: UNITS, limits: LIMITS, seal: seal() }
  return manifestOf(origin, { ...timeline.cover(), rows, refused, flaws: flaws.flaws() })
}

/** Books of all symbols, begun anew by a snapshot and after a disconnect. */
const openBooks = (): { readonly take: (message: TardisMessage, flaws: FlawBook) => void } => {
  const books = new Map<string, BookWatch>()
  return {
    take: (message, flaws) => {
      if (message.kind === 'disconnect')
        for (const name of books.keys()) if (name.startsWith(`${message.exchange}:`)) books.delete(name)
      if (message.kind !== 'book-change') return
      const name = `${message.exchange}:${message.symbol}`
      const book = bookOf(books, name, message.isSnapshot)
      if (book === null) {
        flaws.note('sequence-break', message.row, `${name}: an update before a snapshot`)
        return
      }
      for (const { price, size } of message.bids) book.set('b', price, size)
      for (const { price, size } of message.asks) book.set('a', price, size)
      const crossed = book.crossed()
      if (crossed !== null) flaws.note('crossed-book', message.row, `${name}: bid ${crossed[0]} at ask ${crossed[1]}`)
    },
  }
}

const bookOf = (books: Map<string, BookWatch>, name: string, isSnapshot: boolean): BookWatch | null => {
  if (!isSnapshot) return books.get(name) ?? null
  const fresh = openBookWatch()
  books.set(name, fresh)
  return fresh
}

const UNITS: readonly string[] = [
  'timestamp: time of the exchange, localTimestamp: receipt; ISO 8601 in UTC',
  'price: quote currency; amount: as the exchange states it, base asset or contracts',
]

const LIMITS: readonly string[] = [
  'what happened between a disconnect and the next snapshot is not known',
  'liquidations are those that the exchange publishes: many show at most one a second and symbol',
  'levels beyond the recorded depth are not known',
]
