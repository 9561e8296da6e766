import { distinct, identifier, nonEmpty } from './check.ts'
import { toCsv } from './csv.ts'
import { parseDecimal } from './decimal.ts'
import { ChartInputError } from './error.ts'
import { figureCaption, figureHead } from './figure.ts'
import type { FigureText } from './figure.ts'
import { formatValue } from './format.ts'
import type { NumberFormat } from './format.ts'
import { dataScript, element, EMPTY, escape, join } from './markup.ts'
import type { Attributes, Markup } from './markup.ts'
import { cellMark, standings } from './ranking.ts'
import type { Better, CellMark } from './ranking.ts'

/** One metric: its short title, what exactly it means (shown as tooltip), how it reads and which end is good. */
export type TableColumn = {
  readonly key: string
  readonly title: string
  readonly definition: string
  readonly unit: string
  readonly format: NumberFormat
  readonly better: Better
}

/** Columns that are read together, such as benefit, or cost. */
export type ColumnGroup = { readonly title: string; readonly columns: readonly TableColumn[] }

/** One policy. `cells[key][i]` is the decimal string (or text) under `bounds[i]`, `null` where not measured. */
export type TableRow = {
  readonly name: string
  readonly colour?: string
  readonly note?: string
  readonly cells: Readonly<Record<string, readonly (string | null)[]>>
}

/** Policies against metrics; every cell has one value a bound (frozen path, path plus own impact). */
export type ComparisonTable = FigureText & {
  readonly rowTitle: string
  readonly bounds: readonly string[]
  readonly groups: readonly ColumnGroup[]
  readonly rows: readonly TableRow[]
}

/** A finished table: `html` is the whole `<figure>`, `csv` the values as given, without loss. */
export type TableFigure = { readonly id: string; readonly html: string; readonly csv: string }

const columnsOf = (table: ComparisonTable): readonly TableColumn[] => table.groups.flatMap(({ columns }) => columns)

const cellOf = (row: TableRow, column: TableColumn): readonly (string | null)[] => row.cells[column.key] ?? []

const check = (table: ComparisonTable): void => {
  identifier('id', table.id)
  nonEmpty('bounds', table.bounds)
  distinct(
    'groups',
    nonEmpty('groups', columnsOf(table)).map(({ key }) => key),
  )
  distinct(
    'rows',
    nonEmpty('rows', table.rows).map(({ name }) => name),
  )
  for (const [index, row] of table.rows.entries())
    for (const column of columnsOf(table)) {
      const field = `rows[${index}].cells.${column.key}`
      const values = cellOf(row, column)
      if (values.length !== table.bounds.length)
        throw new ChartInputError(
          field,
          values.length,
          `${table.bounds.length} values, one a bound, null where not measured`,
        )
      if (column.format === 'text' && column.better !== 'none')
        throw new ChartInputError(`${column.key}.better`, column.better, 'none, because text has no order')
      if (column.format !== 'text') for (const value of values) if (value !== null) parseDecimal(field, value)
    }
}

/** Marks of one column, row by row. */
const columnMarks = (table: ComparisonTable, column: TableColumn): readonly CellMark[] => {
  if (column.better === 'none') return table.rows.map(() => 'none')
  const perBound = table.bounds.map((_, bound) =>
    standings(
      table.rows.map((row) => cellOf(row, column)[bound] ?? null),
      column.better,
    ),
  )
  return table.rows.map((_, index) => cellMark(perBound.map((list) => list[index] ?? 'between')))
}

const MARK_WORDS: Readonly<Record<CellMark, readonly [glyph: string, words: string]>> = {
  best: ['▲', 'best under every bound'],
  worst: ['▼', 'worst under every bound'],
  'split-best': ['△', 'best under some bounds only'],
  'split-worst': ['▽', 'worst under some bounds only'],
  none: ['', ''],
}

const markMarkup = (kind: CellMark, single: boolean): Markup => {
  const [glyph, words] = MARK_WORDS[kind]
  if (glyph === '') return EMPTY
  const said = single ? kind : words
  return element('span', { class: 'standing', role: 'img', title: said, 'aria-label': said }, escape(glyph))
}

/** What a browser sorts by: the first bound; nothing where it was not measured. */
const sortKey = (value: string | null | undefined): string | undefined => value ?? undefined

/** The header names the unit once, so basis points stand as bare numbers. */
const cellText = ({ format }: TableColumn, value: string): string => {
  const text = formatValue(format, value)
  return format === 'bps' ? text.replace(' bps', '') : text
}

const valueMarkup = (column: TableColumn, value: string | null, bound: string): Markup =>
  value === null
    ? element('span', { class: 'value missing', title: `${bound}: not measured` }, escape('–'))
    : element(
        'span',
        { class: 'value', title: `${bound}: ${value} ${column.unit}`.trim() },
        escape(cellText(column, value)),
      )

const cellMarkup = (table: ComparisonTable, column: TableColumn, row: TableRow, kind: CellMark): Markup => {
  const values = cellOf(row, column)
  const classes = [column.format === 'text' ? 'words' : 'number', kind === 'none' ? '' : kind].filter(
    (name) => name !== '',
  )
  return element(
    'td',
    { class: classes.join(' '), 'data-sort': sortKey(values[0]) },
    markMarkup(kind, table.bounds.length === 1),
    ...values.map((value, bound) => valueMarkup(column, value, table.bounds[bound] ?? '')),
  )
}

const HINTS: Readonly<Record<Better, string>> = { lower: '↓ lower is better', higher: '↑ higher is better', none: '' }

const headerMarkup = (column: TableColumn, index: number, first: boolean): Markup => {
  const hint = HINTS[column.better]
  const place: Attributes = {
    scope: 'col',
    class: [column.format === 'text' ? 'words' : '', first ? 'group-start' : ''].join(' ').trim(),
    'aria-sort': 'none',
  }
  return element(
    'th',
    place,
    element(
      'button',
      {
        type: 'button',
        'data-column': String(index + 1),
        title: [column.definition, hint].filter((text) => text !== '').join(' — '),
      },
      escape(column.title),
    ),
    element(
      'span',
      { class: 'unit' },
      escape([column.unit, hint.slice(0, 1)].filter((text) => text !== '').join('\u00a0')),
    ),
  )
}

const headMarkup = (table: ComparisonTable): Markup => {
  const groups = table.groups.map(({ title, columns }) =>
    element('th', { class: 'group group-start', colspan: String(columns.length), scope: 'colgroup' }, escape(title)),
  )
  const starts = new Set(table.groups.map(({ columns }) => columns[0]?.key))
  const columns = columnsOf(table).map((column, index) => headerMarkup(column, index, starts.has(column.key)))
  const corner = element(
    'th',
    { scope: 'col', 'aria-sort': 'none' },
    element('button', { type: 'button', 'data-column': '0' }, escape(table.rowTitle)),
  )
  const titled = table.groups.some(({ title }) => title !== '')
  const groupRow = titled ? element('tr', {}, element('td', { class: 'corner' }), ...groups) : EMPTY
  return element('thead', {}, groupRow, element('tr', {}, corner, ...columns))
}

const rowMarkup = (row: TableRow, cells: readonly Markup[]): Markup => {
  const swatch =
    row.colour === undefined ? EMPTY : element('span', { class: 'swatch', style: `background:${row.colour}` })
  const note = row.note === undefined ? EMPTY : element('span', { class: 'unit' }, escape(row.note))
  const name = element('th', { scope: 'row', 'data-sort': row.name }, swatch, escape(row.name), note)
  return element('tr', { 'data-of': row.name }, name, ...cells)
}

const bodyMarkup = (table: ComparisonTable): Markup => {
  const columns = columnsOf(table)
  const marks = columns.map((column) => columnMarks(table, column))
  const rows = table.rows.map((row, index) =>
    rowMarkup(
      row,
      columns.map((column, place) => cellMarkup(table, column, row, marks[place]?.[index] ?? 'none')),
    ),
  )
  return element('tbody', {}, ...rows)
}

const keyMarkup = (table: ComparisonTable): Markup => {
  const ranked = columnsOf(table).some(({ better }) => better !== 'none')
  const lines = table.bounds.length > 1 ? [`Each cell, top to bottom: ${table.bounds.join('; ')}.`] : []
  if (ranked && table.bounds.length > 1)
    lines.push('▲ best and ▼ worst under every bound; △ ▽ under some bounds only, so no ranking is claimed.')
  else if (ranked) lines.push('▲ best, ▼ worst of the column.')
  return lines.length === 0 ? EMPTY : element('p', { class: 'key' }, escape(lines.join(' ')))
}

/** The definitions again as text, for readers without a pointer. */
const definitionsMarkup = (table: ComparisonTable): Markup => {
  const defined = columnsOf(table).filter(({ definition }) => definition !== '')
  if (defined.length === 0) return EMPTY
  const list = defined.flatMap(({ title, definition }) => [
    element('dt', {}, escape(title)),
    element('dd', {}, escape(definition)),
  ])
  return element(
    'details',
    {},
    element('summary', {}, escape('What each column means')),
    element('dl', { class: 'definitions' }, ...list),
  )
}

const tableCsv = (table: ComparisonTable): string =>
  toCsv(
    [table.rowTitle, 'bound', ...columnsOf(table).map(({ key, unit }) => (unit === '' ? key : `${key} [${unit}]`))],
    table.rows.flatMap((row) =>
      table.bounds.map((bound, index) => [
        row.name,
        bound,
        ...columnsOf(table).map((column) => cellOf(row, column)[index] ?? null),
      ]),
    ),
  )

/**
 * Policies against metrics, benefit and cost side by side, one value a bound in each cell. Best and worst are marked
 * only where they hold under every bound; values are compared as exact decimals. A click on a header sorts by the first
 * bound. Refuses no rows, repeated names or keys, cells that miss a bound, and values that are no decimals.
 */
export const comparisonTable = (table: ComparisonTable): TableFigure => {
  check(table)
  const csv = tableCsv(table)
  const html = element(
    'figure',
    { id: table.id, class: 'figure table', 'aria-labelledby': `${table.id}-heading` },
    figureHead(table, ['csv']),
    element(
      'div',
      { class: 'scroll', role: 'region', 'aria-labelledby': `${table.id}-heading`, tabindex: '0' },
      element('table', {}, join([headMarkup(table), bodyMarkup(table)])),
    ),
    keyMarkup(table),
    definitionsMarkup(table),
    figureCaption(table),
    dataScript(`${table.id}-csv`, csv),
  )
  return { id: table.id, html, csv }
}
