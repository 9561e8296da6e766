import { fillNormals, randomStream } from '../../math/index.ts'
import { ForecastInputError, requireBetween } from '../forecast-input-error.ts'
import { ASSUMPTIONS, type MonitorWindows } from './assumptions.ts'

/** What the statistics come to on tapes where every assumption holds: sorted values, one row an assumption. */
export type Benchmark = {
  readonly length: number
  readonly windows: MonitorWindows
  readonly sorted: readonly Float64Array[]
}

/** How the benchmark is made: length of a tape, number of tapes, and the seed. */
export type BenchmarkTerms = {
  readonly length: number
  readonly windows: MonitorWindows
  readonly tapes: number
  readonly seed: number
}

/** The windows that are used when none are named. */
export const MONITOR_WINDOWS: MonitorWindows = {
  returnLags: 10,
  squareLags: 5,
  sizeLags: 20,
  tailShare: 0.05,
  jumpWindow: 50,
}

/**
 * The statistics on simulated tapes of geometric Brownian motion. None depends on its drift or volatility, so these tapes hold
 * for every one of them, and a rank among them is an exact p-value at this very length, where laws for long series are not.
 *
 * @throws ForecastInputError for a length outside 120 to 1e6, tapes outside 199 to 1e5, windows that do not fit the length.
 * @source Dufour, J. Econometrics 133 (2006) 443; docs/models/model-risk.md, section 2
 */
export const modelRiskBenchmark = ({ length, windows, tapes, seed }: BenchmarkTerms): Benchmark => {
  requireBetween('length', length, { min: LENGTH_MIN, max: 1e6 }, 'give a longer series')
  requireBetween('tapes', tapes, { min: 199, max: 1e5 }, 'simulate 999')
  requireWindows(windows, length)
  const sorted = ASSUMPTIONS.map(() => new Float64Array(tapes))
  const returns = new Float64Array(length)
  for (let tape = 0; tape < tapes; tape += 1) {
    fillNormals(randomStream(seed, tape), 0, returns)
    const centred = withoutMean(returns)
    for (const [at, { statistic }] of ASSUMPTIONS.entries())
      sorted[at]?.fill(statistic(centred, windows), tape, tape + 1)
  }
  for (const each of sorted) each.sort()
  return { length, windows, sorted }
}

/** Returns the shortest of which a tape must have. */
export const LENGTH_MIN = 120

/** Returns less their mean. */
export const withoutMean = (returns: Float64Array): Float64Array => {
  let mean = 0
  for (const each of returns) mean += each / returns.length
  return returns.map((each) => each - mean)
}

const requireWindows = (windows: MonitorWindows, length: number): void => {
  for (const name of ['returnLags', 'squareLags', 'sizeLags'] as const)
    requireWhole(name, windows[name], Math.floor(length / 4))
  requireBetween('tailShare', windows.tailShare, { min: 2 / length, max: 0.5 }, 'give the share of the largest returns')
  if (windows.jumpWindow < 10)
    requireBetween('jumpWindow', windows.jumpWindow, { min: 10, max: length / 2 }, 'widen it')
  requireWhole('jumpWindow', windows.jumpWindow, Math.floor(length / 2))
}

const requireWhole = (field: string, value: number, max: number): void => {
  if (Number.isInteger(value) && value >= 1 && value <= max) return
  throw new ForecastInputError(field, value, `a whole number from 1 to ${max}`, 'choose it to fit the series')
}
