import type { Pixel } from './decimate.ts'

/** Height of a polyline just after (`side` = 'right') or just before a position, for vertical moves inside it. */
const heightAt = (line: readonly Pixel[], x: number, side: 'left' | 'right'): number => {
  const first = line[0]
  const last = line.at(-1)
  if (first === undefined || last === undefined) return 0
  let low = 0
  let high = line.length
  while (low < high) {
    const middle = (low + high) >> 1
    const here = line[middle]?.[0] ?? 0
    if (here < x || (side === 'right' && here === x)) low = middle + 1
    else high = middle
  }
  const before = line[low - 1]
  const after = line[low]
  if (before === undefined) return first[1]
  if (after === undefined) return last[1]
  if (side === 'right' ? before[0] === x : after[0] === x) return side === 'right' ? before[1] : after[1]
  return before[1] + ((x - before[0]) / (after[0] - before[0])) * (after[1] - before[1])
}

type Piece = { readonly upper: readonly Pixel[]; readonly lower: readonly Pixel[] }

/** The part of one interval in which `line` runs under `limit` on the screen (greater y), or nothing. */
const piece = (
  line: readonly Pixel[],
  limit: readonly Pixel[],
  [from, to]: readonly [number, number],
): Piece | undefined => {
  const [line0, line1] = [heightAt(line, from, 'right'), heightAt(line, to, 'left')]
  const [limit0, limit1] = [heightAt(limit, from, 'right'), heightAt(limit, to, 'left')]
  const [gap0, gap1] = [line0 - limit0, line1 - limit1]
  if (gap0 <= 0 && gap1 <= 0) return undefined
  const share = gap0 / (gap0 - gap1)
  const crossing: Pixel = [from + share * (to - from), line0 + share * (line1 - line0)]
  const start = gap0 < 0
  const end = gap1 < 0
  return {
    upper: [start ? crossing : [from, limit0], end ? crossing : [to, limit1]],
    lower: [start ? crossing : [from, line0], end ? crossing : [to, line1]],
  }
}

/**
 * Closed shapes, in pixels, where `line` runs below `limit` on the screen (equity under requirement), over the span
 * that both have. Both must ascend in x; vertical moves are allowed. Crossings are interpolated on the straight lines.
 */
export const shortfallShapes = (line: readonly Pixel[], limit: readonly Pixel[]): readonly (readonly Pixel[])[] => {
  const from = Math.max(line[0]?.[0] ?? Infinity, limit[0]?.[0] ?? Infinity)
  const to = Math.min(line.at(-1)?.[0] ?? -Infinity, limit.at(-1)?.[0] ?? -Infinity)
  const inside = [...line, ...limit].map(([x]) => x).filter((x) => x >= from && x <= to)
  const positions = [...new Set(inside)].toSorted((a, b) => a - b)
  const runs: Piece[][] = [[]]
  for (const [index, end] of positions.entries()) {
    const start = positions[index - 1]
    const found = start === undefined ? undefined : piece(line, limit, [start, end])
    if (found === undefined) runs.push([])
    else runs.at(-1)?.push(found)
  }
  return runs
    .filter((run) => run.length > 0)
    .map((run) => [...run.flatMap(({ upper }) => upper), ...run.flatMap(({ lower }) => lower).toReversed()])
}
