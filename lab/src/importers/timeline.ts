import type { FlawBook } from './flaws.ts'
import type { Findings, Gaps, SeriesCover } from './manifest.ts'

/** Follows the times of rows, series by series. */
export interface Timeline {
  /** Takes the next row; false where its time does not follow the last one of its series, which is noted as a flaw. */
  readonly take: (series: string, timeMs: number, row: number) => boolean
  readonly cover: () => Pick<Findings, 'firstMs' | 'lastMs' | 'stepMs' | 'gaps' | 'series'>
}

/**
 * How rows come: on one `grid` of equal steps for the whole file, in steps of each `series` of its own (to the minute, since
 * venues stamp them some milliseconds late), both one row a step; or as `event`s, several a moment.
 */
export type Rhythm = 'grid' | 'series' | 'event'

interface Series {
  rows: number
  firstMs: number
  lastMs: number
  readonly distances: Map<number, number>
}

/** Different distances that are told apart. Rows with more are on no grid: they have no step. */
const DISTANCES_MAX = 4096

const MINUTE_MS = 60_000

/** Starts to follow times. Unless rows are events, equal times of one series are duplicates. */
export const openTimeline = (rhythm: Rhythm, flaws: FlawBook): Timeline => {
  const series = new Map<string, Series>()
  const shared = new Map<number, number>()
  return {
    take: (name, timeMs, row) => {
      const before = series.get(name)
      if (before === undefined) {
        const distances = rhythm === 'series' ? new Map<number, number>() : shared
        series.set(name, { rows: 1, firstMs: timeMs, lastMs: timeMs, distances })
        return true
      }
      before.rows += 1
      const distance = timeMs - before.lastMs
      if (distance < 0) flaws.note('unsorted-time', row, said(name, timeMs, `after ${momentText(before.lastMs)}`))
      else if (distance === 0 && rhythm !== 'event') flaws.note('duplicate-time', row, said(name, timeMs, 'again'))
      before.firstMs = Math.min(before.firstMs, timeMs)
      before.lastMs = Math.max(before.lastMs, timeMs)
      if (distance > 0 && rhythm !== 'event') count(before.distances, rounded(rhythm, distance))
      return distance > 0 || (distance === 0 && rhythm === 'event')
    },
    cover: () => coverOf(series, rhythm, shared),
  }
}

const rounded = (rhythm: Rhythm, distance: number): number =>
  rhythm === 'series' && distance > MINUTE_MS / 2 ? Math.round(distance / MINUTE_MS) * MINUTE_MS : distance

const count = (distances: Map<number, number>, distance: number): void => {
  const before = distances.get(distance)
  if (before !== undefined || distances.size <= DISTANCES_MAX) distances.set(distance, (before ?? 0) + 1)
}

const coverOf = (
  series: ReadonlyMap<string, Series>,
  rhythm: Rhythm,
  shared: ReadonlyMap<number, number>,
): ReturnType<Timeline['cover']> => {
  const all: readonly SeriesCover[] = [...series].map(([name, { rows, firstMs, lastMs }]) => ({
    name,
    rows,
    firstMs,
    lastMs,
  }))
  const own = rhythm === 'series' ? [...series.values()].map((one) => one.distances) : [shared]
  return {
    firstMs: all.length === 0 ? null : all.reduce((least, one) => Math.min(least, one.firstMs), Infinity),
    lastMs: all.length === 0 ? null : all.reduce((most, one) => Math.max(most, one.lastMs), -Infinity),
    stepMs: rhythm === 'event' ? null : stepOf(merged(own)),
    gaps: rhythm === 'event' ? null : summed(own.map(gapsOf).filter((gaps) => gaps !== null)),
    series: all.length === 1 && all[0]?.name === '' ? [] : all,
  }
}

const merged = (all: readonly ReadonlyMap<number, number>[]): ReadonlyMap<number, number> => {
  const sum = new Map<number, number>()
  for (const one of all) for (const [distance, times] of one) sum.set(distance, (sum.get(distance) ?? 0) + times)
  return sum
}

/** The most frequent distance, the shorter of two equally frequent ones; null where there is none or too many kinds. */
const stepOf = (distances: ReadonlyMap<number, number>): number | null => {
  if (distances.size > DISTANCES_MAX) return null
  const [best] = [...distances].toSorted((a, b) => b[1] - a[1] || a[0] - b[0])
  return best?.[0] ?? null
}

/** A distance of n steps is a hole of n - 1 missing ones; what is no whole number of steps is rounded up before. */
const gapsOf = (distances: ReadonlyMap<number, number>): Gaps | null => {
  const stepMs = stepOf(distances)
  if (stepMs === null) return null
  const holes = [...distances].filter(([distance]) => distance > stepMs)
  return {
    count: holes.reduce((sum, [, times]) => sum + times, 0),
    missing: holes.reduce((sum, [distance, times]) => sum + times * (Math.ceil(distance / stepMs) - 1), 0),
    longestMs: holes.reduce((longest, [distance]) => Math.max(longest, distance), 0),
  }
}

const summed = (all: readonly Gaps[]): Gaps | null =>
  all.length === 0
    ? null
    : {
        count: all.reduce((sum, gaps) => sum + gaps.count, 0),
        missing: all.reduce((sum, gaps) => sum + gaps.missing, 0),
        longestMs: all.reduce((longest, gaps) => Math.max(longest, gaps.longestMs), 0),
      }

const said = (name: string, timeMs: number, what: string): string =>
  `${name === '' ? '' : `${name} `}${momentText(timeMs)} ${what}`

/** A moment as ISO text in UTC. */
export const momentText = (timeMs: number): string => new Date(timeMs).toISOString()
