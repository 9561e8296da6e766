import { performance } from 'node:perf_hooks'

/** One line of the bench: a rate, and how it compares with something else measured in the same run. */
export interface Measurement {
  readonly name: string
  /** What is counted, such as `account-ticks`. */
  readonly unit: string
  readonly perSec: number
  /** What the ratio compares with. */
  readonly against: string
  /** Median of the ratios of short stretches that took turns, so that a busy machine slows both sides alike. */
  readonly ratio: number
  /** The ratio that is promised; null where nothing is. */
  readonly floor: number | null
}

/** Lines that were not measured, because what they compare with is not on this machine. */
export interface Skip {
  readonly name: string
  /** What is not there. */
  readonly missing: string
  /** What puts it there. */
  readonly remedy: string
}

export type Row = Measurement | Skip

/** Whether a line was measured. */
export const isMeasured = (row: Row): row is Measurement => 'ratio' in row

/** Two sides that were raced gave results that differ by more than they may: the race counts for nothing. */
export class DisagreementError extends Error {
  override readonly name = 'DisagreementError'
}

/** Time of some work [ms]. */
export const timed = (work: () => void): number => {
  const began = performance.now()
  work()
  return performance.now() - began
}

/** Middle value; the mean of both middle ones for an even count; NaN of nothing. */
export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const low = sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN
  const high = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
  return (low + high) / 2
}

/** Work of which one call does `count` units. */
export interface Contender {
  readonly count: number
  readonly work: () => void
}

/** Lets two contenders take turns. @returns units per second of the first, and how many times the second's rate that is. */
export const race = (
  first: Contender,
  second: Contender,
  rounds: number,
): { readonly perSec: number; readonly ratio: number } => {
  const rates: number[] = []
  const ratios: number[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const rate = first.count / timed(first.work)
    const other = second.count / timed(second.work)
    if (round === 0) continue
    rates.push(rate)
    ratios.push(rate / other)
  }
  return { perSec: median(rates) * 1000, ratio: median(ratios) }
}
