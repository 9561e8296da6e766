import type { OptionKind } from '@ebbline/core'
import { openCsv, type CsvBatch, type CsvTable } from './csv.ts'
import { choiceField, numberField, orNothing, refusedAt, textField, timeField } from './fields.ts'
import { requireSound } from './flaws.ts'
import type { Imported, Manifest } from './manifest.ts'
import { scanRows } from './rows.ts'
import { pickSeries, type SeriesOptions } from './series.ts'

/** What one option was quoted at. Prices are in coin: the option is worth bid × index in quote currency. */
export interface ChainQuote {
  readonly kind: OptionKind
  /** Quote currency. */
  readonly strike: number
  /** Coin; NaN where nobody bids or asks. */
  readonly bid: number
  readonly ask: number
  /** The venue's own volatility, per √year; NaN where the file has none. */
  readonly markVol: number
  /** Price of the future of that expiry when the row was read, quote currency; NaN where the file has none. */
  readonly forward: number
}

/** All options of one expiry at one moment, by rising strike, calls before puts. */
export interface ChainExpiry {
  readonly expiryMs: number
  readonly quotes: readonly ChainQuote[]
}

/** A whole chain at one moment, nearest expiry first. */
export interface ChainSnapshot {
  readonly timeMs: number
  /** Median over the rows of the snapshot, quote currency. */
  readonly index: number
  readonly expiries: readonly ChainExpiry[]
}

/** Snapshots of the options on one coin in order of time. */
export interface OptionChain {
  readonly coin: string
  readonly snapshots: readonly ChainSnapshot[]
}

/** Columns that tell a chain. */
export const CHAIN_COLUMNS: readonly string[] = [
  'ts_ms',
  'instrument',
  'type',
  'strike',
  'expiry_ms',
  'bid',
  'ask',
  'forward',
  'index',
]

/**
 * Option chains of coin-settled options, many rows a moment:
 * `ts_ms,instrument,type,strike,expiry_ms,bid,ask,forward,index` and, where it is there, `mark_iv`. The coin is what the name of the
 * instrument begins with. Crossed quotes belong to the format: they are counted in the manifest and kept.
 *
 * @throws WireError: what `openCsv` refuses, a missing column, a strike or index that is not above 0, a negative quote, a time in
 * another unit, a type other than C and P; unsorted times unless `flaws` is `report`; several coins and none named
 */
export const readOptionChain = async (path: string, options: SeriesOptions = {}): Promise<Imported<OptionChain>> => {
  const pick = pickSeries(options.symbol, (): ChainRow[] => [])
  const manifest = await scanOptionChain(path, (row) => pick.of(row.coin)?.push(row))
  requireSound(path, manifest, options.flaws)
  const rows = pick.only(path, manifest)
  return { data: { coin: rows[0]?.coin ?? '', snapshots: snapshotsOf(rows) }, manifest }
}

/** One row of a chain. */
export interface ChainRow extends ChainQuote {
  readonly coin: string
  readonly timeMs: number
  readonly expiryMs: number
  readonly index: number
}

/** Walks through a chain in the order of the file. Each row goes to `onRow`. */
export const scanOptionChain = async (path: string, onRow: (row: ChainRow) => void = () => {}): Promise<Manifest> => {
  const table = await openCsv(path)
  return scanRows<ChainRow>(
    table,
    {
      format: 'option-chain',
      rhythm: 'event',
      columns: [...CHAIN_COLUMNS, 'mark_iv'],
      units: [
        'bid, ask: coin; strike, forward, index: quote currency; mark_iv: fraction per √year',
        'an empty bid, ask or forward is not known',
      ],
      limits: [
        'best quotes alone: how much may be traded at them is not seen',
        'rows of one moment are read over some seconds, so that forwards differ a little between them',
      ],
      allowed: ['crossed-book'],
      read: chainReader(table),
      moment: ({ coin, timeMs }) => ({ series: coin, timeMs }),
      judge: ({ bid, ask, strike }, row, flaws) => {
        if (bid > ask) flaws.note('crossed-book', row, `bid ${bid} above ask ${ask} at strike ${strike}`)
        return true
      },
    },
    onRow,
  )
}

const chainReader = (table: CsvTable): ((batch: CsvBatch, index: number) => ChainRow) => {
  const [time, expiry] = [timeField(table, 'ts_ms', 'ms'), timeField(table, 'expiry_ms', 'ms')]
  const [name, type] = [textField(table, 'instrument'), choiceField(table, 'type', ['C', 'P'])]
  const [strike, spot] = [numberField(table, 'strike', 'positive'), numberField(table, 'index', 'positive')]
  const quote = (column: string): ReturnType<typeof numberField> =>
    orNothing(table, column, numberField(table, column, 'not-negative'))
  const [bid, ask, forward] = [quote('bid'), quote('ask'), quote('forward')]
  const markVol = table.columns.includes('mark_iv') ? quote('mark_iv') : null
  return (batch, index) => {
    const coin = /^[A-Z0-9]+/.exec(name.at(batch, index))?.[0]
    if (coin === undefined)
      throw refusedAt(table, batch, index, 'instrument', {
        allowed: 'a name that begins with its coin, such as BTC-27MAR26-80000-C',
        remedy: 'name the instruments as the venue does',
      })
    return {
      coin,
      timeMs: time.at(batch, index),
      expiryMs: expiry.at(batch, index),
      kind: type.at(batch, index) === 'C' ? 'call' : 'put',
      strike: strike.at(batch, index),
      bid: known(bid.at(batch, index)),
      ask: known(ask.at(batch, index)),
      markVol: markVol === null ? Number.NaN : known(markVol.at(batch, index)),
      forward: known(forward.at(batch, index)),
      index: spot.at(batch, index),
    }
  }
}

/** Venues write 0 where there is no quote. */
const known = (value: number): number => (value > 0 ? value : Number.NaN)

const snapshotsOf = (rows: readonly ChainRow[]): readonly ChainSnapshot[] =>
  [...Map.groupBy(rows, ({ timeMs }) => timeMs)]
    .toSorted(([one], [other]) => one - other)
    .map(([timeMs, together]) => ({
      timeMs,
      index: middle(together.map(({ index }) => index)),
      expiries: [...Map.groupBy(together, ({ expiryMs }) => expiryMs)]
        .toSorted(([one], [other]) => one - other)
        .map(([expiryMs, quotes]) => ({ expiryMs, quotes: quotes.toSorted(byStrike).map(quoteOf) })),
    }))

const byStrike = (one: ChainQuote, other: ChainQuote): number =>
  one.strike - other.strike || (one.kind === other.kind ? 0 : one.kind === 'call' ? -1 : 1)

const quoteOf = ({ kind, strike, bid, ask, markVol, forward }: ChainRow): ChainQuote => ({
  kind,
  strike,
  bid,
  ask,
  markVol,
  forward,
})

const middle = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
