/** A point of a line: place on the shared axis, value. */
export type LinePoint = readonly [x: number, y: number]

/** Most points of a long line in a report. */
export const LINE_POINTS_MAX = 400

/**
 * The same line with at most `most` points: the first, the last, and of each stretch in between its lowest and highest in the
 * order met, so that no extreme is lost. Short lines stay as they are. `most` is at least 4.
 */
export const thinned = (points: readonly LinePoint[], most: number = LINE_POINTS_MAX): readonly LinePoint[] => {
  if (points.length <= most) return points
  const first = points[0]
  const last = points.at(-1)
  if (first === undefined || last === undefined) return points
  const inner = points.slice(1, -1)
  const stretches = Math.floor((most - 2) / 2)
  const kept = Array.from({ length: stretches }, (_, at) => {
    const from = Math.floor((at * inner.length) / stretches)
    const to = Math.floor(((at + 1) * inner.length) / stretches)
    return extremes(inner.slice(from, to))
  })
  return [first, ...kept.flat(), last]
}

const extremes = (stretch: readonly LinePoint[]): readonly LinePoint[] => {
  let [low, high] = [0, 0]
  for (const [at, [, y]] of stretch.entries()) {
    if (y < (stretch[low]?.[1] ?? y)) low = at
    if (y > (stretch[high]?.[1] ?? y)) high = at
  }
  const wanted = low === high ? [low] : [Math.min(low, high), Math.max(low, high)]
  return wanted.flatMap((at) => (stretch[at] === undefined ? [] : [stretch[at]]))
}

/** Amounts gathered into equal stretches of time. */
export interface Bins {
  readonly starts: readonly number[]
  readonly width: number
  /** Index of the stretch in which `x` lies. */
  readonly of: (x: number) => number
}

/** At most `most` equal stretches from `start` to `end`, each a whole number of `step` long. */
export const binsOver = (span: {
  readonly start: number
  readonly end: number
  readonly step: number
  readonly most: number
}): Bins => {
  const { start, end, step, most } = span
  const steps = Math.max(1, Math.ceil((end - start) / step))
  const width = step * Math.ceil(steps / most)
  const count = Math.max(1, Math.ceil((end - start) / width))
  return {
    starts: Array.from({ length: count }, (_, at) => start + at * width),
    width,
    of: (x) => Math.min(count - 1, Math.max(0, Math.floor((x - start) / width))),
  }
}

/** Sums of `amount` over the stretches; nothing is lost. */
export const binned = <T>(
  bins: Bins,
  list: readonly T[],
  read: { readonly x: (each: T) => number; readonly amount: (each: T) => number },
): readonly number[] => {
  const sums = bins.starts.map(() => 0)
  for (const each of list) {
    const at = bins.of(read.x(each))
    sums[at] = (sums[at] ?? 0) + read.amount(each)
  }
  return sums
}
