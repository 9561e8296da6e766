import type { Plot } from './axes.ts'
import { textWidth } from './text.ts'

/** Where a label stands: its baseline point and how it hangs there. */
export type LabelPlace = { readonly x: number; readonly y: number; readonly anchor: 'start' | 'middle' | 'end' }

type Box = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number }

const ANCHOR_SHARE = { start: 0, middle: 0.5, end: 1 } as const

const boxOf = ({ x, y, anchor }: LabelPlace, width: number): Box => {
  const left = x - width * ANCHOR_SHARE[anchor]
  return { left, right: left + width, top: y - 10, bottom: y + 3 }
}

const overlap = (a: Box, b: Box): number => {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left)
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
  return width > 0 && height > 0 ? width * height : 0
}

const outside = (box: Box, plot: Plot): number =>
  Math.max(0, plot.left - box.left) +
  Math.max(0, box.right - plot.right) +
  Math.max(0, plot.top - 8 - box.top) +
  Math.max(0, box.bottom - plot.bottom)

const candidates = ([x, y]: readonly [number, number]): readonly LabelPlace[] => [
  { x: x + 10, y: y + 4, anchor: 'start' },
  { x: x - 10, y: y + 4, anchor: 'end' },
  { x, y: y - 11, anchor: 'middle' },
  { x, y: y + 19, anchor: 'middle' },
  { x: x + 8, y: y - 10, anchor: 'start' },
  { x: x - 8, y: y - 10, anchor: 'end' },
  { x: x + 8, y: y + 17, anchor: 'start' },
  { x: x - 8, y: y + 17, anchor: 'end' },
]

/** Points about 8 px apart along a line, its corners among them: what a label should keep clear of. */
export const along = (line: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] =>
  line.flatMap((end, index) => {
    const start = line[index - 1]
    if (start === undefined) return [end]
    const parts = Math.max(1, Math.ceil(Math.max(Math.abs(end[0] - start[0]), Math.abs(end[1] - start[1])) / 8))
    return Array.from({ length: parts }, (_, part) => {
      const share = (part + 1) / parts
      return [start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])] as const
    })
  })

/**
 * A place beside each point, in the order given: the first of eight around it that touches no mark, no earlier label and
 * no edge; where all touch something, the one that touches least.
 */
export const placeLabels = (
  wanted: readonly { readonly text: string; readonly at: readonly [number, number] }[],
  marks: readonly (readonly [number, number])[],
  plot: Plot,
): readonly LabelPlace[] => {
  const taken: Box[] = marks.map(([x, y]) => ({ left: x - 5, right: x + 5, top: y - 5, bottom: y + 5 }))
  return wanted.map(({ text, at }) => {
    const width = textWidth(text, 12)
    const cost = (place: LabelPlace): number => {
      const box = boxOf(place, width)
      return taken.reduce((sum, other) => sum + overlap(box, other), 0) + 50 * outside(box, plot)
    }
    const options = candidates(at)
    const costs = options.map(cost)
    const best = options[costs.indexOf(Math.min(...costs))] ?? { x: at[0] + 10, y: at[1] + 4, anchor: 'start' }
    taken.push(boxOf(best, width))
    return best
  })
}
