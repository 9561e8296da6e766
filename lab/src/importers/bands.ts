import { openColumns } from './columns.ts'
import { openCsv, type CsvBatch, type CsvTable } from './csv.ts'
import { choiceField, numberField, timeField } from './fields.ts'
import { requireSound, type FlawBook, type FlawChoice } from './flaws.ts'
import type { Imported, Manifest } from './manifest.ts'
import { scanRows } from './rows.ts'

/** What rests between mid and a distance from it, at one moment. */
export interface Band {
  /** ms UTC. */
  readonly timeMs: number
  /** Distance from mid in percent: below 0 bids, above 0 asks. */
  readonly percentage: number
  /** Base asset, from mid to the distance. */
  readonly depth: number
  /** The same in quote currency. */
  readonly notional: number
}

/** Bands in the order of the file without the suspect ones, one array a column, as in `Band`. */
export interface Bands {
  readonly timeMs: Float64Array
  readonly percentage: Float64Array
  readonly depth: Float64Array
  readonly notional: Float64Array
}

/**
 * Cumulative depth in percent bands: `ts_ms,percentage,depth,notional[,weighted_avg_price][,suspect]`. Rows with `suspect` = 1
 * are refused and counted; the manifest says how many.
 *
 * @throws WireError: what `openCsv` refuses, a missing column, a negative size, a distance of 0, a time in another unit; times that
 * go back and depth that shrinks with distance, unless `flaws` is `report`; a file of suspect rows alone
 */
export const readBands = async (path: string, flaws: FlawChoice = 'refuse'): Promise<Imported<Bands>> => {
  const columns = openColumns(4)
  const manifest = await scanBands(path, ({ timeMs, percentage, depth, notional }) =>
    columns.add([timeMs, percentage, depth, notional]),
  )
  requireSound(path, manifest, flaws)
  const data: Bands = {
    timeMs: columns.column(0),
    percentage: columns.column(1),
    depth: columns.column(2),
    notional: columns.column(3),
  }
  return { data, manifest }
}

interface BandRow extends Band {
  readonly suspect: boolean
}

/** Walks through bands in the order of the file. Each that is not suspect goes to `onBand`. */
export const scanBands = async (path: string, onBand: (band: Band) => void = () => {}): Promise<Manifest> => {
  const table = await openCsv(path)
  const shape = openShape()
  const read = bandReader(table)
  return scanRows<BandRow>(
    table,
    {
      format: 'bands',
      rhythm: 'event',
      columns: ['ts_ms', 'percentage', 'depth', 'notional', 'suspect'],
      allowed: ['suspect'],
      units: [
        'percentage: distance from mid, bids below 0; depth: base asset from mid to there; notional: quote currency',
      ],
      limits: [
        'one sample every half minute or so: what moved between them is not seen',
        'nothing is known inside the first band or beyond the last',
        'the mid that the bands are measured from is not in the file',
      ],
      read,
      moment: ({ timeMs }) => ({ series: '', timeMs }),
      judge: (row, at, flaws) => {
        if (row.suspect) flaws.note('suspect', at, `${row.percentage} % marked suspect by its source`)
        else shape.take(row, at, flaws)
        return !row.suspect
      },
    },
    onBand,
  )
}

const bandReader = (table: CsvTable): ((batch: CsvBatch, index: number) => BandRow) => {
  const time = timeField(table, 'ts_ms', 'ms')
  const percentage = numberField(table, 'percentage', 'not-zero')
  const [depth, notional] = [
    numberField(table, 'depth', 'not-negative'),
    numberField(table, 'notional', 'not-negative'),
  ]
  const suspect = table.columns.includes('suspect') ? choiceField(table, 'suspect', ['0', '1']) : null
  return (batch, index) => ({
    timeMs: time.at(batch, index),
    percentage: percentage.at(batch, index),
    depth: depth.at(batch, index),
    notional: notional.at(batch, index),
    suspect: suspect?.at(batch, index) === '1',
  })
}

/** Within one moment a wider band holds at least what a narrower one of its side does. */
const openShape = (): { readonly take: (band: Band, row: number, flaws: FlawBook) => void } => {
  let moment = Number.NaN
  let seen: Band[] = []
  return {
    take: (band, row, flaws) => {
      if (band.timeMs !== moment) seen = []
      moment = band.timeMs
      const wrong = seen.find((other) => contradicts(band, other))
      if (wrong !== undefined)
        flaws.note(
          'not-monotone',
          row,
          `${band.percentage} % ${band.depth} beside ${wrong.percentage} % ${wrong.depth}`,
        )
      if (seen.length < BANDS_MAX) seen.push(band)
    },
  }
}

/** More bands of one moment than any venue publishes. */
const BANDS_MAX = 100

const contradicts = (one: Band, other: Band): boolean => {
  if (one.percentage > 0 !== other.percentage > 0) return false
  const wider = Math.abs(one.percentage) - Math.abs(other.percentage)
  return wider === 0 || (wider > 0 ? one.depth < other.depth : one.depth > other.depth)
}
