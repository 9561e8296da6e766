import { valueRuler, xColumn } from './axes.ts'
import type { Ruler, XAxis } from './axes.ts'
import { ascending, distinct, finite, finiteOrGap, nonEmpty, positive } from './check.ts'
import { toCsv } from './csv.ts'
import type { CsvCell } from './csv.ts'
import { ChartInputError } from './error.ts'
import type { Band, BarLane, Lane, LineLane, Rule, Shortfall } from './lane-types.ts'
import { extent } from './scale.ts'
import type { Domain } from './ticks.ts'

const checkShortfall = (field: string, lane: LineLane, { line, limit }: Shortfall): void => {
  for (const name of [line, limit])
    if (!lane.series.some((series) => series.name === name))
      throw new ChartInputError(field, name, 'the name of a series of the same lane')
}

/** Bands, then ranges: both are lows and highs over x. */
const spansOf = ({ bands = [], ranges = [] }: LineLane): readonly Band[] => [...bands, ...ranges]

const checkLines = (field: string, lane: LineLane): void => {
  distinct(
    `${field}.series`,
    nonEmpty(`${field}.series`, lane.series).map(({ name }) => name),
  )
  for (const [index, { points }] of lane.series.entries()) {
    const name = `${field}.series[${index}].points`
    ascending(
      name,
      nonEmpty(name, points).map(([x]) => x),
    )
    for (const [place, [, y]] of points.entries()) finiteOrGap(`${name}[${place}].y`, y)
  }
  for (const [index, { points }] of spansOf(lane).entries()) {
    const bands = lane.bands?.length ?? 0
    const name = index < bands ? `${field}.bands[${index}].points` : `${field}.ranges[${index - bands}].points`
    ascending(
      name,
      nonEmpty(name, points).map(([x]) => x),
    )
    for (const [place, [, low, high]] of points.entries())
      if (!(finite(`${name}[${place}].low`, low) <= finite(`${name}[${place}].high`, high)))
        throw new ChartInputError(`${name}[${place}]`, `${low} to ${high}`, 'low at most high')
  }
  for (const [index, { x, y }] of (lane.marks ?? []).entries()) {
    finite(`${field}.marks[${index}].x`, x)
    finite(`${field}.marks[${index}].y`, y)
  }
  for (const [index, { y }] of (lane.levels ?? []).entries()) finite(`${field}.levels[${index}].y`, y)
  for (const [index, shortfall] of (lane.shortfalls ?? []).entries())
    checkShortfall(`${field}.shortfalls[${index}]`, lane, shortfall)
}

const checkBars = (field: string, lane: BarLane): void => {
  ascending(`${field}.starts`, nonEmpty(`${field}.starts`, lane.starts))
  positive(`${field}.barWidth`, lane.barWidth)
  if (lane.y.kind === 'log')
    throw new ChartInputError(`${field}.y.kind`, 'log', 'linear: the length of a bar is its value')
  distinct(
    `${field}.parts`,
    nonEmpty(`${field}.parts`, lane.parts).map(({ name }) => name),
  )
  for (const [index, { values }] of lane.parts.entries()) {
    if (values.length !== lane.starts.length)
      throw new ChartInputError(
        `${field}.parts[${index}].values`,
        values.length,
        `${lane.starts.length} values, one a bar`,
      )
    for (const [place, value] of values.entries()) finite(`${field}.parts[${index}].values[${place}]`, value)
  }
}

/** Refuses lanes and rules that cannot be drawn truly: no lane, empty or unsorted series, NaN, bars without ends. */
export const checkLanes = (lanes: readonly Lane[], rules: readonly Rule[]): void => {
  for (const [index, lane] of nonEmpty('lanes', lanes).entries()) {
    if (lane.kind === 'lines') checkLines(`lanes[${index}]`, lane)
    else checkBars(`lanes[${index}]`, lane)
  }
  for (const [index, { x }] of rules.entries()) finite(`rules[${index}].x`, x)
}

const xValues = (lane: Lane): readonly number[] =>
  lane.kind === 'bars'
    ? lane.starts.flatMap((start) => [start, start + lane.barWidth])
    : [
        ...lane.series.flatMap(({ points }) => points.map(([x]) => x)),
        ...spansOf(lane).flatMap(({ points }) => points.map(([x]) => x)),
        ...(lane.marks ?? []).map(({ x }) => x),
      ]

/** The span of all lanes on the shared axis; rules do not widen it. */
export const xExtent = (lanes: readonly Lane[]): Domain => extent('lanes', lanes.flatMap(xValues))

/** Sums of the positive and of the negative parts of bar `index`. */
export const barEnds = (lane: BarLane, index: number): Domain => {
  const values = lane.parts.map(({ values: all }) => all[index] ?? 0)
  const sum = (list: readonly number[]): number => list.reduce((total, value) => total + value, 0)
  return [sum(values.filter((value) => value < 0)), sum(values.filter((value) => value > 0))]
}

const yValues = (lane: Lane): readonly number[] => {
  if (lane.kind === 'bars') return [0, ...lane.starts.flatMap((_, index) => barEnds(lane, index))]
  const drawn = lane.series.flatMap(({ points }) => points.flatMap(([, y]) => (y === null ? [] : [y])))
  return [
    ...drawn,
    ...spansOf(lane).flatMap(({ points }) => points.flatMap(([, low, high]) => [low, high])),
    ...(lane.marks ?? []).map(({ y }) => y),
    ...(lane.levels ?? []).map(({ y }) => y),
  ]
}

/** The span of a lane's values; a lane of gaps only spans 0 to 1. */
export const yExtent = (lane: Lane): Domain => {
  const values = yValues(lane)
  return values.length === 0 ? [0, 1] : extent('lane', values)
}

/** Ticks of each lane; bar lanes of the same unit share one domain, so that equal lengths are equal amounts. */
export const laneRulers = (lanes: readonly Lane[], heights: readonly number[]): readonly Ruler[] => {
  const shared = (lane: BarLane): Domain => {
    const alike = lanes.filter((other) => other.kind === 'bars' && other.y.unit === lane.y.unit)
    return extent('lanes', alike.flatMap(yExtent))
  }
  return lanes.map((lane, index) => {
    const count = Math.max(2, Math.round((heights[index] ?? 0) / 32))
    return valueRuler(lane.y, lane.kind === 'bars' ? shared(lane) : yExtent(lane), count)
  })
}

const lineRows = (lane: LineLane, title: string): readonly (readonly CsvCell[])[] => [
  ...lane.series.flatMap(({ name, points }) =>
    points.map(([x, y]) => [title, 'series', name, x, y, null, lane.y.unit, '']),
  ),
  ...(lane.bands ?? []).flatMap(({ name, points }) =>
    points.map(([x, low, high]) => [title, 'band', name, x, low, high, lane.y.unit, '']),
  ),
  ...(lane.ranges ?? []).flatMap(({ name, points }) =>
    points.map(([x, low, high]) => [title, 'range', name, x, low, high, lane.y.unit, '']),
  ),
  ...(lane.marks ?? []).map(({ name, x, y, tooltip }) => [title, 'mark', name, x, y, null, lane.y.unit, tooltip]),
  ...(lane.levels ?? []).map(({ y, label }) => [title, 'level', label, null, y, null, lane.y.unit, '']),
]

const barRows = (lane: BarLane, title: string): readonly (readonly CsvCell[])[] =>
  lane.parts.flatMap(({ name, values }) =>
    lane.starts.map((start, index) => [title, 'bar', name, start, values[index] ?? null, null, lane.y.unit, '']),
  )

/** Everything drawn as one long table, full precision. */
export const lanesCsv = (x: XAxis, lanes: readonly Lane[], rules: readonly Rule[]): string =>
  toCsv(
    ['lane', 'kind', 'name', xColumn(x), 'value', 'value_high', 'unit', 'note'],
    [
      ...lanes.flatMap((lane, index) => {
        const title = lane.title ?? String(index + 1)
        return lane.kind === 'bars' ? barRows(lane, title) : lineRows(lane, title)
      }),
      ...rules.map((rule) => ['', 'rule', rule.label, rule.x, null, null, '', '']),
    ],
  )
