import { scaledAt, openCsv, placesOf, textAt, type CsvBatch, type CsvTable } from './csv.ts'
import { EXACT_DIGITS } from './decimals.ts'
import { refusedAt, timeField, wholeField, type NumberField } from './fields.ts'
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
  const places = placesOf(table, DEPTH_COLUMNS)
  const [, eventAt = 0, kindAt = 0, , , prevAt = 0, sideAt = 0] = places
  const width = table.columns.length
  const recv = timeField(table, 'recv_us', 'us')
  const event = timeField(table, 'event_ms', 'ms')
  const [first, last, prev] = [
    wholeField(table, 'first_id'),
    wholeField(table, 'last_id'),
    wholeField(table, 'prev_id'),
  ]
  const [price, qty] = [scaledField(table, 'price', 1), scaledField(table, 'qty', 0)]
  const letter = (batch: CsvBatch, index: number, column: number): string => textAt(batch, width, index, column)
  const isEmpty = (batch: CsvBatch, index: number, column: number): boolean => {
    const at = 2 * (index * width + column)
    return batch.bounds[at] === batch.bounds[at + 1]
  }
  return (batch, index) => {
    const kind = letter(batch, index, kindAt)
    const side = letter(batch, index, sideAt)
    if (kind !== 's' && kind !== 'u') throw refusedAt(table, batch, index, 'kind', KIND)
    if (side !== 'b' && side !== 'a') throw refusedAt(table, batch, index, 'side', SIDE)
    return {
      row: batch.firstRow + index,
      recvUs: recv.at(batch, index),
      eventMs: isEmpty(batch, index, eventAt) ? null : event.at(batch, index),
      kind,
      firstId: first.at(batch, index),
      lastId: last.at(batch, index),
      prevId: isEmpty(batch, index, prevAt) ? null : prev.at(batch, index),
      side,
      price: price.at(batch, index),
      qty: qty.at(batch, index),
    }
  }
}

const KIND = { allowed: 's (snapshot) or u (update)', remedy: 'mend the row' }
const SIDE = { allowed: 'b (bid) or a (ask)', remedy: 'mend the row' }

/** A column of exact prices or sizes in 1e-8. */
const scaledField = (table: CsvTable, name: string, least: 0 | 1): NumberField => {
  const [column = 0] = placesOf(table, [name])
  const width = table.columns.length
  const why = {
    allowed: `a decimal ${least === 1 ? 'above 0' : 'of at least 0'} with at most ${EXACT_DIGITS} digits after the point, below 90 million`,
    remedy: 'mend the row; state sizes of cheap coins in thousands',
  }
  return {
    at: (batch, index) => {
      const value = scaledAt(batch, width, index, column)
      if (!(value >= least)) throw refusedAt(table, batch, index, name, why)
      return value
    },
  }
}

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
