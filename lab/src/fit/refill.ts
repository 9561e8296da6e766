import type { math } from '@ebbline/core'
import { bootstrap, type Estimate } from './bootstrap.ts'
import type { BookStates } from './book-states.ts'
import { coefficients, minimum, normalWidth, observe } from './least-squares.ts'
import { openStretches, type Stretches, type Sums } from './sums.ts'

/** What was taken from each side of a book in each step of its looks, in lots of the tape. */
export interface TakenSteps {
  /** By sellers, from the bids. */
  readonly bid: Float64Array
  /** By buyers, from the asks. */
  readonly ask: Float64Array
}

/** Lags at which a shortfall of depth is looked at again, in seconds. */
export const REFILL_LAGS_SEC: readonly number[] = [0.3, 0.5, 0.8, 1.2, 2, 3, 5, 8, 12, 20, 30]

/** Of a lag: an intercept, log depth now, and what trades take right after. */
const REGRESSORS = 3
const WIDTH = normalWidth(REGRESSORS)

/**
 * Sums for the answers of depth to itself and to trades, stretch by stretch, one market.
 *
 *   log D(t + l) = a_l + ρ_l · log D(t) + β_l · (-log(1 - taken/D(t)))
 *
 * D depth of one side within a band around the mid of its time. ρ_l says how much of a shortfall is left after l; β_l how
 * much less there is after l because trades took a share, -1 where nothing came back.
 *
 * @source Jordà 2005 (local projections); docs/models/reaction-fit.md, eq. 4
 */
export const refillSums = (
  states: BookStates,
  taken: TakenSteps,
  { band, stretchSec }: { readonly band: number; readonly stretchSec: number },
): Stretches => {
  const book = openStretches(WIDTH * REFILL_LAGS_SEC.length)
  for (const side of ['bid', 'ask'] as const) {
    const depth = states[side][band] ?? new Float64Array(0)
    for (let look = 0; look < depth.length; look += 1) {
      const now = depth[look] ?? Number.NaN
      const sums = book.at(Math.floor((look * states.stepUs) / (stretchSec * 1e6)))
      const share = Math.min(0.95, (taken[side][look] ?? 0) / now)
      for (const [at, lag] of REFILL_LAGS_SEC.entries()) {
        const later = depth[look + Math.round((lag * 1e6) / states.stepUs)] ?? Number.NaN
        if (!(now > 0 && later > 0)) continue
        observe(sums.subarray(at * WIDTH, (at + 1) * WIDTH), [1, Math.log(now), -Math.log(1 - share)], Math.log(later))
      }
    }
  }
  return book.done()
}

/** Half-life of a shortfall of depth, and what a trade's taking still misses after the first lag. */
export interface RefillFit {
  readonly halfLifeSec: Estimate
  /** -β at the first lag: 1 where nothing came back, 0 where all did, below 0 where more came than was taken. */
  readonly missingAfterTrade: Estimate
}

/** One half-life for all markets: each market's own, geometric mean; markets and stretches are resampled. */
export const fitRefill = (groups: readonly Stretches[], stream: math.RandomStream): RefillFit => {
  const width = WIDTH * REFILL_LAGS_SEC.length
  const fit = (of: (total: Sums) => number): Estimate =>
    bootstrap({ groups, statistic: (totals) => meanOf(totals.map(of)), width, stream, drawGroups: true })
  const { value, low, high } = fit((total) => Math.log(halfLifeOf(total)))
  return {
    halfLifeSec: { value: Math.exp(value), low: Math.exp(low), high: Math.exp(high) },
    missingAfterTrade: fit((total) => -(coefficientsAt(total, 0)[2] ?? Number.NaN)),
  }
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

const coefficientsAt = (total: Sums, lag: number): readonly number[] =>
  coefficients(total.subarray(lag * WIDTH, (lag + 1) * WIDTH), REGRESSORS)

/** Half-life [s] whose curve 2^(-l/h) lies nearest to the ρ_l of one market, sought from 0.05 s to 1000 s. */
export const halfLifeOf = (total: Sums): number => {
  const left = REFILL_LAGS_SEC.map((_, at) => coefficientsAt(total, at)[1] ?? Number.NaN)
  const loss = (logHalfLife: number): number =>
    REFILL_LAGS_SEC.reduce(
      (sum, lag, at) => sum + ((left[at] ?? Number.NaN) - 2 ** (-lag / Math.exp(logHalfLife))) ** 2,
      0,
    )
  return Math.exp(minimum(loss, Math.log(0.05), Math.log(1000)))
}
