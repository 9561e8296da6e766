/** A place in pixels. */
export type Pixel = readonly [x: number, y: number]

/**
 * The same line with at most four points a pixel column (first, lowest, highest, last in the order met): at this width
 * it looks the same. Points must ascend in x.
 *
 * @source U. Jugel et al., "M4: a visualization-oriented time series data aggregation", VLDB 2014.
 */
export const decimate = (points: readonly Pixel[]): readonly Pixel[] => {
  const kept: Pixel[] = []
  let start = 0
  while (start < points.length) {
    const column = Math.floor(points[start]?.[0] ?? 0)
    let end = start + 1
    while (end < points.length && Math.floor(points[end]?.[0] ?? 0) === column) end += 1
    kept.push(...columnPoints(points.slice(start, end)))
    start = end
  }
  return kept
}

const columnPoints = (column: readonly Pixel[]): readonly Pixel[] => {
  if (column.length <= 4) return column
  let lowest = 0
  let highest = 0
  for (const [index, [, y]] of column.entries()) {
    if (y < (column[lowest]?.[1] ?? y)) lowest = index
    if (y > (column[highest]?.[1] ?? y)) highest = index
  }
  const wanted = new Set([0, lowest, highest, column.length - 1])
  return column.filter((_, index) => wanted.has(index))
}
