import { describeX } from './axes.ts'
import type { Plot, XAxis } from './axes.ts'
import { decimate } from './decimate.ts'
import type { Pixel } from './decimate.ts'
import { label, segment, tooltip } from './figure.ts'
import type { Band, LineLane, Range, Series } from './lane-types.ts'
import type { LegendEntry } from './legend.ts'
import { element, EMPTY, join, pixels } from './markup.ts'
import type { Markup } from './markup.ts'
import { mark } from './marks.ts'
import { closedPath, linePath, staircase } from './path.ts'
import type { Scale } from './scale.ts'
import { shortfallShapes } from './shade.ts'
import { fitted, spread } from './text.ts'

/** Where a lane is drawn: its rectangle, its scales, the id of its clip path. */
export type LanePlace = {
  readonly plot: Plot
  readonly x: Scale
  readonly y: Scale
  readonly axis: XAxis
  readonly clip: string
}

/** The pieces of a series between its gaps, in pixels, thinned to what the width can show. */
export const seriesPieces = (series: Series, x: Scale, y: Scale): readonly (readonly Pixel[])[] => {
  const pieces: Pixel[][] = [[]]
  for (const [at, value] of series.points) {
    if (value === null) pieces.push([])
    else pieces.at(-1)?.push([x(at), y(value)])
  }
  const drawn = pieces.filter((piece) => piece.length > 0).map(decimate)
  return series.shape === 'step' ? drawn.map(staircase) : drawn
}

const seriesMarkup = (series: Series, place: LanePlace): Markup => {
  const pieces = seriesPieces(series, place.x, place.y)
  const single = pieces.filter((piece) => piece.length === 1).flat()
  return element(
    'g',
    { fill: series.colour, 'data-of': series.name },
    tooltip(series.name),
    element('path', {
      class: 'line',
      d: pieces
        .filter((piece) => piece.length > 1)
        .map(linePath)
        .join(''),
      stroke: series.colour,
      'stroke-dasharray': series.dash,
    }),
    ...single.map(([cx, cy]) => element('circle', { cx, cy, r: 2 })),
  )
}

const bandMarkup = ({ name, colour, points }: Band, { x, y }: LanePlace): Markup => {
  const upper = decimate(points.map(([at, , high]): Pixel => [x(at), y(high)]))
  const lower = decimate(points.map(([at, low]): Pixel => [x(at), y(low)]))
  return element(
    'path',
    { d: closedPath([...upper, ...lower.toReversed()]), fill: colour, 'fill-opacity': 0.16 },
    tooltip(name),
  )
}

const CAP_PX = 2

/** One path of upright strokes with a cap at each end. */
const rangeMarkup = ({ name, colour, points }: Range, { x, y }: LanePlace): Markup => {
  const strokes = points.map(([at, low, high]) => {
    const [centre, bottom, top] = [pixels(x(at)), pixels(y(low)), pixels(y(high))]
    const cap = (height: number): string => `M${pixels(centre - CAP_PX)},${height}L${pixels(centre + CAP_PX)},${height}`
    return `M${centre},${bottom}L${centre},${top}${cap(bottom)}${cap(top)}`
  })
  return element('path', { class: 'range', d: strokes.join(''), stroke: colour }, tooltip(name))
}

const shortfallMarkup = (lane: LineLane, { x, y }: LanePlace): Markup =>
  join(
    (lane.shortfalls ?? []).map(({ name, colour, line, limit }) => {
      const pieces = (wanted: string): readonly (readonly Pixel[])[] =>
        lane.series.filter((series) => series.name === wanted).flatMap((series) => seriesPieces(series, x, y))
      const shapes = pieces(line).flatMap((under) => pieces(limit).flatMap((over) => shortfallShapes(under, over)))
      const d = shapes.map(closedPath).join('')
      return d === ''
        ? EMPTY
        : element('path', { class: 'shortfall', d, fill: colour, 'fill-opacity': 0.28 }, tooltip(name))
    }),
  )

const levelsMarkup = (lane: LineLane, { plot, y }: LanePlace): Markup =>
  join(
    (lane.levels ?? []).flatMap((level) => [
      segment('level', [plot.left, y(level.y)], [plot.right, y(level.y)]),
      label('note halo', [plot.left + 4, y(level.y) - 5], level.label),
    ]),
  )

/** The lines of one lane with all that belongs to them, back to front. */
export const lineLaneMarkup = (lane: LineLane, place: LanePlace): Markup =>
  join([
    levelsMarkup(lane, place),
    element(
      'g',
      { 'clip-path': `url(#${place.clip})` },
      ...(lane.bands ?? []).map((band) => bandMarkup(band, place)),
      ...(lane.ranges ?? []).map((range) => rangeMarkup(range, place)),
      shortfallMarkup(lane, place),
      ...lane.series.map((series) => seriesMarkup(series, place)),
    ),
    ...(lane.marks ?? []).map((event) =>
      mark(
        event.shape,
        [place.x(event.x), place.y(event.y)],
        event.colour,
        tooltip(`${event.name}, ${describeX(place.axis, event.x)}: ${event.tooltip}`),
      ),
    ),
  ])

/** Names of the series at their right ends, moved apart where they would touch and then tied back by a thin line. */
export const directLabels = (lane: LineLane, { plot, x, y }: LanePlace, roomPx: number): Markup => {
  const ends = lane.series.flatMap((series) => {
    const last = series.points.findLast(([, value]) => value !== null)
    return last === undefined || last[1] === null ? [] : [{ series, at: [x(last[0]), y(last[1])] as const }]
  })
  const heights = spread(
    ends.map(({ at }) => at[1]),
    { gap: 15, min: plot.top + 4, max: plot.bottom - 2 },
  )
  return join(
    ends.map(({ series, at }, index) => {
      const height = heights[index] ?? at[1]
      const far = Math.abs(height - at[1]) > 3 || plot.right - at[0] > 4
      const leader = far
        ? element('path', { class: 'leader', d: linePath([at, [plot.right + 4, height], [plot.right + 9, height]]) })
        : EMPTY
      const name = label('strong halo', [plot.right + 12, height + 4], fitted(series.name, roomPx, 12))
      return element('g', { style: `fill:${series.colour}`, 'data-of': series.name }, leader, name)
    }),
  )
}

/** Legend entries of a lane: what carries no direct label, and with `all` the series too. */
export const lineLegend = (lane: LineLane, all: 'all' | 'unlabelled'): readonly LegendEntry[] => [
  ...(all === 'all'
    ? lane.series.map(({ name, colour, dash }): LegendEntry => ({ name, colour, kind: 'line', dash }))
    : []),
  ...(lane.bands ?? []).map(({ name, colour }): LegendEntry => ({ name, colour, kind: 'hatch' })),
  ...(lane.ranges ?? []).map(({ name, colour }): LegendEntry => ({ name, colour, kind: 'range' })),
  ...(lane.shortfalls ?? []).map(({ name, colour }): LegendEntry => ({ name, colour, kind: 'hatch' })),
  ...(lane.marks ?? []).map(({ name, colour, shape }): LegendEntry => ({ name, colour, kind: shape })),
]
