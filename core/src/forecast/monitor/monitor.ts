import { randomStream } from '../../math/index.ts'
import { ForecastInputError, requireBetween } from '../forecast-input-error.ts'
import { requireReturns } from '../series-check.ts'
import { ASSUMPTIONS, type Assumption, type MonitorWindows } from './assumptions.ts'
import { LENGTH_MIN, MONITOR_WINDOWS, modelRiskBenchmark, withoutMean, type Benchmark } from './benchmark.ts'
import { carryTest, rankAmong } from './carry.ts'
import { holm } from './holm.ts'

/** What is monitored and how strictly. */
export type MonitorSpec = {
  /** Probability of any false alarm on returns for which everything holds. */
  readonly level: number
  readonly windows: MonitorWindows
  /** Simulated tapes behind each p-value. */
  readonly tapes: number
  readonly seed: number
  /** Funding or carry by period, if its constancy is to be tested too. */
  readonly carry?: ArrayLike<number>
  /** A benchmark made before for the same length and windows: saves simulating it again. */
  readonly benchmark?: Benchmark
}

/** What is used where nothing else is said: 5 %, 999 tapes, seed 1. */
export const MONITOR_SPEC: MonitorSpec = { level: 0.05, windows: MONITOR_WINDOWS, tapes: 999, seed: 1 }

/** One assumption, tested. */
export type AssumptionFinding = {
  readonly assumption: Assumption['name'] | 'constant-carry'
  readonly test: string
  readonly statistic: number
  /** What 95 of 100 tapes without any violation stay under. */
  readonly critical: number
  readonly pValue: number
  /** The same, raised for the number of tests made together. */
  readonly adjusted: number
  readonly violated: boolean
  readonly sentence: string
}

/**
 * The assumptions of Black, Scholes and Merton tested on log returns at equal distances in time: p-values by rank among simulated tapes
 * of geometric Brownian motion of the same length, joined by Holm's rule. On such motion the chance of any violation is at most `level`.
 *
 * @returns a finding for each assumption, violated or not, in a fixed order
 * @throws ForecastInputError for fewer than 120 returns, one that is not finite, constant returns, a level outside 0.001 to 0.5, a
 * benchmark of another length, and as `modelRiskBenchmark`.
 * @source docs/models/model-risk.md
 */
export const monitor = (returns: ArrayLike<number>, spec: MonitorSpec = MONITOR_SPEC): readonly AssumptionFinding[] => {
  requireReturns('returns', returns, LENGTH_MIN)
  requireBetween('level', spec.level, { min: 0.001, max: 0.5 }, 'name the chance of a false alarm, 0.05')
  const benchmark = benchmarkFor(returns.length, spec)
  const centred = withoutMean(Float64Array.from(returns))
  const raw = ASSUMPTIONS.map(({ name, test, statistic, violated }, at) => {
    const value = statistic(centred, benchmark.windows)
    const sorted = benchmark.sorted[at] ?? new Float64Array(0)
    return { assumption: name, test, statistic: value, ...rankAmong(sorted, value), words: violated(value) }
  })
  const all = spec.carry === undefined ? raw : [...raw, carryFinding(spec.carry, spec)]
  const adjusted = holm(all.map(({ pValue }) => pValue))
  return all.map((finding, at) => judged(finding, adjusted[at] ?? 1, spec.level))
}

type Raw = {
  readonly assumption: AssumptionFinding['assumption']
  readonly test: string
  readonly statistic: number
  readonly critical: number
  readonly pValue: number
  readonly words: string
}

const judged = ({ words, ...finding }: Raw, adjusted: number, level: number): AssumptionFinding => {
  const violated = adjusted <= level
  const p = `p = ${adjusted.toFixed(3)} after ${violated ? 'allowing' : 'correction'} for the other tests`
  const sentence = violated
    ? `${words}; 95 of 100 tapes that hold stay under ${finding.critical.toFixed(2)} (${p})`
    : `nothing against ${finding.assumption} (${finding.test}, ${p})`
  return { ...finding, adjusted, violated, sentence }
}

const carryFinding = (carry: ArrayLike<number>, { windows, tapes, seed }: MonitorSpec): Raw => {
  if (carry.length < LENGTH_MIN)
    throw new ForecastInputError('carry.length', carry.length, `at least ${LENGTH_MIN}`, 'give a longer series')
  const test = carryTest(Float64Array.from(carry), windows.returnLags, tapes, randomStream(seed, CARRY_STREAM))
  const words = `carry is not constant: each period follows from the ones before, ${test.statistic.toFixed(0)}`
  return { assumption: 'constant-carry', test: 'Ljung-Box on carry', ...test, words }
}

const CARRY_STREAM = 9_000_000_000 // above the streams of the tapes

const benchmarkFor = (length: number, { windows, tapes, seed, benchmark }: MonitorSpec): Benchmark => {
  if (benchmark === undefined) return modelRiskBenchmark({ length, windows, tapes, seed })
  if (benchmark.length === length) return benchmark
  throw new ForecastInputError(
    'benchmark.length',
    benchmark.length,
    `${length}`,
    'make one for the length of the series',
  )
}
