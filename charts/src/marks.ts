import { element } from './markup.ts'
import type { Markup } from './markup.ts'

/** Shapes that stay apart without colour. */
export type Shape = 'circle' | 'square' | 'diamond' | 'triangle' | 'ring'

/** One mark of about 9 px at a place; `ring` is a circle whose middle is paper. */
export const mark = (
  shape: Shape,
  [x, y]: readonly [number, number],
  colour: string,
  ...children: readonly Markup[]
): Markup => {
  switch (shape) {
    case 'circle':
      return element('circle', { class: 'mark', cx: x, cy: y, r: 4.75, fill: colour }, ...children)
    case 'ring':
      return element(
        'circle',
        { cx: x, cy: y, r: 4, fill: 'var(--paper)', stroke: colour, 'stroke-width': 2 },
        ...children,
      )
    case 'square':
      return element(
        'rect',
        { class: 'mark', x: x - 4.25, y: y - 4.25, width: 8.5, height: 8.5, fill: colour },
        ...children,
      )
    case 'diamond':
      return polygon(
        [
          [x, y - 6],
          [x + 6, y],
          [x, y + 6],
          [x - 6, y],
        ],
        colour,
        children,
      )
    case 'triangle':
      return polygon(
        [
          [x - 5.5, y - 5],
          [x + 5.5, y - 5],
          [x, y + 5],
        ],
        colour,
        children,
      )
  }
}

const polygon = (
  corners: readonly (readonly [number, number])[],
  colour: string,
  children: readonly Markup[],
): Markup => {
  const points = corners.map(([x, y]) => `${Math.round(x * 100) / 100},${Math.round(y * 100) / 100}`).join(' ')
  return element('polygon', { class: 'mark', points, fill: colour }, ...children)
}
