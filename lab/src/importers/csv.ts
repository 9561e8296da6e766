import type { WireError } from '@ebbline/wire'
import { openBytes, type Seal } from './bytes.ts'
import { decimalIn, scaledIn } from './decimals.ts'
import { lineBlocks } from './lines.ts'
import { refusal } from './refusal.ts'

/** Some whole rows of a table, as byte ranges: nothing is turned into text that nobody asks for. */
export interface CsvBatch {
  readonly bytes: Buffer
  /** Number of rows in this batch. */
  readonly count: number
  /** Row number of the first of them; the header is row 1, so rows are the lines that an editor shows. */
  readonly firstRow: number
  /** Field f of the batch's row r stands in `bytes[bounds[2i], bounds[2i + 1])` with i = r × columns + f. */
  readonly bounds: Int32Array
}

/** A table whose header was read. `batches` can be walked once; the seal is known when they have ended. */
export interface CsvTable {
  readonly path: string
  readonly file: string
  readonly columns: readonly string[]
  readonly batches: AsyncIterable<CsvBatch>
  readonly seal: () => Seal
}

const COMMA = 0x2c
const NEWLINE = 0x0a
const RETURN = 0x0d
const QUOTE = 0x22

/**
 * Opens a comma-separated table with a header row, packed with gzip or plain, and streams its rows: at most one batch (about
 * 256 KiB) and one line are in memory. Lines end in LF or CRLF, a byte-order mark and empty lines at the end are passed over.
 *
 * @throws WireError, also from `batches`: what `openBytes` refuses, no header, a header without rows, a line beyond 1 MiB, a row
 * with more or fewer fields than the header, a quoted field
 */
export const openCsv = async (path: string): Promise<CsvTable> => {
  const source = openBytes(path)
  const progress: Progress = { row: 1, emptyRow: 0 }
  const blocks = lineBlocks(path, source.chunks, () => progress.row)
  const first = await blocks.next()
  const block = first.done === true ? Buffer.from('\n') : first.value
  const end = block.indexOf(NEWLINE)
  const columns = headerOf(block.toString('utf8', 0, end))
  progress.row = 2
  const rest = async function* (): AsyncGenerator<CsvBatch> {
    yield* batchesOf(path, columns, block.subarray(end + 1), blocks, progress)
  }
  return { path, file: source.file, columns, batches: rest(), seal: source.seal }
}

const headerOf = (line: string): readonly string[] =>
  line
    .replace(/^\uFEFF/, '')
    .replace(/\r$/, '')
    .split(',')
    .map((name) => name.trim())

async function* batchesOf(
  path: string,
  columns: readonly string[],
  first: Buffer,
  rest: AsyncGenerator<Buffer>,
  progress: Progress,
): AsyncGenerator<CsvBatch> {
  let rows = 0
  let block: Buffer | undefined = first
  try {
    for (; block !== undefined; block = await nextOf(rest)) {
      const batch = splitRows(path, columns, block, progress)
      rows += batch.count
      if (batch.count > 0) yield batch
    }
  } finally {
    await rest.return(undefined)
  }
  if (rows === 0)
    throw refusal(path, { value: 'a header alone', allowed: 'at least one row', remedy: 'fetch the file again' })
}

const nextOf = async (blocks: AsyncGenerator<Buffer>): Promise<Buffer | undefined> => {
  const next = await blocks.next()
  return next.done === true ? undefined : next.value
}

/** Where a walk through a table stands: the row to come, and whether an empty line was met, after which nothing may follow. */
interface Progress {
  row: number
  emptyRow: number
}

const splitRows = (path: string, columns: readonly string[], bytes: Buffer, progress: Progress): CsvBatch => {
  const width = columns.length
  const firstRow = progress.row
  let bounds = new Int32Array(Math.max(64, Math.ceil(bytes.length / 16) * 2))
  let fields = 0
  let fieldStart = 0
  let inLine = 0
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at]
    if (byte === QUOTE) throw quoted(path, progress.row, bytes.toString('latin1', fieldStart, at + 20))
    if (byte !== COMMA && byte !== NEWLINE) continue
    const end = byte === NEWLINE && at > fieldStart && bytes[at - 1] === RETURN ? at - 1 : at
    if (2 * fields + 2 > bounds.length) bounds = longer(bounds)
    bounds[2 * fields] = fieldStart
    bounds[2 * fields + 1] = end
    fieldStart = at + 1
    inLine += 1
    fields += 1
    if (byte === COMMA) continue
    const empty = inLine === 1 && end === bounds[2 * fields - 2]
    if (empty) {
      fields -= 1
      progress.emptyRow ||= progress.row
    } else if (inLine !== width || progress.emptyRow > 0) throw ragged(path, columns, progress, inLine)
    else progress.row += 1
    inLine = 0
  }
  return { bytes, count: progress.row - firstRow, firstRow, bounds }
}

const longer = (bounds: Int32Array): Int32Array<ArrayBuffer> => {
  const longer = new Int32Array(bounds.length * 2)
  longer.set(bounds)
  return longer
}

const ragged = (path: string, columns: readonly string[], { row, emptyRow }: Progress, fields: number): WireError =>
  refusal(path, {
    row: emptyRow > 0 ? emptyRow : row,
    value: emptyRow > 0 ? 'an empty line' : `${fields} fields`,
    allowed: `${columns.length} fields: ${columns.join(',')}`,
    remedy: emptyRow > 0 ? 'remove the line' : 'mend the row, or fetch the file again',
  })

const quoted = (path: string, row: number, value: string): WireError =>
  refusal(path, {
    row,
    value,
    allowed: 'fields without quotes',
    remedy: 'write the table without quotes; numbers and names need none',
  })

/** Field `column` of the batch's row `index` as text. */
export const textAt = ({ bytes, bounds }: CsvBatch, width: number, index: number, column: number): string => {
  const at = 2 * (index * width + column)
  return bytes.toString('utf8', bounds[at], bounds[at + 1])
}

/** Field `column` of the batch's row `index` as the nearest double; NaN where it is no plain decimal. */
export const decimalAt = ({ bytes, bounds }: CsvBatch, width: number, index: number, column: number): number => {
  const at = 2 * (index * width + column)
  return decimalIn(bytes, bounds[at] ?? 0, bounds[at + 1] ?? 0)
}

/** Field `column` of the batch's row `index` as an integer of 1e-8; NaN where it is none. */
export const scaledAt = ({ bytes, bounds }: CsvBatch, width: number, index: number, column: number): number => {
  const at = 2 * (index * width + column)
  return scaledIn(bytes, bounds[at] ?? 0, bounds[at + 1] ?? 0)
}

/** Whether field `column` of the batch's row `index` is empty. */
export const isEmptyAt = ({ bounds }: CsvBatch, width: number, index: number, column: number): boolean => {
  const at = 2 * (index * width + column)
  return bounds[at] === bounds[at + 1]
}

/** Places of named columns, in the order asked. @throws WireError naming the columns that are missing */
export const placesOf = ({ path, columns }: CsvTable, wanted: readonly string[]): readonly number[] => {
  const missing = wanted.filter((name) => !columns.includes(name))
  const twice = columns.find((name, index) => columns.indexOf(name) !== index)
  if (missing.length > 0 || twice !== undefined)
    throw refusal(path, {
      row: 1,
      field: twice ?? missing.join(','),
      value: twice === undefined ? `missing among ${columns.join(',')}` : 'a column that stands there twice',
      allowed: `the columns ${wanted.join(',')}`,
      remedy: 'name the columns so, or name the format with --format',
    })
  return wanted.map((name) => columns.indexOf(name))
}
