import { axisScale, valueRuler, X_AXIS_PX, xAxis, yAxis, yAxisWidth } from './axes.ts'
import type { Plot, ValueAxis } from './axes.ts'
import { distinct, finite, nonEmpty } from './check.ts'
import { toCsv } from './csv.ts'
import { composeFigure, label, tooltip } from './figure.ts'
import type { Canvas, Drawing, Figure, FigureText } from './figure.ts'
import { formatValue } from './format.ts'
import { legend } from './legend.ts'
import { element, EMPTY, join } from './markup.ts'
import type { Markup } from './markup.ts'
import { mark } from './marks.ts'
import { linePath } from './path.ts'
import { extent } from './scale.ts'
import type { Scale } from './scale.ts'
import { along, placeLabels } from './scatter-labels.ts'

/** A pair of costs: x, then y. */
export type CostPair = readonly [x: number, y: number]

/** One policy: where it stands under the first bound, and under the second (`null` when there is one bound only). */
export type ScatterPoint = {
  readonly name: string
  readonly colour: string
  readonly first: CostPair
  readonly second: CostPair | null
}

/** Two costs against each other, lower left is better on both; the front joins what no other policy beats on both. */
export type ScatterChart = FigureText & {
  readonly x: ValueAxis & { readonly name: string }
  readonly y: ValueAxis & { readonly name: string }
  readonly bounds: readonly [first: string, second: string]
  readonly points: readonly ScatterPoint[]
}

/** The pairs that no other pair beats (at most equal on both, lower on one), by rising x. Equal pairs stay once. */
export const paretoFront = (pairs: readonly CostPair[]): readonly CostPair[] => {
  const front: CostPair[] = []
  for (const pair of pairs.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = front.at(-1)
    if (last === undefined || pair[1] < last[1]) front.push(pair)
  }
  return front
}

type Sheet = { readonly x: Scale; readonly y: Scale; readonly plot: Plot }

/** The bound that claims are made under: the second where it exists. */
const headline = ({ first, second }: ScatterPoint): CostPair => second ?? first

const at = ([px, py]: CostPair, { x, y }: Sheet): readonly [number, number] => [x(px), y(py)]

const words = (chart: ScatterChart, name: string, bound: string, [px, py]: CostPair): Markup =>
  tooltip(
    `${name}, ${bound}: ${chart.x.name} ${formatValue(chart.x.format, px)}, ${chart.y.name} ${formatValue(chart.y.format, py)}`,
  )

const pointMarkup = (chart: ScatterChart, { name, colour, first, second }: ScatterPoint, sheet: Sheet): Markup => {
  const hollow = mark('ring', at(first, sheet), colour, words(chart, name, chart.bounds[0], first))
  if (second === null) return hollow
  const d = linePath([at(first, sheet), at(second, sheet)])
  return join([
    element('path', { class: 'span', d, fill: 'none', stroke: colour, 'stroke-width': 2, 'stroke-opacity': 0.45 }),
    hollow,
    mark('circle', at(second, sheet), colour, words(chart, name, chart.bounds[1], second)),
  ])
}

/** Staircase through the front: between two of its points nothing better is known than the worse of both. */
const frontSteps = (chart: ScatterChart, sheet: Sheet): readonly (readonly [number, number])[] => {
  const front = paretoFront(chart.points.map(headline))
  return front.flatMap((pair, index) => {
    const before = front[index - 1]
    return before === undefined ? [at(pair, sheet)] : [at([pair[0], before[1]], sheet), at(pair, sheet)]
  })
}

const frontMarkup = (chart: ScatterChart, sheet: Sheet): Markup => {
  const steps = frontSteps(chart, sheet)
  if (steps.length < 2) return EMPTY
  return element('path', { class: 'level front', d: linePath(steps) }, tooltip('front: no policy is better on both'))
}

const labelsMarkup = (chart: ScatterChart, sheet: Sheet): Markup => {
  const front = frontSteps(chart, sheet)
  const taken = [
    ...chart.points.flatMap(({ first, second }) => along([at(first, sheet), at(second ?? first, sheet)])),
    ...along(front),
  ]
  const wanted = chart.points.map((point) => ({ text: point.name, at: at(headline(point), sheet) }))
  const places = placeLabels(wanted, taken, sheet.plot)
  return join(
    chart.points.map(({ name, colour }, index) => {
      const place = places[index]
      if (place === undefined) return EMPTY
      return element('g', { style: `fill:${colour}` }, label(`strong halo ${place.anchor}`, [place.x, place.y], name))
    }),
  )
}

const draw = (chart: ScatterChart, canvas: Canvas): Drawing => {
  const all = chart.points.flatMap(({ first, second }) => (second === null ? [first] : [first, second]))
  const keys = legend(
    [
      { name: chart.bounds[0], colour: 'var(--muted)', kind: 'ring' },
      { name: chart.bounds[1], colour: 'var(--muted)', kind: 'circle' },
      { name: 'front', colour: 'var(--muted)', kind: 'line', dash: '6 3' },
    ],
    { left: 0, top: 2, widthPx: canvas.widthPx },
  )
  const vertical = valueRuler(
    chart.y,
    extent(
      'points',
      all.map(([, py]) => py),
    ),
    8,
  )
  const [left, right] = [yAxisWidth(vertical), canvas.widthPx - 14]
  const top = keys.heightPx + 24
  const plot: Plot = { left, right, top, bottom: top + (canvas.compact ? 270 : 340) }
  const horizontal = {
    ...valueRuler(
      chart.x,
      extent(
        'points',
        all.map(([px]) => px),
      ),
      Math.max(3, Math.round((right - left) / 75)),
    ),
    name: chart.x.name,
  }
  const sheet: Sheet = {
    plot,
    x: axisScale(chart.x.kind, horizontal.domain, [left, right]),
    y: axisScale(chart.y.kind, vertical.domain, [plot.bottom, plot.top]),
  }
  const body = join([
    keys.body,
    label('note', [0, top - 12], chart.y.name),
    yAxis(vertical, sheet.y, plot),
    label('note', [plot.left + 8, plot.bottom - 8], '↙ lower is better on both'),
    frontMarkup(chart, sheet),
    ...chart.points.map((point) => pointMarkup(chart, point, sheet)),
    labelsMarkup(chart, sheet),
    xAxis(horizontal, sheet.x, plot, canvas.widthPx),
  ])
  return { heightPx: plot.bottom + X_AXIS_PX, body }
}

/**
 * Two costs of each policy against each other under both bounds, with the front of the policies that none beats on
 * both. Refuses no points, repeated names, NaN and infinities, and values of a log axis that are not positive.
 */
export const scatterChart = (chart: ScatterChart): Figure => {
  distinct(
    'points',
    nonEmpty('points', chart.points).map(({ name }) => name),
  )
  for (const [index, { first, second }] of chart.points.entries())
    for (const value of [...first, ...(second ?? [])]) finite(`points[${index}]`, value)
  const column = (axis: ScatterChart['x']): string => `${axis.name} [${axis.unit}]`
  const csv = toCsv(
    ['name', 'bound', column(chart.x), column(chart.y)],
    chart.points.flatMap(({ name, first, second }) => [
      [name, chart.bounds[0], ...first],
      ...(second === null ? [] : [[name, chart.bounds[1], ...second]]),
    ]),
  )
  return composeFigure(chart, csv, (canvas) => draw(chart, canvas))
}
