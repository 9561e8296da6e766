import { segmentLabels } from './ladder-labels.ts'
import { valueRuler, X_AXIS_PX, xAxis } from './axes.ts'
import type { Plot } from './axes.ts'
import { ascending, nonEmpty, positive } from './check.ts'
import { toCsv } from './csv.ts'
import { ChartInputError } from './error.ts'
import { composeFigure, label, segment, tooltip } from './figure.ts'
import type { Canvas, Drawing, Figure, FigureText } from './figure.ts'
import { formatDuration, formatValue } from './format.ts'
import { legend } from './legend.ts'
import { element, join } from './markup.ts'
import type { Markup } from './markup.ts'
import { mark } from './marks.ts'
import { linePath } from './path.ts'
import { linearScale } from './scale.ts'
import type { Scale } from './scale.ts'
import { textWidth } from './text.ts'
import { themeColour } from './theme.ts'
import { formatUtc } from './time.ts'

/** How serious a zone is; only `safe` may look safe. */
export type Tone = 'safe' | 'watch' | 'soft' | 'maintenance' | 'backstop' | 'bankrupt'

/** A stretch of prices; `null` leaves that end open. */
export type Zone = {
  readonly name: string
  readonly tone: Tone
  readonly priceFrom: number | null
  readonly priceTo: number | null
}

/** A price at which something happens: initial, maintenance, backstop, bankruptcy. */
export type LadderLevel = { readonly name: string; readonly price: number }

/** One account's margin as a thermometer of prices, where the mark stands now, and the way it came. */
export type LadderChart = FigureText & {
  readonly priceUnit: string
  readonly zones: readonly Zone[]
  readonly levels: readonly LadderLevel[]
  readonly mark: { readonly name: string; readonly price: number }
  /** Earlier marks, oldest first; drawn under the bar, older further down. */
  readonly trail: readonly { readonly timeMs: number; readonly price: number }[]
  readonly trailTime: 'elapsed-ms' | 'utc-ms'
}

const BAR_PX = 30
const TRAIL_PX = 110

const check = (chart: LadderChart): void => {
  for (const [index, { priceFrom, priceTo }] of nonEmpty('zones', chart.zones).entries()) {
    if (priceFrom !== null) positive(`zones[${index}].priceFrom`, priceFrom)
    if (priceTo !== null) positive(`zones[${index}].priceTo`, priceTo)
    if (priceFrom !== null && priceTo !== null && priceFrom > priceTo)
      throw new ChartInputError(`zones[${index}]`, `${priceFrom} to ${priceTo}`, 'priceFrom at most priceTo')
  }
  for (const [index, { price }] of chart.levels.entries()) positive(`levels[${index}].price`, price)
  positive('mark.price', chart.mark.price)
  ascending(
    'trail',
    chart.trail.map(({ timeMs }) => timeMs),
  )
  for (const [index, { price }] of chart.trail.entries()) positive(`trail[${index}].price`, price)
}

/** Lowest and highest price shown: all levels, the mark and the trail, with a tenth of room at both ends. */
const priceDomain = (chart: LadderChart): readonly [number, number] => {
  const closed = chart.zones.flatMap(({ priceFrom, priceTo }) => [priceFrom, priceTo].filter((price) => price !== null))
  const prices = [
    ...closed,
    ...chart.levels.map(({ price }) => price),
    chart.mark.price,
    ...chart.trail.map(({ price }) => price),
  ]
  const [low, high] = [Math.min(...prices), Math.max(...prices)]
  const pad = low === high ? low / 20 : (high - low) * 0.1
  return [low - pad, high + pad]
}

const zoneMarkup = (chart: LadderChart, x: Scale, plot: Plot): Markup =>
  element(
    'g',
    {},
    ...chart.zones.map(({ name, tone, priceFrom, priceTo }) => {
      const left = priceFrom === null ? plot.left : x(priceFrom)
      const right = priceTo === null ? plot.right : x(priceTo)
      const words = (price: number | null): string => (price === null ? 'open' : formatValue('price', price))
      return element(
        'rect',
        {
          class: 'zone',
          x: left,
          y: plot.top,
          width: Math.max(0, right - left),
          height: BAR_PX,
          fill: themeColour(`zone-${tone}`),
        },
        tooltip(`${name}: ${words(priceFrom)} to ${words(priceTo)} ${chart.priceUnit}`),
      )
    }),
  )

const trailMarkup = (chart: LadderChart, x: Scale, place: { readonly top: number; readonly right: number }): Markup => {
  const last = chart.trail.at(-1)
  const first = chart.trail[0]
  if (last === undefined || first === undefined || last.timeMs === first.timeMs) return join([])
  const y = linearScale([first.timeMs, last.timeMs], [place.top + TRAIL_PX, place.top])
  const points = chart.trail.map(({ timeMs, price }) => [x(price), y(timeMs)] as const)
  const when = (timeMs: number): string => (chart.trailTime === 'utc-ms' ? formatUtc(timeMs) : formatDuration(timeMs))
  const start = points[0] ?? [0, 0]
  const text = `${formatDuration(last.timeMs - first.timeMs)} earlier`
  const leansLeft = start[0] + 8 + textWidth(text, 11) > place.right
  return join([
    element(
      'path',
      { class: 'line', d: linePath(points), stroke: 'var(--ink)', 'stroke-opacity': 0.55 },
      tooltip('way of the mark'),
    ),
    element('circle', { cx: start[0], cy: start[1], r: 3, fill: 'var(--faint)' }, tooltip(when(first.timeMs))),
    label(leansLeft ? 'note halo end' : 'note halo', [start[0] + (leansLeft ? -8 : 8), start[1] + 4], text),
  ])
}

const markMarkup = (chart: LadderChart, x: Scale, plot: Plot): Markup => {
  const at = x(chart.mark.price)
  const text = `${chart.mark.name} ${formatValue('price', chart.mark.price)}`
  const right = at > (plot.left + plot.right) / 2
  return join([
    element('line', {
      x1: at,
      y1: plot.top - 5,
      x2: at,
      y2: plot.top + BAR_PX + 5,
      stroke: 'var(--ink)',
      'stroke-width': 2.5,
    }),
    mark('triangle', [at, plot.top - 6], 'var(--ink)', tooltip(`${text} ${chart.priceUnit}`)),
    label(right ? 'strong halo end' : 'strong halo', [at + (right ? -9 : 9), plot.top + BAR_PX + 17], text),
  ])
}

const draw = (chart: LadderChart, canvas: Canvas): Drawing => {
  const domain = priceDomain(chart)
  const [left, right] = [8, canvas.widthPx - 8]
  const x = linearScale(domain, [left, right])
  const entries = chart.zones.map(({ name, tone }) => ({
    name,
    colour: themeColour(`zone-${tone}`),
    kind: 'area' as const,
  }))
  const keys = legend(entries, { left: 0, top: 2, widthPx: canvas.widthPx })
  const labels = segmentLabels(chart.levels, x, { left, right })
  const top = keys.heightPx + labels.heightPx + 18
  const trailTop = top + BAR_PX + 26
  const bottom = chart.trail.length > 1 ? trailTop + TRAIL_PX + 10 : trailTop
  const plot: Plot = { left, right, top, bottom }
  const count = Math.max(3, Math.round((right - left) / 110))
  const ruler = {
    ...valueRuler({ kind: 'linear', format: 'price', unit: chart.priceUnit, domain }, domain, count),
    name: `price, ${chart.priceUnit}`,
  }
  const guides = chart.levels.map(({ price }) => segment('grid', [x(price), top + BAR_PX], [x(price), bottom]))
  const body = join([
    keys.body,
    ...guides,
    zoneMarkup(chart, x, plot),
    labels.markup(top, BAR_PX),
    trailMarkup(chart, x, { top: trailTop, right }),
    markMarkup(chart, x, plot),
    xAxis(ruler, x, plot, canvas.widthPx),
  ])
  return { heightPx: bottom + X_AXIS_PX, body }
}

const csv = (chart: LadderChart): string =>
  toCsv(
    ['kind', 'name', 'time_ms', `price_from_${chart.priceUnit}`, `price_to_${chart.priceUnit}`],
    [
      ...chart.zones.map(({ name, priceFrom, priceTo }) => ['zone', name, null, priceFrom, priceTo]),
      ...chart.levels.map(({ name, price }) => ['level', name, null, price, price]),
      ['mark', chart.mark.name, null, chart.mark.price, chart.mark.price],
      ...chart.trail.map(({ timeMs, price }) => ['trail', '', timeMs, price, price]),
    ],
  )

/**
 * The margin ladder: zones of price as one horizontal bar, its levels above, the mark on it and the mark's way below
 * (time runs upwards to now). Refuses no zones, prices that are not positive, zones that end before they begin, and a
 * trail that steps back in time.
 */
export const ladderChart = (chart: LadderChart): Figure => {
  check(chart)
  return composeFigure(chart, csv(chart), (canvas) => draw(chart, canvas))
}
