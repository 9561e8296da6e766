import { openColumns } from './columns.ts'
import { openCsv, type CsvBatch, type CsvTable } from './csv.ts'
import { scaledField, timeField } from './fields.ts'
import { requireSound, type FlawChoice } from './flaws.ts'
import type { Imported, Manifest } from './manifest.ts'
import { scanRows } from './rows.ts'

/** A best bid and offer. Prices and sizes are exact: whole numbers of 1e-8, as in `DepthRow`. */
export interface Quote {
  /** Receipt by the recorder, microseconds UTC. */
  readonly recvUs: number
  readonly bid: number
  readonly bidQty: number
  readonly ask: number
  readonly askQty: number
}

/** Best quotes of one instrument in order of receipt, one array a column, as in `Quote`. */
export interface Quotes {
  readonly recvUs: Float64Array
  readonly bid: Float64Array
  readonly bidQty: Float64Array
  readonly ask: Float64Array
  readonly askQty: Float64Array
}

const COLUMNS = ['recv_us', 'bid', 'bid_qty', 'ask', 'ask_qty'] as const

/**
 * Best quotes: `recv_us,bid,bid_qty,ask,ask_qty`.
 *
 * @throws WireError: what `openCsv` refuses, a missing column, a price or size that is not above 0 or not exact in 1e-8, a time in
 * another unit; times that go back and bids at or above the ask, unless `flaws` is `report`
 */
export const readQuotes = async (path: string, flaws: FlawChoice = 'refuse'): Promise<Imported<Quotes>> => {
  const columns = openColumns(COLUMNS.length)
  const manifest = await scanQuotes(path, ({ recvUs, bid, bidQty, ask, askQty }) =>
    columns.add([recvUs, bid, bidQty, ask, askQty]),
  )
  requireSound(path, manifest, flaws)
  const data: Quotes = {
    recvUs: columns.column(0),
    bid: columns.column(1),
    bidQty: columns.column(2),
    ask: columns.column(3),
    askQty: columns.column(4),
  }
  return { data, manifest }
}

/** Walks through best quotes in the order of the file. Each goes to `onQuote`. */
export const scanQuotes = async (path: string, onQuote: (quote: Quote) => void = () => {}): Promise<Manifest> => {
  const table = await openCsv(path)
  return scanRows<Quote>(
    table,
    {
      format: 'quotes',
      rhythm: 'event',
      columns: COLUMNS,
      units: [
        'recv_us: receipt by the recorder, microseconds UTC',
        'bid, ask: quote currency; sizes: base asset, contracts on coin-margined venues',
      ],
      limits: [
        'one level a side: nothing behind it is seen',
        'thinned quotes: changes between two rows are not seen',
        'the clocks of recorder and exchange differ',
      ],
      read: quoteReader(table),
      moment: ({ recvUs }) => ({ series: '', timeMs: recvUs / 1000 }),
      judge: ({ bid, ask }, row, flaws) => {
        if (bid >= ask) flaws.note('crossed-book', row, `bid ${bid / 1e8} at ask ${ask / 1e8}`)
        return true
      },
    },
    onQuote,
  )
}

const quoteReader = (table: CsvTable): ((batch: CsvBatch, index: number) => Quote) => {
  const recv = timeField(table, 'recv_us', 'us')
  const [bid, ask] = [scaledField(table, 'bid', 'positive'), scaledField(table, 'ask', 'positive')]
  const [bidQty, askQty] = [scaledField(table, 'bid_qty', 'positive'), scaledField(table, 'ask_qty', 'positive')]
  return (batch, index) => ({
    recvUs: recv.at(batch, index),
    bid: bid.at(batch, index),
    bidQty: bidQty.at(batch, index),
    ask: ask.at(batch, index),
    askQty: askQty.at(batch, index),
  })
}
