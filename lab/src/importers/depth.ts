import { openCsv, placesOf, type CsvBatch, type CsvTable } from './csv.ts'
import { choiceField, orNothing, scaledField, timeField, wholeField } from './fields.ts'
import type { DepthRow } from './depth-row.ts'
import type { Manifest } from './manifest.ts'
import { checkMessages } from './messages.ts'
import { scanRows } from './rows.ts'

/** Columns of recorded L2 updates. */
export const DEPTH_COLUMNS: readonly string[] = [
  'recv_us',
  'event_ms',
  'kind',
  'first_id',
  'last_id',
  'prev_id',
  'side',
  'price',
  'qty',
]

/**
 * Rows of recorded L2 updates in the order of the file, batch by batch; one batch (about 256 KiB of text) is in memory.
 *
 * @throws WireError, also from the iterator: what `openCsv` refuses, a missing column, a time in another unit, an id that is no
 * whole number, a kind other than `s` and `u`, a side other than `b` and `a`, a price or size that is negative, has more than
 * eight decimals or does not fit into 2^53 / 1e8, a price of 0
 */
export async function* readDepthRows(path: string): AsyncGenerator<readonly DepthRow[]> {
  const table = await openCsv(path)
  const read = depthReader(table)
  for await (const batch of table.batches) yield Array.from({ length: batch.count }, (_, index) => read(batch, index))
}

/** Walks through recorded L2 updates and says whether a book can be rebuilt from them. */
export const scanDepth = async (path: string): Promise<Manifest> => {
  const table = await openCsv(path)
  const messages = checkMessages()
  return scanRows(table, {
    format: 'depth',
    rhythm: 'event',
    columns: DEPTH_COLUMNS,
    units: DEPTH_UNITS,
    limits: DEPTH_LIMITS,
    read: depthReader(table),
    moment: ({ recvUs }) => ({ series: '', timeMs: recvUs / 1000 }),
    judge: (row, _at, flaws) => {
      messages.take(row, flaws)
      return true
    },
    end: messages.end,
  })
}

type ReadDepth = (batch: CsvBatch, index: number) => DepthRow

const depthReader = (table: CsvTable): ReadDepth => {
  placesOf(table, DEPTH_COLUMNS)
  const recv = timeField(table, 'recv_us', 'us')
  const event = orNothing(table, 'event_ms', timeField(table, 'event_ms', 'ms'))
  const [first, last] = [wholeField(table, 'first_id'), wholeField(table, 'last_id')]
  const prev = orNothing(table, 'prev_id', wholeField(table, 'prev_id'))
  const [kind, side] = [choiceField(table, 'kind', ['s', 'u']), choiceField(table, 'side', ['b', 'a'])]
  const [price, qty] = [scaledField(table, 'price', 'positive'), scaledField(table, 'qty', 'not-negative')]
  return (batch, index) => {
    return {
      row: batch.firstRow + index,
      recvUs: recv.at(batch, index),
      eventMs: orNull(event.at(batch, index)),
      kind: kind.at(batch, index) === 's' ? 's' : 'u',
      firstId: first.at(batch, index),
      lastId: last.at(batch, index),
      prevId: orNull(prev.at(batch, index)),
      side: side.at(batch, index) === 'b' ? 'b' : 'a',
      price: price.at(batch, index),
      qty: qty.at(batch, index),
    }
  }
}

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value)

/** Units of recorded L2 updates. */
const DEPTH_UNITS: readonly string[] = [
  'recv_us: receipt by the recorder, microseconds UTC; event_ms: time of the exchange, ms UTC',
  'price: quote currency; qty: what stands there afterwards, base asset or contracts, 0 = level removed',
]

const DEPTH_LIMITS: readonly string[] = [
  'levels beyond the snapshot are unknown until they are touched',
  'hidden and iceberg size, and who stands behind a level, are not in the book',
  'the clocks of recorder and exchange differ: compare times within one of them',
]
