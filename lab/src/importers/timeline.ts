import type { FlawBook } from './flaws.ts'
import type { Findings, Gaps, SeriesCover } from './manifest.ts'

/** Follows the times of rows, series by series. */
export interface Timeline {
  /** Takes the next row; false where its time does not follow the last one of its series, which is noted as a flaw. */
  readonly take: (series: string, timeMs: number, row: number) => boolean
  readonly cover: () => Pick<Findings, 'rows' | 'firstMs' | 'lastMs' | 'stepMs' | 'gaps' | 'series'>
}

/** Whether rows stand on a grid of equal steps, one a step, or come as events do, several a moment. */
export type Rhythm = 'grid' | 'event'

interface Series {
  rows: number
  firstMs: number
  lastMs: number
}

/** Different distances that are told apart. Series with more have no step: they are not on a grid. */
const DISTANCES_MAX = 4096

/** Starts to follow times. On a grid, equal times of one series are duplicates. */
export const openTimeline = (rhythm: Rhythm, flaws: FlawBook): Timeline => {
  const series = new Map<string, Series>()
  const distances = new Map<number, number>()
  return {
    take: (name, timeMs, row) => {
      const before = series.get(name)
      if (before === undefined) {
        series.set(name, { rows: 1, firstMs: timeMs, lastMs: timeMs })
        return true
      }
      before.rows += 1
      const distance = timeMs - before.lastMs
      if (distance < 0) flaws.note('unsorted-time', row, said(name, timeMs, `before ${momentOf(before.lastMs)}`))
      else if (distance === 0 && rhythm === 'grid') flaws.note('duplicate-time', row, said(name, timeMs, 'twice'))
      if (distance <= 0) before.firstMs = Math.min(before.firstMs, timeMs)
      else {
        before.lastMs = timeMs
        if (rhythm === 'grid') count(distances, distance)
      }
      return distance > 0 || (distance === 0 && rhythm === 'event')
    },
    cover: () => coverOf(series, rhythm === 'grid' ? distances : null),
  }
}

const count = (distances: Map<number, number>, distance: number): void => {
  const before = distances.get(distance)
  if (before !== undefined || distances.size <= DISTANCES_MAX) distances.set(distance, (before ?? 0) + 1)
}

const coverOf = (series: ReadonlyMap<string, Series>, distances: ReadonlyMap<number, number> | null): Covered => {
  const all: readonly SeriesCover[] = [...series].map(([name, one]) => ({ name, ...one }))
  const stepMs = distances === null ? null : stepOf(distances)
  return {
    rows: all.reduce((sum, one) => sum + one.rows, 0),
    firstMs: all.length === 0 ? null : all.reduce((least, one) => Math.min(least, one.firstMs), Infinity),
    lastMs: all.length === 0 ? null : all.reduce((most, one) => Math.max(most, one.lastMs), -Infinity),
    stepMs,
    gaps: distances === null || stepMs === null ? null : gapsOf(distances, stepMs),
    series: all.length === 1 && all[0]?.name === '' ? [] : all,
  }
}

type Covered = ReturnType<Timeline['cover']>

/** The most frequent distance, the shorter of two equally frequent ones; null where there is none or too many kinds. */
const stepOf = (distances: ReadonlyMap<number, number>): number | null => {
  if (distances.size > DISTANCES_MAX) return null
  const [best] = [...distances].toSorted((a, b) => b[1] - a[1] || a[0] - b[0])
  return best?.[0] ?? null
}

/** A distance of n steps is a hole of n - 1 missing ones; a distance that is no whole number of steps counts those that fit. */
const gapsOf = (distances: ReadonlyMap<number, number>, stepMs: number): Gaps => {
  const holes = [...distances].filter(([distance]) => distance > stepMs)
  return {
    count: holes.reduce((sum, [, times]) => sum + times, 0),
    missing: holes.reduce((sum, [distance, times]) => sum + times * (Math.ceil(distance / stepMs) - 1), 0),
    longestMs: holes.reduce((longest, [distance]) => Math.max(longest, distance), 0),
  }
}

const said = (name: string, timeMs: number, what: string): string =>
  `${name === '' ? '' : `${name} `}${momentOf(timeMs)} ${what}`

/** A moment as ISO text in UTC. */
export const momentOf = (timeMs: number): string => new Date(timeMs).toISOString()
