import { readDepthRows, type DepthRow } from '../importers/index.ts'
import type { DepthTape } from './tape.ts'

/** Digits after the point of the integers that the importer gives. */
const DIGITS = 8

/**
 * Reads recorded updates into a tape. Ticks and lots are the coarsest powers of ten in which every price and every size of
 * the file is whole, so nothing is rounded.
 *
 * @throws WireError as `readDepthRows` does
 */
export const readDepthTape = async (path: string): Promise<DepthTape> => {
  const columns = openColumns()
  for await (const rows of readDepthRows(path)) for (const row of rows) columns.add(row)
  return columns.done()
}

/** A tape of rows that are at hand already. */
export const depthTapeOf = (rows: Iterable<DepthRow>): DepthTape => {
  const columns = openColumns()
  for (const row of rows) columns.add(row)
  return columns.done()
}

const NAMES = [
  'receivedUs',
  'eventMs',
  'isSnapshot',
  'firstId',
  'lastId',
  'previousId',
  'isBid',
  'price',
  'size',
] as const
const WIDTH = NAMES.length

const openColumns = (): { readonly add: (row: DepthRow) => void; readonly done: () => DepthTape } => {
  let values = new Float64Array(WIDTH * 4096)
  let rows = 0
  return {
    add: (row) => {
      if ((rows + 1) * WIDTH > values.length) values = doubled(values)
      values.set(fieldsOf(row), rows * WIDTH)
      rows += 1
    },
    done: () => tapeOf(values, rows),
  }
}

const doubled = (values: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> => {
  const longer = new Float64Array(values.length * 2)
  longer.set(values)
  return longer
}

const fieldsOf = (row: DepthRow): readonly number[] => [
  row.recvUs,
  row.eventMs ?? Number.NaN,
  row.kind === 's' ? 1 : 0,
  row.firstId,
  row.lastId,
  row.prevId ?? Number.NaN,
  row.side === 'b' ? 1 : 0,
  row.price,
  row.qty,
]

const tapeOf = (values: Float64Array, rows: number): DepthTape => {
  const column = (name: (typeof NAMES)[number]): Float64Array => {
    const at = NAMES.indexOf(name)
    return Float64Array.from({ length: rows }, (_, row) => values[row * WIDTH + at] ?? Number.NaN)
  }
  const [price, size] = [column('price'), column('size')]
  const [priceUnit, sizeUnit] = [wholeUnit(price), wholeUnit(size)]
  return {
    rows,
    receivedUs: column('receivedUs'),
    eventMs: column('eventMs'),
    isSnapshot: Uint8Array.from(column('isSnapshot')),
    firstId: column('firstId'),
    lastId: column('lastId'),
    previousId: column('previousId'),
    isBid: Uint8Array.from(column('isBid')),
    price: price.map((each) => each / priceUnit),
    size: size.map((each) => each / sizeUnit),
    tickSize: priceUnit / 10 ** DIGITS,
    lotSize: sizeUnit / 10 ** DIGITS,
  }
}

/** Largest power of ten, at most 10^8, that divides every value. */
const wholeUnit = (values: Float64Array): number => {
  let unit = 10 ** DIGITS
  for (const value of values) while (value % unit !== 0) unit /= 10
  return unit
}
