import { valueRuler, X_AXIS_PX, xAxis, yAxis } from './axes.ts'
import type { Plot, ValueAxis } from './axes.ts'
import { distinct, nonEmpty, nonNegative } from './check.ts'
import { toCsv } from './csv.ts'
import { composeFigure, label, tooltip } from './figure.ts'
import type { Canvas, Drawing, Figure, FigureText } from './figure.ts'
import { decimate } from './decimate.ts'
import { formatValue } from './format.ts'
import { legend } from './legend.ts'
import type { LegendEntry } from './legend.ts'
import { element, join } from './markup.ts'
import type { Markup } from './markup.ts'
import { linePath } from './path.ts'
import { linearScale } from './scale.ts'

/** What one account gave (haircut, ADL), and what it should be judged by: its profit, its size, or 1 to count heads. */
export type Burden = { readonly taken: number; readonly weight: number }

export type LorenzSeries = {
  readonly name: string
  readonly colour: string
  readonly dash?: string | undefined
  readonly accounts: readonly Burden[]
}

/** Who bears it: share of the weight against share of what was taken, least burdened first. */
export type LorenzChart = FigureText & {
  readonly weightName: string
  readonly takenName: string
  readonly series: readonly LorenzSeries[]
}

/** A curve from (0,0) to (1,1), or nothing where nothing was taken; `gini` 0 is strictly pro rata, 1 all from one. */
export type LorenzCurve = { readonly points: readonly (readonly [number, number])[]; readonly gini: number | null }

/**
 * Lorenz curve of `taken` against `weight`, accounts sorted by taken ÷ weight (an account of weight 0 comes last).
 *
 *   G = 1 − Σ (x_i − x_(i−1)) (y_i + y_(i−1))      trapezoids, so 0 when each gives in proportion to its weight
 *
 * Where nothing was taken, or no weight exists, there is no curve: `points` is empty and `gini` is `null`.
 */
export const lorenzCurve = (accounts: readonly Burden[]): LorenzCurve => {
  const sorted = accounts
    .filter(({ taken, weight }) => taken > 0 || weight > 0)
    .toSorted((a, b) => a.taken * b.weight - b.taken * a.weight)
  const taken = sorted.reduce((sum, account) => sum + account.taken, 0)
  const weight = sorted.reduce((sum, account) => sum + account.weight, 0)
  if (taken === 0 || weight === 0) return { points: [], gini: null }
  const points: (readonly [number, number])[] = [[0, 0]]
  let [x, y, area] = [0, 0, 0]
  for (const account of sorted) {
    const [dx, dy] = [account.weight / weight, account.taken / taken]
    area += dx * (2 * y + dy)
    x += dx
    y += dy
    points.push([x, y])
  }
  return { points, gini: Math.max(0, 1 - area) }
}

/** Most points of a curve that are written out: thousands of accounts would make a page heavy and tell no more. */
const WRITTEN_MAX = 400

const sampled = (points: LorenzCurve['points']): LorenzCurve['points'] => {
  const step = Math.ceil(points.length / WRITTEN_MAX)
  return points.filter((_, index) => index % step === 0 || index === points.length - 1)
}

const SHARE: ValueAxis = { kind: 'linear', format: 'ratio', unit: 'share', domain: [0, 1] }

const curveName = (name: string, gini: number | null): string =>
  gini === null ? `${name}: nothing taken` : `${name}, Gini ${formatValue('price', Math.round(gini * 100) / 100)}`

const draw = (chart: LorenzChart, curves: readonly LorenzCurve[], canvas: Canvas): Drawing => {
  const keyed = chart.series.map(({ name, colour, dash }, index): LegendEntry => ({
    name: curveName(name, curves[index]?.gini ?? null),
    colour,
    dash,
    kind: 'line',
  }))
  const left = 48
  const side = canvas.compact ? canvas.widthPx - left - 16 : 360
  const keyTop = canvas.compact ? 2 : 28
  const keys = legend(
    keyed,
    canvas.compact
      ? { left: 0, top: keyTop, widthPx: canvas.widthPx }
      : { left: left + side + 44, top: keyTop, widthPx: 240 },
  )
  const top = canvas.compact ? keys.heightPx + 26 : 22
  const plot: Plot = { left, right: left + side, top, bottom: top + side * (canvas.compact ? 0.9 : 1) }
  const ruler = valueRuler(SHARE, [0, 1], 4)
  const x = linearScale([0, 1], [plot.left, plot.right])
  const y = linearScale([0, 1], [plot.bottom, plot.top])
  const lines = chart.series.map(({ name, colour, dash }, index): Markup => {
    const points = decimate((curves[index]?.points ?? []).map(([px, py]) => [x(px), y(py)]))
    return element(
      'path',
      { class: 'line', d: linePath(points), stroke: colour, 'stroke-dasharray': dash, 'data-of': name },
      tooltip(name),
    )
  })
  const body = join([
    keys.body,
    label('note', [0, plot.top - 12], `share of ${chart.takenName}`),
    yAxis(ruler, y, plot),
    element('line', { class: 'rule', x1: plot.left, y1: plot.bottom, x2: plot.right, y2: plot.top }),
    label('note halo end', [x(0.56) - 4, y(0.56) - 6], 'in proportion'),
    ...lines,
    xAxis({ ...ruler, name: `share of ${chart.weightName}, least burdened first` }, x, plot, canvas.widthPx),
  ])
  return { heightPx: plot.bottom + X_AXIS_PX, body }
}

/**
 * Lorenz curves with their Gini in the key. A series in which nothing was taken is named as such and has no line.
 * Refuses no series, repeated names, a series without accounts, and negative or non-finite amounts.
 */
export const lorenzChart = (chart: LorenzChart): Figure => {
  distinct(
    'series',
    nonEmpty('series', chart.series).map(({ name }) => name),
  )
  for (const [index, { accounts }] of chart.series.entries())
    for (const [place, { taken, weight }] of nonEmpty(`series[${index}].accounts`, accounts).entries()) {
      nonNegative(`series[${index}].accounts[${place}].taken`, taken)
      nonNegative(`series[${index}].accounts[${place}].weight`, weight)
    }
  const curves = chart.series.map(({ accounts }) => lorenzCurve(accounts))
  const rows = chart.series.flatMap(({ name }, index) =>
    sampled(curves[index]?.points ?? []).map(([px, py]) => [name, px, py]),
  )
  const csv = toCsv(['name', `share of ${chart.weightName}`, `share of ${chart.takenName}`], rows)
  return composeFigure(chart, csv, (canvas) => draw(chart, curves, canvas))
}
