import type { ValueAxis } from './axes.ts'
import type { Shape } from './marks.ts'

/** A value over the horizontal axis; `null` is a gap. `step` holds each value until the next. */
export type Series = {
  readonly name: string
  readonly colour: string
  readonly dash?: string | undefined
  readonly shape?: 'straight' | 'step'
  readonly points: readonly (readonly [x: number, y: number | null])[]
}

/** A shaded range between a low and a high value, such as a quantile fan. */
export type Band = {
  readonly name: string
  readonly colour: string
  readonly points: readonly (readonly [x: number, low: number, high: number])[]
}

/** Where a value lies at single places, from low to high, such as bid and ask: an upright stroke each. */
export type Range = {
  readonly name: string
  readonly colour: string
  readonly points: readonly (readonly [x: number, low: number, high: number])[]
}

/** Shade where the series `line` runs under the series `limit`: equity under requirement. */
export type Shortfall = {
  readonly name: string
  readonly colour: string
  readonly line: string
  readonly limit: string
}

/** One event on the picture; `tooltip` tells its numbers. Marks of one `name` share one legend entry. */
export type EventMark = {
  readonly name: string
  readonly colour: string
  readonly shape: Shape
  readonly x: number
  readonly y: number
  readonly tooltip: string
}

/** A horizontal line that matters, such as ruin at zero. */
export type Level = { readonly y: number; readonly label: string }

/** A vertical line that matters, such as the jump; it crosses all lanes. */
export type Rule = { readonly x: number; readonly label: string }

/** Lines over the shared axis. */
export type LineLane = {
  readonly kind: 'lines'
  readonly title?: string
  readonly heightPx?: number
  readonly y: ValueAxis
  readonly series: readonly Series[]
  readonly bands?: readonly Band[]
  readonly ranges?: readonly Range[]
  readonly shortfalls?: readonly Shortfall[]
  readonly marks?: readonly EventMark[]
  readonly levels?: readonly Level[]
}

/** One part of each bar; `values[i]` belongs to `starts[i]` of its lane. Positive parts stack up, negative ones down. */
export type BarPart = { readonly name: string; readonly colour: string; readonly values: readonly number[] }

/** Stacked bars over the shared axis; bar i covers `starts[i]` up to `starts[i] + barWidth` (the axis' unit). */
export type BarLane = {
  readonly kind: 'bars'
  readonly title?: string
  readonly heightPx?: number
  readonly y: ValueAxis
  readonly starts: readonly number[]
  readonly barWidth: number
  readonly parts: readonly BarPart[]
}

export type Lane = LineLane | BarLane
