import { axisScale, valueRuler, X_AXIS_PX, xAxis, yAxis, yAxisWidth } from './axes.ts'
import type { Plot, ValueAxis } from './axes.ts'
import { distinct, finite, nonEmpty } from './check.ts'
import { toCsv } from './csv.ts'
import { composeFigure, label, tooltip } from './figure.ts'
import type { Canvas, Drawing, Figure, FigureText } from './figure.ts'
import { formatValue } from './format.ts'
import { legend } from './legend.ts'
import type { LegendEntry } from './legend.ts'
import { element, EMPTY, join } from './markup.ts'
import type { Markup } from './markup.ts'
import { mark } from './marks.ts'
import { linePath } from './path.ts'
import { extent } from './scale.ts'
import type { Scale } from './scale.ts'
import { along, placeLabels } from './scatter-labels.ts'
import type { LabelPlace } from './scatter-labels.ts'

/** A pair of costs: x, then y. */
export type CostPair = readonly [x: number, y: number]

/** One policy: where it stands under the first bound, and under the second (`null` when there is one bound only). */
export type ScatterPoint = {
  readonly name: string
  readonly colour: string
  readonly first: CostPair
  readonly second: CostPair | null
}

/**
 * Two costs against each other, lower left is better on both. A front under each bound joins what no other policy beats on both; what stands
 * on neither is faint.
 */
export type ScatterChart = FigureText & {
  readonly x: ValueAxis & { readonly name: string }
  readonly y: ValueAxis & { readonly name: string }
  readonly bounds: readonly [first: string, second: string]
  readonly points: readonly ScatterPoint[]
  /** Height of the plot; a usual one when left out. */
  readonly heightPx?: number
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

type Bound = 'first' | 'second'

/** The pairs under a bound; none where the chart has one bound only. */
const pairsUnder = ({ points }: ScatterChart, bound: Bound): readonly CostPair[] =>
  points.map((point) => point[bound]).filter((pair) => pair !== null)

/** Whether some other pair is at most equal on both and lower on one. */
const isBeaten = ([x, y]: CostPair, pairs: readonly CostPair[]): boolean =>
  pairs.some(([px, py]) => px <= x && py <= y && (px < x || py < y))

/** Whether a policy is beaten under every bound that it was run under. */
const isDominated = (chart: ScatterChart, point: ScatterPoint): boolean =>
  isBeaten(point.first, pairsUnder(chart, 'first')) &&
  (point.second === null || isBeaten(point.second, pairsUnder(chart, 'second')))

const pointMarkup = (chart: ScatterChart, point: ScatterPoint, sheet: Sheet): Markup => {
  const { name, colour, first, second } = point
  const group = { 'data-of': name, class: isDominated(chart, point) ? 'faint' : undefined }
  const hollow = mark('ring', at(first, sheet), colour, words(chart, name, chart.bounds[0], first))
  if (second === null) return element('g', group, hollow)
  const d = linePath([at(first, sheet), at(second, sheet)])
  return element(
    'g',
    group,
    element('path', { class: 'span', d, fill: 'none', stroke: colour, 'stroke-width': 2, 'stroke-opacity': 0.45 }),
    hollow,
    mark('circle', at(second, sheet), colour, words(chart, name, chart.bounds[1], second)),
  )
}

/** Staircase through a front: between two of its points nothing better is known than the worse of both. */
const frontSteps = (chart: ScatterChart, bound: Bound, sheet: Sheet): readonly (readonly [number, number])[] => {
  const front = paretoFront(pairsUnder(chart, bound))
  return front.flatMap((pair, index) => {
    const before = front[index - 1]
    return before === undefined ? [at(pair, sheet)] : [at([pair[0], before[1]], sheet), at(pair, sheet)]
  })
}

const frontMarkup = (chart: ScatterChart, bound: Bound, sheet: Sheet): Markup => {
  const steps = frontSteps(chart, bound, sheet)
  if (steps.length < 2) return EMPTY
  const name = chart.bounds[bound === 'first' ? 0 : 1]
  const style = bound === headlineBound(chart) ? 'level front' : 'rule front'
  return element('path', { class: style, d: linePath(steps) }, tooltip(`front, ${name}: no policy is better on both`))
}

/** The bound that claims are drawn for: the second where it exists. */
const headlineBound = ({ points }: ScatterChart): Bound =>
  points.some(({ second }) => second !== null) ? 'second' : 'first'

const labelsMarkup = (chart: ScatterChart, sheet: Sheet): Markup => {
  const taken = [
    ...chart.points.flatMap(({ first, second }) => along([at(first, sheet), at(second ?? first, sheet)])),
    ...along(frontSteps(chart, 'first', sheet)),
    ...along(frontSteps(chart, 'second', sheet)),
  ]
  const ranked = chart.points.toSorted((a, b) => Number(isDominated(chart, a)) - Number(isDominated(chart, b)))
  const places = placeLabels(
    ranked.map((point) => ({ text: point.name, at: at(headline(point), sheet) })),
    taken,
    sheet.plot,
  )
  const unnamed = ranked.filter((_, index) => places[index] === null).map(({ name }) => name)
  const placed = ranked.flatMap((point, index) => {
    const place = places[index] ?? null
    return place === null ? [] : [{ point, place }]
  })
  return join([
    ...placed.map(({ point, place }) => leaderMarkup(point, place, sheet)),
    ...placed.map(({ point, place }) => labelMarkup(chart, point, place)),
    unnamed.length === 0
      ? EMPTY
      : label('note end', [sheet.plot.right, sheet.plot.top - 12], `no room to name: ${unnamed.join(', ')}`),
  ])
}

const leaderMarkup = (point: ScatterPoint, { leader }: LabelPlace, sheet: Sheet): Markup =>
  leader === null
    ? EMPTY
    : element('path', { class: 'leader', 'data-of': point.name, d: linePath([at(headline(point), sheet), leader]) })

const labelMarkup = (chart: ScatterChart, point: ScatterPoint, { x, y, anchor }: LabelPlace): Markup => {
  const faint = isDominated(chart, point)
  return element(
    'g',
    { style: `fill:${point.colour}`, 'data-of': point.name, class: faint ? 'dim' : undefined },
    label(`${faint ? '' : 'strong '}halo ${anchor}`, [x, y], point.name),
  )
}

const keysOf = (chart: ScatterChart): readonly LegendEntry[] => {
  const [first, second] = chart.bounds
  const grey = 'var(--muted)'
  return [
    { name: first, colour: grey, kind: 'ring' },
    { name: second, colour: grey, kind: 'circle' },
    ...(headlineBound(chart) === 'second'
      ? ([
          { name: `front, ${first}`, colour: 'var(--faint)', kind: 'line', dash: '2 3' },
          { name: `front, ${second}`, colour: grey, kind: 'line', dash: '6 3' },
        ] as const)
      : ([{ name: 'front', colour: grey, kind: 'line', dash: '6 3' }] as const)),
  ]
}

const draw = (chart: ScatterChart, canvas: Canvas): Drawing => {
  const all = chart.points.flatMap(({ first, second }) => (second === null ? [first] : [first, second]))
  const keys = legend(keysOf(chart), { left: 0, top: 2, widthPx: canvas.widthPx })
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
  const plot: Plot = { left, right, top, bottom: top + (chart.heightPx ?? 340) * (canvas.compact ? 0.8 : 1) }
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
    label('note', [0, plot.bottom + X_AXIS_PX - 4], '↙ lower is better on both'),
    frontMarkup(chart, 'first', sheet),
    frontMarkup(chart, 'second', sheet),
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
