import { label } from './figure.ts'
import { EMPTY, element, join } from './markup.ts'
import type { Markup } from './markup.ts'
import { mark } from './marks.ts'
import type { Shape } from './marks.ts'
import { fitted, textWidth } from './text.ts'

/** One key of a legend: a line, a filled area or bar, or a mark. */
export type LegendEntry = {
  readonly name: string
  readonly colour: string
  readonly kind: 'line' | 'area' | 'hatch' | 'range' | Shape
  readonly dash?: string | undefined
}

const ROW_PX = 18
const KEY_PX = 20
const GAP_PX = 16

const key = ({ kind, colour, dash }: LegendEntry, x: number, y: number): Markup => {
  if (kind === 'line')
    return element('line', {
      x1: x,
      y1: y,
      x2: x + 14,
      y2: y,
      stroke: colour,
      'stroke-width': 2.5,
      'stroke-dasharray': dash,
    })
  if (kind === 'area') return element('rect', { x: x + 1, y: y - 5, width: 12, height: 10, fill: colour, rx: 1.5 })
  if (kind === 'hatch')
    return element('rect', {
      x: x + 1.5,
      y: y - 4.5,
      width: 11,
      height: 9,
      fill: colour,
      'fill-opacity': 0.16,
      stroke: colour,
      'stroke-dasharray': '3 2',
    })
  if (kind === 'range')
    return element('path', {
      class: 'range',
      d: `M${x + 7},${y - 6}L${x + 7},${y + 6}M${x + 4},${y - 6}L${x + 10},${y - 6}M${x + 4},${y + 6}L${x + 10},${y + 6}`,
      stroke: colour,
    })
  return mark(kind, [x + 7, y], colour)
}

/** Keys in rows that wrap at the width; equal keys are shown once. Height 0 without entries. */
export const legend = (
  entries: readonly LegendEntry[],
  place: { readonly left: number; readonly top: number; readonly widthPx: number },
): { readonly heightPx: number; readonly body: Markup } => {
  const unique = new Map(entries.map((entry) => [`${entry.kind} ${entry.colour} ${entry.name}`, entry]))
  if (unique.size === 0) return { heightPx: 0, body: EMPTY }
  const parts: Markup[] = []
  let x = 0
  let row = 0
  for (const entry of unique.values()) {
    const name = fitted(entry.name, place.widthPx - KEY_PX, 12)
    const width = KEY_PX + textWidth(name, 12)
    if (x > 0 && x + width > place.widthPx) {
      x = 0
      row += 1
    }
    const y = place.top + row * ROW_PX + 8
    const words = label('', [place.left + x + KEY_PX, y + 4], name)
    parts.push(element('g', { 'data-of': entry.name }, key(entry, place.left + x, y), words))
    x += width + GAP_PX
  }
  return { heightPx: (row + 1) * ROW_PX + 8, body: join(parts) }
}
