import type { Pixel } from './decimate.ts'
import { pixels } from './markup.ts'

const at = ([x, y]: Pixel): string => `${pixels(x)},${pixels(y)}`

/** Path data through the points by straight lines; empty for no point. */
export const linePath = (points: readonly Pixel[]): string =>
  points.length === 0 ? '' : `M${points.map(at).join('L')}`

/** Path data of a closed shape; empty for no point. */
export const closedPath = (points: readonly Pixel[]): string => (points.length === 0 ? '' : `${linePath(points)}Z`)

/** The corner points of a staircase: each value holds until the next position. */
export const staircase = (points: readonly Pixel[]): readonly Pixel[] =>
  points.flatMap((point, index) => {
    const before = points[index - 1]
    return before === undefined || before[1] === point[1] ? [point] : [[point[0], before[1]] as const, point]
  })
