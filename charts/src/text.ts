/** Width of a text in pixels at a font size, from above: pictures reserve room for the widest common system font. */
export const textWidth = (text: string, fontSizePx: number): number => {
  let ems = 0
  for (const character of text) ems += characterWidth(character)
  return ems * fontSizePx
}

const characterWidth = (character: string): number => {
  if (/[iIjl|.,:;'!()[\]\s]/.test(character)) return 0.36
  if (/[mwMW%@—→]/.test(character)) return 0.95
  if (/[A-Z&]/.test(character)) return 0.7
  return character.charCodeAt(0) > 0x2e80 ? 1 : 0.62
}

/** The text, or its beginning with `…`, so that it fits the width. */
export const fitted = (text: string, widthPx: number, fontSizePx: number): string => {
  if (textWidth(text, fontSizePx) <= widthPx) return text
  const characters = Array.from(text)
  while (characters.length > 1 && textWidth(`${characters.join('')}…`, fontSizePx) > widthPx) characters.pop()
  return `${characters.join('').trimEnd()}…`
}

/**
 * Positions as near as possible (least squares) to the wanted ones, in the same order, `gap` apart and inside [min, max].
 * Where the room is too small for all, they keep the gap and run over `max`.
 *
 * Pool adjacent violators on wanted[i] − i·gap: the exact solution of the isotonic regression.
 */
export const spread = (
  wanted: readonly number[],
  room: { readonly gap: number; readonly min: number; readonly max: number },
): readonly number[] => {
  const order = wanted.map((_, index) => index).toSorted((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0) || a - b)
  const last = Math.max(room.min, room.max - (wanted.length - 1) * room.gap)
  const pools: { sum: number; count: number }[] = []
  for (const [place, index] of order.entries()) {
    let pool = { sum: (wanted[index] ?? 0) - place * room.gap, count: 1 }
    for (
      let above = pools.at(-1);
      above !== undefined && above.sum / above.count > pool.sum / pool.count;
      above = pools.at(-1)
    ) {
      pools.pop()
      pool = { sum: pool.sum + above.sum, count: pool.count + above.count }
    }
    pools.push(pool)
  }
  const settled = pools.flatMap(({ sum, count }) => Array.from({ length: count }, () => sum / count))
  const result = wanted.slice()
  for (const [place, index] of order.entries()) {
    const base = Math.min(last, Math.max(room.min, settled[place] ?? 0))
    result[index] = base + place * room.gap
  }
  return result
}

/** One label on a line: its left end and its right end. */
export type Interval = { readonly left: number; readonly right: number }

/**
 * For each interval the first row in which it overlaps none placed before it. Where a line falls from each label's left end
 * through the rows below, pass the rightmost first: then no line crosses a label.
 */
export const stackRows = (intervals: readonly Interval[]): readonly number[] => {
  const rows: Interval[][] = []
  return intervals.map((interval) => {
    const free = rows.findIndex((row) =>
      row.every((other) => interval.left >= other.right || interval.right <= other.left),
    )
    const row = free === -1 ? rows.length : free
    rows[row] = [...(rows[row] ?? []), interval]
    return row
  })
}
