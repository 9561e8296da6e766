import { axisScale, valueRuler, X_AXIS_PX, xAxis } from './axes.ts'
import type { Plot, ValueAxis } from './axes.ts'
import { distinct, nonEmpty, nonNegative } from './check.ts'
import { toCsv } from './csv.ts'
import { ChartInputError } from './error.ts'
import { composeFigure, label, segment, tooltip } from './figure.ts'
import type { Canvas, Drawing, Figure, FigureText } from './figure.ts'
import { formatValue } from './format.ts'
import { legend } from './legend.ts'
import { element, EMPTY, join } from './markup.ts'
import type { Markup } from './markup.ts'
import type { Scale } from './scale.ts'
import { fitted, textWidth } from './text.ts'

/** One policy: under each bound the values of all parts, or `null` where it was not run. */
export type StackedRow = {
  readonly name: string
  readonly bars: readonly (readonly number[] | null)[]
}

/** What is in a bar, in the order in which it is stacked from zero. */
export type StackedPart = { readonly name: string; readonly colour: string }

/** Sums and what they are made of: one row a policy, one bar a bound, the first bound paler. */
export type StackedChart = FigureText & {
  readonly axis: ValueAxis
  readonly axisName: string
  readonly bounds: readonly string[]
  readonly parts: readonly StackedPart[]
  readonly rows: readonly StackedRow[]
}

type Sheet = { readonly x: Scale; readonly plot: Plot; readonly compact: boolean }

const BAR_PX = 11
const BAR_GAP_PX = 2
const ROW_GAP_PX = 11
const NAME_PX = 16

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)

const rowHeight = ({ bounds }: StackedChart, compact: boolean): number =>
  bounds.length * (BAR_PX + BAR_GAP_PX) + ROW_GAP_PX + (compact ? NAME_PX : 0)

const barWords = (chart: StackedChart, row: StackedRow, bound: number, values: readonly number[]): string => {
  const parts = chart.parts.flatMap(({ name }, at) => {
    const value = values[at] ?? 0
    return value === 0 ? [] : [`${name} ${formatValue(chart.axis.format, value)}`]
  })
  return `${row.name}, ${chart.bounds[bound] ?? ''}: ${parts.join(', ') || 'nothing'}`
}

/** One bar and its sum behind it; all bars but those of the last bound are paler. */
const barMarkup = (
  chart: StackedChart,
  row: StackedRow,
  { bound, top, sheet: { x } }: { readonly bound: number; readonly top: number; readonly sheet: Sheet },
): Markup => {
  const values = row.bars[bound] ?? null
  if (values === null) return label('note', [x(0) + 6, top + BAR_PX - 1], 'not run')
  let from = 0
  const rects = chart.parts.flatMap(({ colour }, at) => {
    const value = values[at] ?? 0
    const left = x(from)
    from += value
    if (value === 0) return []
    return [element('rect', { x: left, y: top, width: Math.max(0.6, x(from) - left), height: BAR_PX, fill: colour })]
  })
  const paler = bound < chart.bounds.length - 1 ? 0.55 : undefined
  return join([
    element('g', { opacity: paler }, tooltip(barWords(chart, row, bound, values)), ...rects),
    label('note halo', [x(from) + 6, top + BAR_PX - 1.5], formatValue(chart.axis.format, from)),
  ])
}

const rowMarkup = (chart: StackedChart, row: StackedRow, index: number, sheet: Sheet): Markup => {
  const { plot, compact } = sheet
  const top = plot.top + index * rowHeight(chart, compact)
  const bars = top + (compact ? NAME_PX : 0)
  const middle = bars + (chart.bounds.length * (BAR_PX + BAR_GAP_PX) - BAR_GAP_PX) / 2
  return element(
    'g',
    { 'data-of': row.name },
    compact
      ? label('strong halo', [0, top + 11], fitted(row.name, plot.right, 12))
      : label('end', [plot.left - 12, middle + 4], fitted(row.name, plot.left - 16, 12)),
    ...chart.bounds.map((_, bound) =>
      barMarkup(chart, row, { bound, top: bars + bound * (BAR_PX + BAR_GAP_PX), sheet }),
    ),
  )
}

const draw = (chart: StackedChart, canvas: Canvas): Drawing => {
  const keys = legend(
    chart.parts.map(({ name, colour }) => ({ name, colour, kind: 'area' as const })),
    { left: 0, top: 2, widthPx: canvas.widthPx },
  )
  const said =
    chart.bounds.length < 2 ? '' : `upper, paler bar: ${chart.bounds[0] ?? ''}; lower bar: ${chart.bounds.at(-1) ?? ''}`
  const names = Math.min(190, Math.max(...chart.rows.map(({ name }) => textWidth(name, 12))) + 16)
  const left = canvas.compact ? 2 : names
  const right = canvas.widthPx - 64
  const top = keys.heightPx + (said === '' ? 6 : 26)
  const bottom = top + chart.rows.length * rowHeight(chart, canvas.compact)
  const plot: Plot = { left, right, top, bottom }
  const most = Math.max(...chart.rows.flatMap(({ bars }) => bars.map((values) => sum(values ?? []))), 0)
  const axis: ValueAxis = { ...chart.axis, zero: 'include' }
  const ruler = {
    ...valueRuler(axis, [0, most === 0 ? 1 : most], Math.max(3, Math.round((right - left) / 90))),
    name: chart.axisName,
  }
  const x = axisScale(axis.kind, ruler.domain, [left, right])
  const body = join([
    keys.body,
    said === '' ? EMPTY : label('note', [0, keys.heightPx + 10], said),
    ...ruler.ticks.map(({ value }) => segment('grid', [x(value), plot.top], [x(value), plot.bottom])),
    ...chart.rows.map((row, index) => rowMarkup(chart, row, index, { x, plot, compact: canvas.compact })),
    xAxis(ruler, x, plot, canvas.widthPx),
  ])
  return { heightPx: bottom + X_AXIS_PX, body }
}

/**
 * Sums by part, one row a policy and one bar a bound. Refuses no rows, no parts, no bounds, repeated names, a log axis, bars that do not
 * match the parts or bounds, and values that are negative or no numbers.
 */
export const stackedChart = (chart: StackedChart): Figure => {
  check(chart)
  const csv = toCsv(
    ['name', 'bound', 'part', `${chart.axisName} [${chart.axis.unit}]`],
    chart.rows.flatMap(({ name, bars }) =>
      chart.bounds.flatMap((bound, at) =>
        chart.parts.map((part, place) => [name, bound, part.name, bars[at]?.[place] ?? null]),
      ),
    ),
  )
  return composeFigure(chart, csv, (canvas) => draw(chart, canvas))
}

const check = ({ axis, bounds, parts, rows }: StackedChart): void => {
  nonEmpty('bounds', bounds)
  distinct(
    'parts',
    nonEmpty('parts', parts).map(({ name }) => name),
  )
  distinct(
    'rows',
    nonEmpty('rows', rows).map(({ name }) => name),
  )
  if (axis.kind === 'log') throw new ChartInputError('axis.kind', axis.kind, 'linear, because bars begin at zero')
  for (const [index, { bars }] of rows.entries()) {
    if (bars.length !== bounds.length)
      throw new ChartInputError(`rows[${index}].bars`, bars.length, `${bounds.length} bars, one a bound`)
    for (const [bound, values] of bars.entries()) {
      const field = `rows[${index}].bars[${bound}]`
      if (values !== null && values.length !== parts.length)
        throw new ChartInputError(field, values.length, `${parts.length} values, one a part`)
      for (const [part, value] of (values ?? []).entries()) nonNegative(`${field}[${part}]`, value)
    }
  }
}
