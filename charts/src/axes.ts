import { label, segment } from './figure.ts'
import { formatDuration, formatLogTicks, formatTicks, formatValue } from './format.ts'
import type { NumberFormat } from './format.ts'
import { join } from './markup.ts'
import type { Markup } from './markup.ts'
import { linearScale, logScale } from './scale.ts'
import type { Scale } from './scale.ts'
import { textWidth } from './text.ts'
import { elapsedTicks, linearTicks, logTicks, utcTicks } from './ticks.ts'
import type { Domain } from './ticks.ts'
import { formatUtc } from './time.ts'

/**
 * An axis of values. `unit` names them in the data file and in tooltips (`USD`, `BTC`). `domain` fixes the ends as given;
 * without it they follow the data with 4 % of room at each end, never across zero, and reach zero when `zero` is `include`.
 */
export type ValueAxis = {
  readonly kind: 'linear' | 'log'
  readonly format: NumberFormat
  readonly unit: string
  readonly zero?: 'include'
  readonly domain?: Domain
}

/** The shared horizontal axis: milliseconds from a start, milliseconds since 1970 in UTC, or any value. */
export type XAxis =
  | { readonly kind: 'elapsed-ms'; readonly domain?: Domain }
  | { readonly kind: 'utc-ms'; readonly domain?: Domain }
  | { readonly kind: 'value'; readonly name: string; readonly axis: ValueAxis }

export type Tick = { readonly value: number; readonly label: string }
export type Ruler = { readonly domain: Domain; readonly ticks: readonly Tick[] }

const labelled = (values: readonly number[], labels: readonly string[]): readonly Tick[] =>
  values.map((value, index) => ({ value, label: labels[index] ?? '' }))

const ROOM = 0.04

const linearRoom = ([min, max]: Domain): Domain => {
  const room = (max - min) * ROOM
  return [min >= 0 ? Math.max(0, min - room) : min - room, max <= 0 ? Math.min(0, max + room) : max + room]
}

const logRoom = ([min, max]: Domain): Domain => {
  const room = (max / min) ** ROOM
  return [min / room, max * room]
}

/** Domain and ticks of a value axis for data that span `data`, about `count` of them. */
export const valueRuler = (axis: ValueAxis, data: Domain, count: number): Ruler => {
  if (axis.kind === 'log') {
    const domain = axis.domain ?? logRoom(data)
    const values = logTicks(domain, count)
    return { domain, ticks: labelled(values, formatLogTicks(axis.format, values)) }
  }
  const zeroed: Domain = axis.zero === 'include' ? [Math.min(0, data[0]), Math.max(0, data[1])] : data
  const domain = axis.domain ?? linearRoom(zeroed)
  const values = linearTicks(domain, count)
  return { domain, ticks: labelled(values, formatTicks(axis.format, values)) }
}

/** From value to pixel for an axis. */
export const axisScale = (kind: ValueAxis['kind'], domain: Domain, range: readonly [number, number]): Scale =>
  kind === 'log' ? logScale(domain, range) : linearScale(domain, range)

export type XRuler = Ruler & { readonly name: string }

/** Domain, ticks and name of the horizontal axis. */
export const xRuler = (axis: XAxis, data: Domain, count: number): XRuler => {
  if (axis.kind === 'value') return { ...valueRuler(axis.axis, data, count), name: axis.name }
  const domain = axis.domain ?? data
  const { ticks, axisName } = axis.kind === 'utc-ms' ? utcTicks(domain, count) : elapsedTicks(domain, count)
  return { domain, name: axisName, ticks: ticks.map(({ timeMs, label: text }) => ({ value: timeMs, label: text })) }
}

/** A horizontal position in words, for tooltips. */
export const describeX = (axis: XAxis, value: number): string => {
  switch (axis.kind) {
    case 'utc-ms':
      return formatUtc(value)
    case 'elapsed-ms':
      return `at ${formatDuration(value)}`
    case 'value':
      return formatValue(axis.axis.format, value)
  }
}

/** Name of the horizontal column in the data file. */
export const xColumn = (axis: XAxis): string =>
  axis.kind === 'elapsed-ms' ? 'elapsed_ms' : axis.kind === 'utc-ms' ? 'time_ms' : `x_${axis.axis.unit}`

/** The rectangle in which data are drawn, in pixels. */
export type Plot = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number }

/** Horizontal hairlines with their labels to the left. */
export const yAxis = (ruler: Ruler, y: Scale, plot: Plot): Markup =>
  join(
    ruler.ticks.flatMap((tick) => {
      const at = y(tick.value)
      const line = segment(tick.value === 0 ? 'axis' : 'grid', [plot.left, at], [plot.right, at])
      return [line, label('tick end', [plot.left - 8, at + 4], tick.label)]
    }),
  )

/** Room that the labels of a value axis need to the left of the plot. */
export const yAxisWidth = (ruler: Ruler): number =>
  Math.max(24, ...ruler.ticks.map((tick) => textWidth(tick.label, 11))) + 10

/** Height under the plot that the horizontal axis takes. */
export const X_AXIS_PX = 38

const tickLabel = (x: number, y: number, text: string, right: number): Markup =>
  x + textWidth(text, 11) / 2 > right ? label('tick end', [right, y], text) : label('tick middle', [x, y], text)

/** Base line, tick marks and labels under the plot, and the name of the axis below them, right. */
export const xAxis = (ruler: XRuler, x: Scale, plot: Plot, sheetWidthPx: number): Markup =>
  join([
    segment('axis', [plot.left, plot.bottom], [plot.right, plot.bottom]),
    ...ruler.ticks.flatMap((tick) => [
      segment('axis', [x(tick.value), plot.bottom], [x(tick.value), plot.bottom + 4]),
      tickLabel(x(tick.value), plot.bottom + 17, tick.label, sheetWidthPx),
    ]),
    label('note end', [plot.right, plot.bottom + 33], ruler.name),
  ])
