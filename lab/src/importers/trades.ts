import { openColumns } from './columns.ts'
import { openCsv, type CsvBatch, type CsvTable } from './csv.ts'
import { choiceField, numberField, timeField, wholeField } from './fields.ts'
import { requireSound, type FlawBook, type FlawChoice } from './flaws.ts'
import type { Imported, Manifest } from './manifest.ts'
import { scanRows, type RowFormat } from './rows.ts'

/** One trade. */
export interface Trade {
  /** Time of the exchange, microseconds UTC. */
  readonly timeUs: number
  /** Receipt by the recorder, microseconds UTC; NaN where the file does not tell. */
  readonly receivedUs: number
  /** Quote currency. */
  readonly price: number
  /** Base asset, or contracts on coin-margined venues. */
  readonly size: number
  /** 1 when the taker bought, -1 when the taker sold. */
  readonly side: 1 | -1
  /** Id of the venue; NaN where the file has none. */
  readonly id: number
}

/** Trades of one instrument in the order of the file, one array a column, as in `Trade`: 48 bytes a trade. */
export interface Trades {
  readonly timeUs: Float64Array
  readonly receivedUs: Float64Array
  readonly price: Float64Array
  readonly size: Float64Array
  readonly side: Float64Array
}

/**
 * Trades: `ts_us,side,price,amount`, or `recv_us,trade_ms,trade_id,price,qty,taker_side`. Prices and sizes are doubles; texts of
 * at most 15 digits come back from them unchanged.
 *
 * @throws WireError: what `openCsv` refuses, a missing column, a price or size that is not above 0, a side other than `buy` and
 * `sell`, a time in another unit; times that go back and ids that do not rise, unless `flaws` is `report`
 */
export const readTrades = async (path: string, flaws: FlawChoice = 'refuse'): Promise<Imported<Trades>> => {
  const columns = openColumns(5)
  const manifest = await scanTrades(path, ({ timeUs, receivedUs, price, size, side }) =>
    columns.add([timeUs, receivedUs, price, size, side]),
  )
  requireSound(path, manifest, flaws)
  const data: Trades = {
    timeUs: columns.column(0),
    receivedUs: columns.column(1),
    price: columns.column(2),
    size: columns.column(3),
    side: columns.column(4),
  }
  return { data, manifest }
}

/** Walks through trades in the order of the file. Each goes to `onTrade`. */
export const scanTrades = async (path: string, onTrade: (trade: Trade) => void = () => {}): Promise<Manifest> => {
  const table = await openCsv(path)
  const ids = openIds()
  const recorded = table.columns.includes('trade_ms')
  return scanRows<Trade>(
    table,
    {
      format: 'trades',
      rhythm: 'event',
      units: TRADE_UNITS,
      limits: TRADE_LIMITS,
      ...(recorded ? recordedTrades(table) : tapeTrades(table)),
      judge: (trade, row, flaws) => {
        ids.take(trade.id, row, flaws)
        return true
      },
    },
    onTrade,
  )
}

type Layout = Pick<RowFormat<Trade>, 'columns' | 'read' | 'moment'>

const SIDES = ['buy', 'sell'] as const

const tapeTrades = (table: CsvTable): Layout => {
  const time = timeField(table, 'ts_us', 'us')
  const side = choiceField(table, 'side', SIDES)
  const [price, size] = [numberField(table, 'price', 'positive'), numberField(table, 'amount', 'positive')]
  return {
    columns: ['ts_us', 'side', 'price', 'amount'],
    read: (batch: CsvBatch, index: number) => ({
      timeUs: time.at(batch, index),
      receivedUs: Number.NaN,
      price: price.at(batch, index),
      size: size.at(batch, index),
      side: side.at(batch, index) === 'buy' ? 1 : -1,
      id: Number.NaN,
    }),
    moment: ({ timeUs }) => ({ series: '', timeMs: timeUs / 1000 }),
  }
}

const recordedTrades = (table: CsvTable): Layout => {
  const [received, time] = [timeField(table, 'recv_us', 'us'), timeField(table, 'trade_ms', 'ms')]
  const side = choiceField(table, 'taker_side', SIDES)
  const [price, size] = [numberField(table, 'price', 'positive'), numberField(table, 'qty', 'positive')]
  const id = wholeField(table, 'trade_id')
  return {
    columns: ['recv_us', 'trade_ms', 'trade_id', 'price', 'qty', 'taker_side'],
    read: (batch: CsvBatch, index: number) => ({
      timeUs: time.at(batch, index) * 1000,
      receivedUs: received.at(batch, index),
      price: price.at(batch, index),
      size: size.at(batch, index),
      side: side.at(batch, index) === 'buy' ? 1 : -1,
      id: id.at(batch, index),
    }),
    moment: ({ receivedUs }) => ({ series: '', timeMs: receivedUs / 1000 }),
  }
}

/** Ids of a venue rise by trade, so one that does not was recorded twice or out of order. */
const openIds = (): { readonly take: (id: number, row: number, flaws: FlawBook) => void } => {
  let before = -1
  return {
    take: (id, row, flaws) => {
      if (id <= before) flaws.note('unsorted-id', row, `trade_id ${id} after ${before}`)
      if (id > before) before = id
    },
  }
}

const TRADE_UNITS: readonly string[] = [
  'ts_us: time of the exchange, microseconds UTC; recv_us: receipt, microseconds; trade_ms: time of the exchange, ms',
  'price: quote currency; amount, qty: base asset, contracts on coin-margined venues; side: of the taker',
]

const TRADE_LIMITS: readonly string[] = [
  'liquidation trades are not marked',
  'one large order shows as many trades at one moment',
  'no resting depth: what was not traded is not seen',
  'prices of one venue: last trades are no mark price',
]
