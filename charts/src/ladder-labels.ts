import { label, segment } from './figure.ts'
import { formatValue } from './format.ts'
import { join } from './markup.ts'
import type { Markup } from './markup.ts'
import type { Scale } from './scale.ts'
import { stackRows, textWidth } from './text.ts'

const ROW_PX = 16

type Level = { readonly name: string; readonly price: number }
type Placed = { readonly text: string; readonly at: number; readonly row: number; readonly left: boolean }

/** Labels of levels in rows above a bar; a label leans left where it would leave the sheet. Nearest row first. */
export const segmentLabels = (
  levels: readonly Level[],
  x: Scale,
  room: { readonly left: number; readonly right: number },
): { readonly heightPx: number; readonly markup: (top: number, barPx: number) => Markup } => {
  const ordered = levels.toSorted((a, b) => x(b.price) - x(a.price))
  const spans = ordered.map(({ name, price }) => {
    const text = `${name} ${formatValue('price', price)}`
    const width = textWidth(text, 11) + 10
    const at = x(price)
    const leansLeft = at + width > room.right
    return { text, at, leansLeft, left: leansLeft ? at - width : at - 2, right: leansLeft ? at + 2 : at + width }
  })
  const rows = stackRows(spans)
  const placed = spans.map(({ text, at, leansLeft }, index): Placed => ({
    text,
    at,
    row: rows[index] ?? 0,
    left: leansLeft,
  }))
  const count = placed.length === 0 ? 0 : Math.max(...rows) + 1
  return {
    heightPx: count * ROW_PX,
    markup: (top, barPx) =>
      join(
        placed.flatMap(({ text, at, row, left }) => {
          const y = top - 18 - row * ROW_PX
          return [
            segment('axis', [at, y - 9], [at, top + barPx]),
            label(left ? 'note end halo' : 'note halo', [at + (left ? -5 : 5), y], text),
          ]
        }),
      ),
  }
}
