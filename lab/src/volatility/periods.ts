import { realisedVariance } from '@ebbline/core'
import type { Bars } from '../importers/index.ts'

/** Consecutive periods of one market. A period without enough bars is left out, and its neighbours then stand side by side. */
export interface PeriodSeries {
  /** Opening of each period [ms UTC]. */
  readonly time: Float64Array
  /** Sum of squared returns of its bars, scaled to a full period. */
  readonly variance: Float64Array
  /** The part of it that did not come in jumps; at least a hundredth of it. */
  readonly continuous: Float64Array
  /** Sum of its returns. */
  readonly change: Float64Array
  /** Periods left out: too few bars, or not one price that moved. */
  readonly left: number
}

/** Share of a period's returns that must be there. */
const LEAST_SHARE = 0.8

/** How bars are cut: into periods of `periodMs`, aligned to UTC, from the first that begins at or after `fromMs`. */
export interface PeriodTerms {
  readonly periodMs: number
  readonly fromMs: number
}

/** Cuts bars into periods. Returns across a gap count for nothing. */
export const periodsOf = (bars: Bars, { periodMs, fromMs }: PeriodTerms): PeriodSeries => {
  const perPeriod = Math.round(periodMs / bars.barMs)
  const rows: { time: number; variance: number; continuous: number; change: number }[] = []
  let left = 0
  for (const { time, returns } of groupsOf(bars, periodMs)) {
    if (time < fromMs) continue
    const { total, continuous } = returns.length < 2 ? { total: 0, continuous: 0 } : realisedVariance(returns)
    if (returns.length < LEAST_SHARE * perPeriod || total === 0) left += 1
    else {
      const scale = perPeriod / returns.length
      const change = returns.reduce((sum, one) => sum + one, 0)
      rows.push({ time, variance: scale * total, continuous: scale * Math.max(continuous, 0.01 * total), change })
    }
  }
  return {
    time: Float64Array.from(rows, ({ time }) => time),
    variance: Float64Array.from(rows, ({ variance }) => variance),
    continuous: Float64Array.from(rows, ({ continuous }) => continuous),
    change: Float64Array.from(rows, ({ change }) => change),
    left,
  }
}

interface Group {
  readonly time: number
  readonly returns: readonly number[]
}

const groupsOf = ({ time, close, barMs }: Bars, periodMs: number): readonly Group[] => {
  const groups: { time: number; returns: number[] }[] = []
  for (let i = 1; i < time.length; i += 1) {
    const [at, before] = [time[i] ?? NaN, time[i - 1] ?? NaN]
    const start = Math.floor(at / periodMs) * periodMs
    let group = groups.at(-1)
    if (group?.time !== start) groups.push((group = { time: start, returns: [] }))
    if (at - before === barMs) group.returns.push(Math.log((close[i] ?? NaN) / (close[i - 1] ?? NaN)))
  }
  return groups
}
