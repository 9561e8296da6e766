import { axisScale, valueRuler, X_AXIS_PX, xAxis, yAxis, yAxisWidth } from './axes.ts'
import type { Plot } from './axes.ts'
import { nonNegative, positive } from './check.ts'
import { toCsv } from './csv.ts'
import { ChartInputError } from './error.ts'
import { composeFigure, label, segment, tooltip } from './figure.ts'
import type { Canvas, Drawing, Figure, FigureText } from './figure.ts'
import { formatValue } from './format.ts'
import { legend } from './legend.ts'
import type { LegendEntry } from './legend.ts'
import { element, join } from './markup.ts'
import type { Markup } from './markup.ts'
import { closedPath, linePath } from './path.ts'
import { linearScale } from './scale.ts'
import type { Scale } from './scale.ts'
import { stackRows, textWidth } from './text.ts'

/** One price level of a book: price [quote a unit of base], size [base]. */
export type DepthLevel = { readonly price: number; readonly size: number }

/** Part of a forced order: which side it trades, how much [base], and whether it is done or still planned. */
export type DepthSlice = {
  readonly name: string
  readonly side: 'sell' | 'buy'
  readonly size: number
  readonly state: 'filled' | 'planned'
}

/** A price that matters, such as mark or bankruptcy price. */
export type PriceReference = { readonly name: string; readonly price: number }

/** Cumulative depth of both sides. Bids and asks stand best first; slices of a side eat the book in the order given. */
export type DepthChart = FigureText & {
  readonly priceUnit: string
  readonly sizeUnit: string
  readonly bids: readonly DepthLevel[]
  readonly asks: readonly DepthLevel[]
  readonly references?: readonly PriceReference[]
  readonly slices?: readonly DepthSlice[]
  /** Colour of slices, usually the policy's. */
  readonly sliceColour: string
}

/** A level with all size at it and before it. */
export type CumulativeLevel = { readonly price: number; readonly before: number; readonly through: number }

/** Running sums of a side, best price first. */
export const cumulate = (levels: readonly DepthLevel[]): readonly CumulativeLevel[] => {
  let total = 0
  return levels.map(({ price, size }) => {
    const before = total
    total += size
    return { price, before, through: total }
  })
}

/** What a slice meets in the book: from and to on the cumulative axis [base], average price, and what found no depth [base]. */
export type SliceCost = {
  readonly slice: DepthSlice
  readonly from: number
  readonly to: number
  readonly averagePrice: number | null
  readonly unfilled: number
}

/** Walks the slices of one side through the book, each starting where the one before it ended. */
export const walkSlices = (levels: readonly CumulativeLevel[], slices: readonly DepthSlice[]): readonly SliceCost[] => {
  const depth = levels.at(-1)?.through ?? 0
  let start = 0
  return slices.map((slice) => {
    const from = Math.min(start, depth)
    const to = Math.min(start + slice.size, depth)
    start += slice.size
    const paid = levels.reduce(
      (sum, level) => sum + level.price * Math.max(0, Math.min(to, level.through) - Math.max(from, level.before)),
      0,
    )
    return { slice, from, to, averagePrice: to > from ? paid / (to - from) : null, unfilled: slice.size - (to - from) }
  })
}

const checkSide = (field: string, levels: readonly DepthLevel[], direction: 1 | -1): void => {
  for (const [index, { price, size }] of levels.entries()) {
    positive(`${field}[${index}].price`, price)
    positive(`${field}[${index}].size`, size)
    const before = levels[index - 1]?.price
    if (before !== undefined && (price - before) * direction <= 0)
      throw new ChartInputError(
        `${field}[${index}].price`,
        price,
        `${direction > 0 ? 'above' : 'below'} ${before}: best price first`,
      )
  }
}

const check = (chart: DepthChart): void => {
  checkSide('bids', chart.bids, -1)
  checkSide('asks', chart.asks, 1)
  const [bid, ask] = [chart.bids[0], chart.asks[0]]
  if (bid === undefined && ask === undefined) throw new ChartInputError('bids, asks', '[]', 'at least one level')
  if (bid !== undefined && ask !== undefined && bid.price >= ask.price)
    throw new ChartInputError('bids[0].price', bid.price, `below the best ask ${ask.price}`)
  for (const [index, { size }] of (chart.slices ?? []).entries()) nonNegative(`slices[${index}].size`, size)
  for (const [index, { price }] of (chart.references ?? []).entries()) positive(`references[${index}].price`, price)
}

type Side = {
  readonly side: 'bid' | 'ask'
  readonly levels: readonly CumulativeLevel[]
  readonly costs: readonly SliceCost[]
}

const sides = (chart: DepthChart): readonly Side[] => {
  const bids = cumulate(chart.bids)
  const asks = cumulate(chart.asks)
  const of = (side: DepthSlice['side']): readonly DepthSlice[] =>
    (chart.slices ?? []).filter((slice) => slice.side === side)
  return [
    { side: 'bid', levels: bids, costs: walkSlices(bids, of('sell')) },
    { side: 'ask', levels: asks, costs: walkSlices(asks, of('buy')) },
  ]
}

type Scales = { readonly x: Scale; readonly y: Scale }

/** Stairs from the best price outwards, starting at zero; `until` cuts off at that much size. */
const stairs = (levels: readonly CumulativeLevel[], { x, y }: Scales): readonly (readonly [number, number])[] =>
  levels.flatMap(({ price, before, through }) => [[x(price), y(before)] as const, [x(price), y(through)] as const])

/** The strip of book that a slice takes: between two heights, from the best price out to the stairs. */
const strip = (levels: readonly CumulativeLevel[], { from, to }: SliceCost, scales: Scales): string => {
  const best = levels[0]
  if (best === undefined) return ''
  const touched = levels.filter(({ before, through }) => through > from && before < to)
  const outer = touched.map(({ price, before, through }) => ({
    price,
    before: Math.max(from, before),
    through: Math.min(to, through),
  }))
  const edge = { x: scales.x(best.price), from: scales.y(from), to: scales.y(to) }
  return closedPath([[edge.x, edge.from], ...stairs(outer, scales), [edge.x, edge.to]])
}

const costText = (chart: DepthChart, { slice, averagePrice, unfilled }: SliceCost): string => {
  const price = averagePrice === null ? 'no depth' : `average ${formatValue('price', averagePrice)} ${chart.priceUnit}`
  const rest = unfilled > 0 ? `, ${formatValue('size', unfilled)} ${chart.sizeUnit} beyond the book shown` : ''
  return `${slice.name}: ${slice.side} ${formatValue('size', slice.size)} ${chart.sizeUnit}, ${slice.state}, ${price}${rest}`
}

const sliceMarkup = (chart: DepthChart, { levels, side }: Side, cost: SliceCost, scales: Scales): Markup => {
  const filled = cost.slice.state === 'filled'
  const paint = filled
    ? { 'fill-opacity': 0.62, stroke: 'var(--paper)', 'stroke-width': 1 }
    : { 'fill-opacity': 0.14, stroke: chart.sliceColour, 'stroke-dasharray': '3 2' }
  const shape = element(
    'path',
    { class: 'slice', d: strip(levels, cost, scales), fill: chart.sliceColour, ...paint },
    tooltip(costText(chart, cost)),
  )
  const middle = (scales.y(cost.from) + scales.y(cost.to)) / 2
  const room = scales.y(cost.from) - scales.y(cost.to)
  if (room < 13 || cost.to === cost.from) return shape
  const half = (cost.from + cost.to) / 2
  const edge = scales.x(levels.find(({ through }) => through >= half)?.price ?? 0)
  const outwards = side === 'bid' ? -7 : 7
  return join([shape, label(side === 'bid' ? 'note end' : 'note', [edge + outwards, middle + 4], cost.slice.name)])
}

const sideMarkup = (chart: DepthChart, side: Side, scales: Scales, edge: number): Markup => {
  const steps = stairs(side.levels, scales)
  const last = steps.at(-1)
  const first = steps[0]
  if (last === undefined || first === undefined) return join([])
  const outline = [...steps, [edge, last[1]] as const]
  const base = scales.y(0)
  return join([
    element('path', {
      d: closedPath([...outline, [edge, base], [first[0], base]]),
      fill: 'var(--faint)',
      'fill-opacity': 0.12,
    }),
    ...side.costs.map((cost) => sliceMarkup(chart, side, cost, scales)),
    element(
      'path',
      { class: 'line', d: linePath(outline), stroke: 'var(--muted)' },
      tooltip(`cumulative ${side.side} depth`),
    ),
  ])
}

/** Highest price first, so that no rule runs through the label of another. */
const outermostFirst = (chart: DepthChart): readonly PriceReference[] =>
  (chart.references ?? []).toSorted((a, b) => b.price - a.price)

const referenceMarkup = (chart: DepthChart, x: Scale, plot: Plot, rows: readonly number[]): Markup =>
  join(
    outermostFirst(chart).flatMap(({ name, price }, index) => {
      const at = x(price)
      const top = plot.top - 8 - (rows[index] ?? 0) * 15
      const text = `${name} ${formatValue('price', price)}`
      const fits = at + textWidth(text, 11) + 8 <= plot.right
      return [
        segment('rule', [at, top - 9], [at, plot.bottom]),
        fits ? label('note', [at + 4, top], text) : label('note end', [at - 4, top], text),
      ]
    }),
  )

const referenceRows = (chart: DepthChart, x: Scale, right: number): readonly number[] =>
  stackRows(
    outermostFirst(chart).map(({ name, price }) => {
      const width = textWidth(`${name} ${formatValue('price', price)}`, 11) + 8
      const at = x(price)
      return at + width <= right ? { left: at, right: at + width } : { left: at - width, right: at }
    }),
  )

const draw = (chart: DepthChart, canvas: Canvas): Drawing => {
  const both = sides(chart)
  const prices = [...chart.bids, ...chart.asks, ...(chart.references ?? [])].map(({ price }) => price)
  const deepest = Math.max(...both.map(({ levels }) => levels.at(-1)?.through ?? 0))
  const height = canvas.compact ? 230 : 300
  const vertical = valueRuler(
    { kind: 'linear', format: 'size', unit: chart.sizeUnit, zero: 'include' },
    [0, deepest],
    6,
  )
  const [left, right] = [yAxisWidth(vertical), canvas.widthPx - 12]
  const [low, high] = [Math.min(...prices), Math.max(...prices)]
  const pad = low === high ? low / 100 : (high - low) * 0.03
  const count = Math.max(3, Math.round((right - left) / 100))
  const domain = [low - pad, high + pad] as const
  const horizontal = {
    ...valueRuler({ kind: 'linear', format: 'price', unit: chart.priceUnit, domain }, domain, count),
    name: `price, ${chart.priceUnit}`,
  }
  const x = linearScale(domain, [left, right])
  const entries: readonly LegendEntry[] = [
    { name: `cumulative depth, ${chart.sizeUnit}`, colour: 'var(--muted)', kind: 'line' },
    ...(chart.slices ?? []).map(({ state }): LegendEntry => ({
      name: state === 'filled' ? 'consumed' : 'planned',
      colour: chart.sliceColour,
      kind: state === 'filled' ? 'area' : 'hatch',
    })),
  ]
  const keys = legend(entries, { left: 0, top: 2, widthPx: canvas.widthPx })
  const rows = referenceRows(chart, x, right)
  const top = keys.heightPx + (rows.length === 0 ? 0 : (Math.max(...rows) + 1) * 15) + 10
  const plot: Plot = { left, right, top, bottom: top + height }
  const scales: Scales = { x, y: axisScale('linear', vertical.domain, [plot.bottom, plot.top]) }
  const body = join([
    keys.body,
    yAxis(vertical, scales.y, plot),
    ...both.map((side) => sideMarkup(chart, side, scales, side.side === 'bid' ? plot.left : plot.right)),
    referenceMarkup(chart, x, plot, rows),
    xAxis(horizontal, x, plot, canvas.widthPx),
  ])
  return { heightPx: plot.bottom + X_AXIS_PX, body }
}

const csv = (chart: DepthChart): string =>
  toCsv(
    ['kind', 'name', `price_${chart.priceUnit}`, `size_${chart.sizeUnit}`, `cumulative_${chart.sizeUnit}`],
    [
      ...sides(chart).flatMap(({ side, levels }) =>
        levels.map(({ price, before, through }) => ['level', side, price, through - before, through]),
      ),
      ...sides(chart).flatMap(({ costs }) =>
        costs.map(({ slice, averagePrice, to }) => [
          `slice ${slice.state}`,
          `${slice.side}: ${slice.name}`,
          averagePrice,
          slice.size,
          to,
        ]),
      ),
      ...(chart.references ?? []).map(({ name, price }) => ['reference', name, price, null, null]),
    ],
  )

/**
 * Cumulative book depth in steps, with the slices that eat it as strips: consumed ones filled, planned ones outlined.
 * Size beyond the book shown is not drawn but said in the slice's tooltip. Refuses an empty or crossed book, levels out
 * of order, and sizes or prices that are not positive.
 */
export const depthChart = (chart: DepthChart): Figure => {
  check(chart)
  return composeFigure(chart, csv(chart), (canvas) => draw(chart, canvas))
}
