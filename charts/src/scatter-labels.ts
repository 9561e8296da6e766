import type { Plot } from './axes.ts'
import { textWidth } from './text.ts'

type Point = readonly [x: number, y: number]

/** Where a label stands: its baseline point and how it hangs there; `leader` ends the line that ties it to its mark where it stands far off. */
export type LabelPlace = {
  readonly x: number
  readonly y: number
  readonly anchor: 'start' | 'middle' | 'end'
  readonly leader: Point | null
}

/** A text that names a mark. */
export type Wanted = { readonly text: string; readonly at: Point }

type Box = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number }

const FONT_PX = 12
const ABOVE_PX = 10
const BELOW_PX = 3

const ANCHOR_SHARE = { start: 0, middle: 0.5, end: 1 } as const

const boxOf = ({ x, y, anchor }: Pick<LabelPlace, 'x' | 'y' | 'anchor'>, width: number): Box => {
  const left = x - width * ANCHOR_SHARE[anchor]
  return { left, right: left + width, top: y - ABOVE_PX, bottom: y + BELOW_PX }
}

const overlaps = (a: Box, b: Box): boolean =>
  Math.min(a.right, b.right) > Math.max(a.left, b.left) && Math.min(a.bottom, b.bottom) > Math.max(a.top, b.top)

const isInside = (box: Box, plot: Plot): boolean =>
  box.left >= plot.left && box.right <= plot.right && box.top >= plot.top - 8 && box.bottom <= plot.bottom

/** The eight places right beside a mark, best first. */
const beside = ([x, y]: Point): readonly LabelPlace[] =>
  (
    [
      [10, 4, 'start'],
      [-10, 4, 'end'],
      [0, -11, 'middle'],
      [0, 19, 'middle'],
      [8, -10, 'start'],
      [-8, -10, 'end'],
      [8, 17, 'start'],
      [-8, 17, 'end'],
    ] as const
  ).map(([dx, dy, anchor]) => ({ x: x + dx, y: y + dy, anchor, leader: null }))

/** Distances at which a label looks for room around its mark [px]; the last ones reach across any plot. */
const RADII = [24, 34, 46, 60, 76, 94, 116, 142, 174, 212, 258, 314, 380, 460]
const TURNS = 24

/** Places on circles around a mark, nearest first, each with the end of its leader at the label's nearest edge. */
const around = ([x, y]: Point, width: number): readonly LabelPlace[] =>
  RADII.flatMap((radius) =>
    Array.from({ length: TURNS }, (_, turn): LabelPlace => {
      const angle = (2 * Math.PI * turn) / TURNS
      const [dx, dy] = [Math.cos(angle) * radius, Math.sin(angle) * radius]
      const anchor = dx > radius / 3 ? 'start' : dx < -radius / 3 ? 'end' : 'middle'
      const place = { x: x + dx, y: y + dy + 3.5, anchor } as const
      const box = boxOf(place, width)
      const edgeX = Math.min(box.right, Math.max(box.left, x))
      return {
        ...place,
        leader: [
          edgeX,
          dy > 0 ? Math.max(box.top, Math.min(y, box.bottom)) : Math.min(box.bottom, Math.max(y, box.top)),
        ],
      }
    }),
  )

/** Points about 8 px apart along a line, its corners among them: what a label should keep clear of. */
export const along = (line: readonly Point[]): readonly Point[] =>
  line.flatMap((end, index) => {
    const start = line[index - 1]
    if (start === undefined) return [end]
    const parts = Math.max(1, Math.ceil(Math.max(Math.abs(end[0] - start[0]), Math.abs(end[1] - start[1])) / 8))
    return Array.from({ length: parts }, (_, part) => {
      const share = (part + 1) / parts
      return [start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])] as const
    })
  })

/** Whether a leader from a mark to a place runs through none of these boxes. */
const isClear = (mark: Point, { leader }: LabelPlace, boxes: readonly Box[]): boolean =>
  leader === null ||
  along([mark, leader]).every(([x, y]) =>
    boxes.every(({ left, right, top, bottom }) => x <= left || x >= right || y <= top || y >= bottom),
  )

/**
 * A place for each label, in the order given: the first of eight beside its mark, then of places farther and farther off with a leader, that
 * touches no mark, no other label and no edge; one whose leader crosses nothing where there is one. Null where there is no such place: the
 * label is left out, never laid over another.
 */
export const placeLabels = (
  wanted: readonly Wanted[],
  marks: readonly Point[],
  plot: Plot,
): readonly (LabelPlace | null)[] => {
  const taken: Box[] = marks.map(dotBox)
  const labels: Box[] = []
  const leaders: Box[] = []
  return wanted.map(({ text, at }) => {
    const width = textWidth(text, FONT_PX)
    const fits = (place: LabelPlace): boolean => {
      const box = boxOf(place, width)
      return isInside(box, plot) && taken.every((other) => !overlaps(box, other))
    }
    const isTidy = (place: LabelPlace): boolean => {
      const box = boxOf(place, width)
      return isClear(at, place, labels) && leaders.every((other) => !overlaps(box, other))
    }
    const free = [...beside(at), ...around(at, width)].filter(fits)
    const place = free.find(isTidy) ?? free[0] ?? null
    if (place === null) return null
    labels.push(boxOf(place, width))
    taken.push(boxOf(place, width))
    if (place.leader !== null) leaders.push(...along([at, place.leader]).map(leaderBox))
    return place
  })
}

const dotBox = ([x, y]: Point): Box => ({ left: x - 5, right: x + 5, top: y - 5, bottom: y + 5 })

const leaderBox = ([x, y]: Point): Box => ({ left: x - 1, right: x + 1, top: y - 4, bottom: y + 4 })
