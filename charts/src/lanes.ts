import { axisScale, X_AXIS_PX, xAxis, xRuler, yAxis, yAxisWidth } from './axes.ts'
import type { Plot, Ruler, XAxis, XRuler } from './axes.ts'
import { composeFigure, label, segment } from './figure.ts'
import type { Canvas, Drawing, Figure, FigureText } from './figure.ts'
import { barLaneMarkup } from './lane-bars.ts'
import { checkLanes, laneRulers, lanesCsv, xExtent } from './lane-data.ts'
import { directLabels, lineLaneMarkup, lineLegend } from './lane-lines.ts'
import type { LanePlace } from './lane-lines.ts'
import type { Lane, LineLane, Rule } from './lane-types.ts'
import { legend } from './legend.ts'
import type { LegendEntry } from './legend.ts'
import { element, EMPTY, join } from './markup.ts'
import type { Markup } from './markup.ts'
import type { Scale } from './scale.ts'
import { stackRows, textWidth } from './text.ts'

/** Lanes of lines or bars under each other on one horizontal axis, such as forced closing under the price. */
export type LaneChart = FigureText & {
  readonly x: XAxis
  readonly lanes: readonly Lane[]
  readonly rules?: readonly Rule[]
}

/** Lines over one axis: a lane chart of a single lane. */
export type LineChart = FigureText &
  Omit<LineLane, 'kind' | 'title'> & { readonly x: XAxis; readonly rules?: readonly Rule[] }

const RULE_ROW_PX = 15
const LANE_TITLE_PX = 22
const LANE_GAP_PX = 20
const LABEL_MAX_PX = 150
/** Height of a line's name beside it. */
const LABEL_ROW_PX = 15

const laneHeight = (lane: Lane, compact: boolean): number =>
  (lane.heightPx ?? (lane.kind === 'bars' ? 84 : 250)) * (compact && lane.kind === 'lines' ? 0.85 : 1)

const legendEntries = (lanes: readonly Lane[], keyed: boolean): readonly LegendEntry[] =>
  lanes.flatMap((lane): readonly LegendEntry[] => {
    if (lane.kind === 'lines') return lineLegend(lane, keyed && lane.series.length > 1 ? 'all' : 'unlabelled')
    return lane.parts.map(({ name, colour }) => ({ name, colour, kind: 'area' }))
  })

/** Whether lines are named in the legend: in compact drawings, and where some lane has more lines than names fit beside it. */
const areKeyed = (lanes: readonly Lane[], compact: boolean): boolean =>
  compact ||
  lanes.some((lane) => lane.kind === 'lines' && lane.series.length * LABEL_ROW_PX > laneHeight(lane, compact))

/** Room right of the plot for the names of the lines; none where the legend names them. */
const labelRoom = (lanes: readonly Lane[], keyed: boolean): number => {
  if (keyed) return 0
  const names = lanes.flatMap((lane) => (lane.kind === 'lines' ? lane.series.map(({ name }) => name) : []))
  return Math.min(LABEL_MAX_PX, Math.max(0, ...names.map((name) => textWidth(name, 12) + 2)))
}

type PlacedRule = Rule & { readonly row: number; readonly at: number; readonly anchor: 'end' | 'start' }

/** Rules inside the domain, their labels in as few rows as avoid overlap; near the right end a label stands left of its rule. */
const placeRules = (rules: readonly Rule[], ruler: XRuler, x: Scale, right: number): readonly PlacedRule[] => {
  const inside = rules
    .filter((rule) => rule.x >= ruler.domain[0] && rule.x <= ruler.domain[1])
    .toSorted((a, b) => a.x - b.x)
  const spans = inside.map((rule) => {
    const width = textWidth(rule.label, 11) + 8
    const at = x(rule.x)
    return at + width > right ? { left: at - width, right: at } : { left: at, right: at + width }
  })
  const rows = stackRows(spans)
  return inside.map((rule, index) => {
    const at = x(rule.x)
    return { ...rule, row: rows[index] ?? 0, at, anchor: (spans[index]?.left ?? at) < at ? 'end' : 'start' }
  })
}

const rulesMarkup = (rules: readonly PlacedRule[], top: number, bottom: number): Markup =>
  join(
    rules.flatMap(({ at, row, anchor, label: text }) => {
      const y = top + row * RULE_ROW_PX
      const place = anchor === 'end' ? (['note end', at - 4] as const) : (['note', at + 4] as const)
      return [segment('rule', [at, y], [at, bottom]), label(place[0], [place[1], y + 10], text)]
    }),
  )

/** Plot rectangle of each lane, top to bottom, starting under `top`. */
const lanePlots = (
  lanes: readonly Lane[],
  frame: { readonly left: number; readonly right: number; readonly top: number; readonly compact: boolean },
): readonly Plot[] => {
  let top = frame.top
  return lanes.map((lane, index) => {
    const titled = index > 0 && lane.title !== undefined ? LANE_TITLE_PX : 0
    const start = top + titled + (index > 0 ? LANE_GAP_PX : 0)
    top = start + laneHeight(lane, frame.compact)
    return { left: frame.left, right: frame.right, top: start, bottom: top }
  })
}

const clipPath = (id: string, plot: Plot): Markup =>
  element(
    'clipPath',
    { id },
    element('rect', {
      x: plot.left,
      y: plot.top - 2,
      width: plot.right - plot.left,
      height: plot.bottom - plot.top + 4,
    }),
  )

const laneMarkup = (lane: Lane, ruler: Ruler, place: LanePlace): Markup =>
  join([
    clipPath(place.clip, place.plot),
    yAxis(ruler, place.y, place.plot),
    lane.kind === 'bars' ? barLaneMarkup(lane, place) : lineLaneMarkup(lane, place),
  ])

const draw = (chart: LaneChart, canvas: Canvas): Drawing => {
  const { lanes } = chart
  const heights = lanes.map((lane) => laneHeight(lane, canvas.compact))
  const rulers = laneRulers(lanes, heights)
  const left = Math.max(...rulers.map(yAxisWidth))
  const keyed = areKeyed(lanes, canvas.compact)
  const room = labelRoom(lanes, keyed)
  const right = canvas.widthPx - (room === 0 ? 10 : room + 14)
  const ruler = xRuler(chart.x, xExtent(lanes), Math.max(3, Math.round((right - left) / 90)))
  const kind = chart.x.kind === 'value' ? chart.x.axis.kind : 'linear'
  const x = axisScale(kind, ruler.domain, [left, right])
  const keys = legend(legendEntries(lanes, keyed), { left: 0, top: 2, widthPx: canvas.widthPx })
  const titleTop = keys.heightPx + (lanes[0]?.title === undefined ? 0 : LANE_TITLE_PX)
  const rules = placeRules(chart.rules ?? [], ruler, x, right)
  const ruleRows = rules.length === 0 ? 0 : 1 + Math.max(...rules.map(({ row }) => row))
  const plots = lanePlots(lanes, { left, right, top: titleTop + ruleRows * RULE_ROW_PX + 8, compact: canvas.compact })
  const bottom = plots.at(-1)?.bottom ?? 0
  const parts = lanes.flatMap((lane, index) => {
    const plot = plots[index]
    const laneRuler = rulers[index]
    if (plot === undefined || laneRuler === undefined) return []
    const y = axisScale(lane.y.kind, laneRuler.domain, [plot.bottom, plot.top])
    const place: LanePlace = { plot, x, y, axis: chart.x, clip: `${canvas.id}-clip-${index}` }
    const titleY = index === 0 ? titleTop - 6 : plot.top - 12
    return [
      laneMarkup(lane, laneRuler, place),
      lane.title === undefined ? EMPTY : label('lane halo', [0, titleY], lane.title),
      lane.kind === 'lines' && room > 0 ? directLabels(lane, place, room) : EMPTY,
    ]
  })
  const base: Plot = { left, right, top: 0, bottom }
  const body = join([keys.body, rulesMarkup(rules, titleTop, bottom), ...parts, xAxis(ruler, x, base, canvas.widthPx)])
  return { heightPx: bottom + X_AXIS_PX, body }
}

/**
 * Lanes on one shared horizontal axis. Bar lanes of one unit share their scale. A gap (`null`) is left open; refused are
 * no lanes, empty or unsorted series, NaN and infinities, repeated series names, and bars on a log axis.
 */
export const laneChart = (chart: LaneChart): Figure => {
  checkLanes(chart.lanes, chart.rules ?? [])
  return composeFigure(chart, lanesCsv(chart.x, chart.lanes, chart.rules ?? []), (canvas) => draw(chart, canvas))
}

/** Lines over one axis with bands, shaded shortfalls, marks and levels; refuses what `laneChart` refuses. */
export const lineChart = (chart: LineChart): Figure => {
  const { id, title, subtitle, caption, x, rules, ...lane } = chart
  const text: FigureText = caption === undefined ? { id, title, subtitle } : { id, title, subtitle, caption }
  return laneChart({ ...text, x, rules: rules ?? [], lanes: [{ kind: 'lines', ...lane }] })
}
