import { describeX } from './axes.ts'
import { tooltip } from './figure.ts'
import { formatValue } from './format.ts'
import type { LanePlace } from './lane-lines.ts'
import type { BarLane } from './lane-types.ts'
import { element, EMPTY, join } from './markup.ts'
import type { Markup } from './markup.ts'

const barTooltip = (lane: BarLane, index: number, place: LanePlace): string => {
  const parts = lane.parts.flatMap(({ name, values }) => {
    const value = values[index] ?? 0
    return value === 0 ? [] : [`${name} ${formatValue(lane.y.format, value)}`]
  })
  const title = lane.title === undefined ? '' : `${lane.title}, `
  return `${title}${describeX(place.axis, lane.starts[index] ?? 0)}: ${parts.join(', ')}`
}

/** The parts of one bar from zero outwards, positive ones up and negative ones down. */
const bar = (lane: BarLane, index: number, place: LanePlace): Markup => {
  const start = lane.starts[index] ?? 0
  const [left, right] = [place.x(start), place.x(start + lane.barWidth)]
  const gap = right - left > 3 ? 1 : 0
  let up = 0
  let down = 0
  const rects = lane.parts.flatMap(({ values, colour }) => {
    const value = values[index] ?? 0
    if (value === 0) return []
    const from = value > 0 ? up : down
    if (value > 0) up += value
    else down += value
    const [y0, y1] = [place.y(from), place.y(from + value)]
    return [
      element('rect', {
        x: left,
        y: Math.min(y0, y1),
        width: Math.max(0.75, right - left - gap),
        height: Math.max(0.4, Math.abs(y1 - y0)),
        fill: colour,
      }),
    ]
  })
  return rects.length === 0 ? EMPTY : element('g', {}, tooltip(barTooltip(lane, index, place)), ...rects)
}

/** The bars of one lane. */
export const barLaneMarkup = (lane: BarLane, place: LanePlace): Markup =>
  element(
    'g',
    { 'clip-path': `url(#${place.clip})`, 'data-of': lane.title },
    join(lane.starts.map((_, index) => bar(lane, index, place))),
  )
