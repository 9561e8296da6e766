import { dataFormats, type DataFormat } from './formats.ts'
import type { Manifest } from './manifest.ts'
import { beginningOf, firstLine } from './peek.ts'
import { printable, refusal, type Refusal } from './refusal.ts'

/** The form that the beginning of a file tells, or null when it tells none. @throws WireError for a file that cannot be read or is empty */
export const formatOf = async (path: string): Promise<DataFormat | null> => told(await beginningOf(path))

/**
 * Reads a data file to its end and gives its manifest. The form is told by the beginning unless it is named.
 *
 * @param format a name of `dataFormats`
 * @throws WireError for a file of no known form, and for what the form's reader refuses. Flaws that leave rows readable are
 * counted in the manifest instead
 */
export const checkDataset = async (path: string, format?: string): Promise<Manifest> => {
  const text = await beginningOf(path)
  const line = firstLine(text)
  const found = format === undefined ? told(text) : named(format)
  if (found !== null) return found.scan(path)
  if (format === undefined) throw refusal(path, { row: 1, value: line, ...unknownForm(line) })
  throw refusal(path, { field: 'format', value: format, allowed: knownForms(), remedy: 'name one of these' })
}

const named = (name: string): DataFormat | null => dataFormats.find((format) => format.name === name) ?? null

const told = (text: string): DataFormat | null => {
  const line = firstLine(text)
  if (text.startsWith('[')) return /^\[\s*\[\s*\d/.test(text) ? named('ccxt-ohlcv') : null
  if (text.startsWith('{')) return toldByFields(line, text)
  const columns = columnsIn(line)
  return dataFormats.find(({ headers }) => headers.some((header) => header.every((name) => columns.has(name)))) ?? null
}

/** Tardis writes a message a line, with its type first; ccxt one object with two lists of lists. */
const toldByFields = (line: string, text: string): DataFormat | null => {
  if (/^\{\s*"type"\s*:/.test(line)) return named('tardis')
  return /"(bids|asks)"\s*:\s*\[\s*(\[|\])/.test(text) ? named('ccxt-book') : null
}

const columnsIn = (line: string): ReadonlySet<string> => new Set(line.split(',').map((name) => name.trim()))

const knownForms = (): string =>
  dataFormats
    .map(({ name, what, headers }) => `${name} (${headers.map((header) => header.join(',')).join(' or ') || what})`)
    .join('; ')

/** First characters of files that people have instead of tables, and what to do with them. */
const PACKED: readonly (readonly [string, string])[] = [
  ['PK\u0003\u0004', 'this is a zip archive: unpack it'],
  ['BZh', 'this is packed with bzip2: unpack it, or pack it with gzip'],
  ['\uFFFD7zXZ', 'this is packed with xz: unpack it, or pack it with gzip'],
  ['(\uFFFD/\uFFFD', 'this is packed with zstd: unpack it, or pack it with gzip'],
  ['PAR1', 'this is a Parquet file: write it as comma-separated text'],
  ['ARROW1', 'this is an Arrow or Feather file: write it as comma-separated text'],
]

type Advice = Pick<Refusal, 'allowed' | 'remedy'>

/** What a first line should have been: the form that shares most columns with it, else all forms. */
const unknownForm = (line: string): Advice => {
  const other = PACKED.find(([start]) => line.startsWith(start))
  if (other !== undefined) return { allowed: 'text, plain or packed with gzip', remedy: other[1] }
  if (line === '') return { allowed: 'a file with rows', remedy: 'fetch the file again' }
  const columns = columnsIn(line)
  const [nearest] = dataFormats
    .flatMap(({ name, headers }) =>
      headers.map((header) => ({ name, missing: header.filter((one) => !columns.has(one)), header })),
    )
    .filter(({ missing, header }) => missing.length * 2 < header.length)
    .toSorted((a, b) => a.missing.length - b.missing.length)
  if (nearest === undefined)
    return { allowed: knownForms(), remedy: 'write the columns of one of these forms, or name one with --format' }
  const { name, header, missing } = nearest
  return {
    allowed: `${name} (${header.join(',')})`,
    remedy: `${printable(missing.join(','))} missing: add the column or name it so`,
  }
}
