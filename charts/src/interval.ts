import { valueRuler, X_AXIS_PX, xAxis } from './axes.ts'
import type { Plot, ValueAxis, XRuler } from './axes.ts'
import { distinct, finiteOrGap, nonEmpty } from './check.ts'
import { toCsv } from './csv.ts'
import { composeFigure, label, segment, tooltip } from './figure.ts'
import type { Canvas, Drawing, Figure, FigureText } from './figure.ts'
import { formatValue } from './format.ts'
import { legend } from './legend.ts'
import { element, EMPTY, join } from './markup.ts'
import type { Markup } from './markup.ts'
import { mark } from './marks.ts'
import { axisScale } from './axes.ts'
import { extent } from './scale.ts'
import type { Scale } from './scale.ts'
import { fitted, textWidth } from './text.ts'

/** One policy's metric under both bounds; `null` where it was not measured. */
export type IntervalRow = {
  readonly name: string
  readonly colour: string
  /** What the row belongs to, when that is not its name: it is brought out together with it. */
  readonly of?: string
  readonly first: number | null
  readonly second: number | null
  /** The same two again from a second way of running, when the chart has `checks`. */
  readonly checks?: readonly [first: number | null, second: number | null]
}

/** One metric across policies, two marks a row joined by a line: `first` hollow, `second` filled; `checks` add two smaller shapes. */
export type IntervalChart = FigureText & {
  readonly axis: ValueAxis
  readonly axisName: string
  readonly bounds: readonly [first: string, second: string]
  readonly rows: readonly IntervalRow[]
  /** What the marks of each row's `checks` are called. */
  readonly checks?: readonly [first: string, second: string]
}

const valuesOf = ({ first, second, checks = [null, null] }: IntervalRow): readonly number[] =>
  [first, second, ...checks].filter((value) => value !== null)

type Sheet = {
  readonly x: Scale
  readonly plot: Plot
  readonly rowPx: number
  readonly compact: boolean
  readonly widthPx: number
}

const valuesText = (chart: IntervalChart, [left, right]: readonly [number, number]): readonly [string, string] => [
  formatValue(chart.axis.format, left),
  formatValue(chart.axis.format, right),
]

/** Numbers beside the marks, outside their span; a number without room on its side moves to the other, or both above the line. */
const numbers = (chart: IntervalChart, row: IntervalRow, y: number, { x, plot, widthPx }: Sheet): Markup => {
  const known = valuesOf(row)
  if (known.length === 0) return label('note', [plot.left + 6, y + 4], 'not measured')
  const ends = [Math.min(...known), Math.max(...known)] as const
  const [low, high] = valuesText(chart, ends)
  const [left, right] = [x(ends[0]) - 10, x(ends[1]) + 10]
  if (low === high) return label('note halo', [right, y + 4], low)
  const both = `${low} – ${high}`
  const crowded = left - textWidth(low, 11) < plot.left + 2
  if (right + textWidth(crowded ? both : high, 11) > widthPx) return label('note halo end', [widthPx, y - 12], both)
  if (crowded) return label('note halo', [right, y + 4], both)
  return join([label('note halo end', [left, y + 4], low), label('note halo', [right, y + 4], high)])
}

const dot = (chart: IntervalChart, row: IntervalRow, y: number, { x }: Sheet, which: 'first' | 'second'): Markup => {
  const value = row[which]
  if (value === null) return EMPTY
  const bound = chart.bounds[which === 'first' ? 0 : 1]
  const words = tooltip(`${row.name}, ${bound}: ${formatValue(chart.axis.format, value)}`)
  return mark(which === 'first' ? 'ring' : 'circle', [x(value), y], row.colour, words)
}

const CHECK_SHAPES = ['triangle', 'diamond'] as const

const checkDots = (chart: IntervalChart, row: IntervalRow, y: number, { x }: Sheet): Markup =>
  join(
    (row.checks ?? []).map((value, at) => {
      if (value === null) return EMPTY
      const words = tooltip(`${row.name}, ${chart.checks?.[at] ?? ''}: ${formatValue(chart.axis.format, value)}`)
      return mark(CHECK_SHAPES[at === 0 ? 0 : 1], [x(value), y], row.colour, words)
    }),
  )

const rowMarkup = (chart: IntervalChart, row: IntervalRow, index: number, sheet: Sheet): Markup => {
  const { plot, rowPx, compact, x } = sheet
  const y = plot.top + (index + (compact ? 0.68 : 0.5)) * rowPx
  const name = compact
    ? label('strong halo', [0, y - 14], fitted(row.name, plot.right, 12))
    : label('end', [plot.left - 12, y + 4], fitted(row.name, plot.left - 16, 12))
  const known = valuesOf(row)
  const [low, high] = [Math.min(...known), Math.max(...known)]
  return element(
    'g',
    { 'data-of': row.of ?? row.name },
    segment('grid', [plot.left, y], [plot.right, y]),
    name,
    known.length > 1
      ? element('line', {
          class: 'span',
          x1: x(low),
          y1: y,
          x2: x(high),
          y2: y,
          stroke: row.colour,
          'stroke-width': 3,
          'stroke-opacity': 0.45,
        })
      : EMPTY,
    checkDots(chart, row, y, sheet),
    dot(chart, row, y, sheet, 'second'),
    dot(chart, row, y, sheet, 'first'),
    numbers(chart, row, y, sheet),
  )
}

const horizontalRuler = (chart: IntervalChart, widthPx: number): XRuler => {
  const known = chart.rows.flatMap(valuesOf)
  const data = known.length === 0 ? ([0, 1] as const) : extent('rows', known)
  return { ...valueRuler(chart.axis, data, Math.max(3, Math.round(widthPx / 70))), name: chart.axisName }
}

const draw = (chart: IntervalChart, canvas: Canvas): Drawing => {
  const keys = legend(
    [
      { name: chart.bounds[0], colour: 'var(--muted)', kind: 'ring' },
      { name: chart.bounds[1], colour: 'var(--muted)', kind: 'circle' },
      ...(chart.checks ?? []).map((name, at) => ({
        name,
        colour: 'var(--muted)',
        kind: CHECK_SHAPES[at === 0 ? 0 : 1],
      })),
    ],
    { left: 0, top: 2, widthPx: canvas.widthPx },
  )
  const names = Math.min(190, Math.max(...chart.rows.map(({ name }) => textWidth(name, 12))) + 16)
  const left = canvas.compact ? 8 : names
  const right = canvas.widthPx - (canvas.compact ? 70 : 90)
  const rowPx = canvas.compact ? 44 : 34
  const top = keys.heightPx + 4
  const plot: Plot = { left, right, top, bottom: top + rowPx * chart.rows.length + (canvas.compact ? 6 : 0) }
  const ruler = horizontalRuler(chart, right - left)
  const x = axisScale(chart.axis.kind, ruler.domain, [left + 8, right])
  const sheet: Sheet = { x, plot, rowPx, compact: canvas.compact, widthPx: canvas.widthPx }
  const body = join([
    keys.body,
    ...ruler.ticks.map(({ value }) => segment('grid', [x(value), plot.top], [x(value), plot.bottom])),
    ...chart.rows.map((row, index) => rowMarkup(chart, row, index, sheet)),
    xAxis(ruler, x, plot, canvas.widthPx),
  ])
  return { heightPx: plot.bottom + X_AXIS_PX, body }
}

/**
 * One metric, one row a policy, both bounds as two marks joined by a line. A value not measured is `null` and left out;
 * a row without any says so. Refuses no rows, repeated names, NaN and infinities.
 */
export const intervalChart = (chart: IntervalChart): Figure => {
  distinct(
    'rows',
    nonEmpty('rows', chart.rows).map(({ name }) => name),
  )
  for (const [index, { first, second, checks = [] }] of chart.rows.entries()) {
    finiteOrGap(`rows[${index}].first`, first)
    finiteOrGap(`rows[${index}].second`, second)
    for (const [at, value] of checks.entries()) finiteOrGap(`rows[${index}].checks[${at}]`, value)
  }
  const csv = toCsv(
    ['name', ...[...chart.bounds, ...(chart.checks ?? [])].map((name) => `${name} [${chart.axis.unit}]`)],
    chart.rows.map(({ name, first, second, checks }) => [
      name,
      first,
      second,
      ...(chart.checks === undefined ? [] : (checks ?? [null, null])),
    ]),
  )
  return composeFigure(chart, csv, (canvas) => draw(chart, canvas))
}
