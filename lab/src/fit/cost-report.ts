import { squareRootAverageCost } from '@ebbline/core'
import { streamNamed } from '../streams.ts'
import type { DepthTape } from '../l2/index.ts'
import type { Coverage } from './coverage.ts'
import { costSamples, type CostSample } from './cost-samples.ts'
import { quantile } from './bootstrap.ts'
import { coverageOn, fitErrorLaw, Z90, type ErrorLaw } from './fit-cost.ts'

/** Cost estimates of one side of one recorded book: fitted to its first half, judged on its second. */
export interface CostReportLine {
  readonly book: string
  readonly side: 'buy' | 'sell'
  readonly latencySec: number
  readonly law: ErrorLaw
  /** Out of sample. */
  readonly coverage: Coverage
}

const STEP_US = 250_000
/** Latencies in steps: 0.25 s to 4 s teach how the error grows, the first and the third are judged. */
const TAUGHT: readonly number[] = [1, 2, 4, 8, 16]
const JUDGED_SEC: readonly number[] = [0.25, 1]
const SEED = 1

/** Sizes walked through a book now and later, in order of time, the same for the same name and tape. */
export const costSamplesOf = (book: string, tape: DepthTape): readonly CostSample[] =>
  costSamples(tape, { stepUs: STEP_US, latencies: TAUGHT, sizes: 2, stream: streamNamed(SEED, `fit/cost/${book}`) })

/** Samples whose later book still lies in the first half of the time, and those that begin in the second. */
export const halvesOf = (
  samples: readonly CostSample[],
): { readonly first: readonly CostSample[]; readonly second: readonly CostSample[] } => {
  const middle = ((samples[0]?.timeUs ?? 0) + (samples.at(-1)?.timeUs ?? 0)) / 2
  return {
    first: samples.filter(({ timeUs, latencySec }) => timeUs + latencySec * 1e6 < middle),
    second: samples.filter(({ timeUs }) => timeUs >= middle),
  }
}

/** The report of one book: each side at each judged latency. */
export const costReport = (book: string, tape: DepthTape): readonly CostReportLine[] => {
  const samples = costSamplesOf(book, tape)
  return (['buy', 'sell'] as const).flatMap((side) => {
    const { first, second } = halvesOf(samples.filter((sample) => sample.side === side))
    const law = fitErrorLaw(first)
    return JUDGED_SEC.map((latencySec) => {
      const judged = second.filter((sample) => sample.latencySec === latencySec)
      return { book, side, latencySec, law, coverage: coverageOn(law, judged) }
    })
  })
}

/** What stands in for a book that nobody saw. Sizes are shares of the daily volume. */
export interface UnseenLaw {
  readonly y: number
  readonly crossover: number
  readonly dailyVolatility: number
  readonly spreadBps: number
  /** Lots of the tape. */
  readonly dailyVolume: number
}

/** Sizes from which on the law is judged: smaller ones hang on the spread and the few levels at the touch. */
const UNSEEN_SHARE_MIN = 0.05

/** How far the square-root law is off where a book could have been walked: 90 % point of |log(walk/law)| over 1.645. */
export const unseenScaleOf = (samples: readonly CostSample[], law: UnseenLaw): number => {
  const impact = { coefficient: law.y, volatility: law.dailyVolatility, volume: 1, crossover: law.crossover }
  const errors = samples
    .filter(({ share }) => share >= UNSEEN_SHARE_MIN)
    .map(({ size, estimate }) => {
      const expected = law.spreadBps / 2 + squareRootAverageCost(impact, size / law.dailyVolume) * 10_000
      return Math.abs(Math.log(estimate / expected))
    })
  return (
    quantile(
      errors.toSorted((one, other) => one - other),
      0.9,
    ) / Z90
  )
}
