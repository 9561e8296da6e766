import { decodeValue } from './codec.ts'
import { shown, WireError, type WireProblem } from './error.ts'
import { parseJson, wholeFile } from './json.ts'
import { FILE_BYTES_MAX, requireSize } from './limits.ts'
import type { OptionEntry, OptionFile } from './option-file.ts'
import { optionFileSchema } from './schemas/option-file.ts'

/** One option of a file, with the place where it stands: `options.3` or `row 5`. */
export interface PlacedOption {
  readonly place: string
  readonly entry: OptionEntry
}

/**
 * The options of a file's text: JSON by its schema, or a table with commas whose header names fields, every other column being a
 * parameter; empty cells are left out. A text that begins with `{` or `[` is JSON.
 *
 * @throws WireError naming file, field or row, value, what is allowed, and the remedy.
 */
export const parseOptionFile = (file: string, text: string): readonly PlacedOption[] => {
  if (!/^\s*[[{]/.test(text)) return optionsOfTable(file, text)
  const content = decodeValue(optionFileSchema, parseJson(wholeFile(file), text), wholeFile(file))
  return content.options.map((entry, index) => ({ place: `options.${index}`, entry }))
}

const NUMBERS: ReadonlySet<string> = new Set(['spot', 'strike', 'time', 'rate', 'dividend', 'price'])
const TEXTS: ReadonlySet<string> = new Set(['id', 'model', 'kind'])
const REQUIRED = ['kind', 'spot', 'strike', 'time'] as const
const ROWS_MAX = 100_000

const refuse = (file: string, problem: WireProblem): WireError => new WireError(file, [problem])

const optionsOfTable = (file: string, text: string): readonly PlacedOption[] => {
  requireSize(file, '(whole)', text, FILE_BYTES_MAX)
  const [head = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  const columns = head.split(',').map((name) => name.trim())
  const missing = REQUIRED.find((name) => !columns.includes(name))
  const twice = columns.find((name, index) => columns.indexOf(name) !== index)
  if (missing !== undefined || twice !== undefined) {
    const allowed = `a header with ${REQUIRED.join(', ')}, each column once`
    const remedy = missing === undefined ? `name ${twice} once` : `add the column ${missing}`
    throw refuse(file, { field: 'row 1', value: shown(head), allowed, remedy })
  }
  const rows = lines.flatMap((line, index) => (line.trim() === '' ? [] : [{ line, row: index + 2 }]))
  if (rows.length === 0 || rows.length > ROWS_MAX)
    throw refuse(file, {
      field: '(whole)',
      value: `${rows.length} rows`,
      allowed: `1 to ${ROWS_MAX} rows below the header`,
      remedy: 'write an option a row',
    })
  const options = rows.map(({ line, row }) => plainEntry(file, columns, line, row))
  const numbered = rows.map(({ row }) => row)
  const content = decodeRows(file, { schema: 'ebbline.options/1', options }, numbered)
  return content.options.map((entry, index) => ({ place: `row ${numbered[index] ?? 0}`, entry }))
}

/** A row as the JSON form has it. */
const plainEntry = (file: string, columns: readonly string[], line: string, row: number): unknown => {
  const cells = line.split(',').map((cell) => cell.trim())
  if (cells.length !== columns.length) {
    const allowed = `${columns.length} fields: ${columns.join(',')}`
    throw refuse(file, { field: `row ${row}`, value: `${cells.length} fields`, allowed, remedy: 'mend the row' })
  }
  const fields: Record<string, unknown> = {}
  const parameters: Record<string, number> = {}
  for (const [index, name] of columns.entries()) {
    const cell = cells[index] ?? ''
    if (cell === '') continue
    if (TEXTS.has(name)) fields[name] = cell
    else if (NUMBERS.has(name)) fields[name] = numberOf(file, `row ${row}, ${name}`, cell)
    else parameters[name] = numberOf(file, `row ${row}, ${name}`, cell)
  }
  return { ...fields, parameters }
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/

const numberOf = (file: string, field: string, cell: string): number => {
  const value = NUMBER.test(cell) ? Number(cell) : Number.NaN
  if (Number.isFinite(value)) return value
  throw refuse(file, { field, value: shown(cell), allowed: 'a finite decimal number', remedy: 'mend the cell' })
}

/** Rows under the schema of the JSON form, problems under the numbers of the rows. */
const decodeRows = (file: string, document: unknown, rows: readonly number[]): OptionFile => {
  try {
    return decodeValue(optionFileSchema, document, wholeFile(file))
  } catch (error) {
    if (!(error instanceof WireError)) throw error
    const place = (field: string): string =>
      field.replace(/^options\.(\d+)\.?/, (_whole, index: string) => `row ${rows[Number(index)] ?? 0}, `)
    throw new WireError(
      file,
      error.problems.map((one) => ({ ...one, field: place(one.field) })),
    )
  }
}
