import type { math } from '@ebbline/core'
import { bootstrap, type Estimate } from './bootstrap.ts'
import type { Metaorder } from './metaorders.ts'
import { add, openStretches, type Stretches, type Sums } from './sums.ts'

/** Crossovers that are tried, as shares of daily volume: four a decade from 1e-9 to 1e-3. */
export const CROSSOVERS: readonly number[] = Array.from({ length: 25 }, (_, at) => 10 ** (-9 + at / 4))

/** Σy², the count, and for each crossover Σ f·y and Σ f². */
const WIDTH = 2 + 2 * CROSSOVERS.length

/** A market's scales: what makes its moves and sizes comparable with another's. */
export interface ImpactScale {
  /** Relative volatility of a day at the time. */
  readonly dailyVolatility: number
  /** Lots. */
  readonly dailyVolume: number
}

/** Sums of one market's metaorders for the fit of Y and crossover, stretch by stretch. */
export const impactSums = (
  metaorders: readonly Metaorder[],
  { dailyVolatility, dailyVolume }: ImpactScale,
  stretchSec: number,
): Stretches => {
  const book = openStretches(WIDTH)
  for (const { startUs, size, move } of metaorders) {
    const y = move / dailyVolatility
    if (!Number.isFinite(y)) continue
    const sums = book.at(Math.floor(startUs / (stretchSec * 1e6)))
    add(sums, 0, y * y)
    add(sums, 1, 1)
    for (const [at, crossover] of CROSSOVERS.entries()) {
      const shape = rootWithStart(size / dailyVolume, crossover)
      add(sums, 2 + 2 * at, shape * y)
      add(sums, 3 + 2 * at, shape * shape)
    }
  }
  return book.done()
}

/** √q, straight below the crossover. */
const rootWithStart = (q: number, crossover: number): number =>
  q < crossover ? q / Math.sqrt(crossover) : Math.sqrt(q)

/** Y and crossover of all metaorders, one law for all markets. */
export interface ImpactFit {
  readonly y: Estimate
  readonly crossover: Estimate
  /** Metaorders. */
  readonly n: number
}

/**
 * Least squares of move / σ on Y·√(Q/V) with a linear start; the crossover is the one of `CROSSOVERS` that leaves least.
 * Markets and stretches are resampled.
 *
 * @source docs/models/reaction-fit.md, eq. 5
 */
export const fitImpact = (groups: readonly Stretches[], stream: math.RandomStream): ImpactFit => {
  const fit = (of: (total: Sums) => number): Estimate =>
    bootstrap({ groups, statistic: (totals) => of(added(totals)), width: WIDTH, stream, drawGroups: true })
  const n = groups.flat().reduce((sum, sums) => sum + (sums[1] ?? 0), 0)
  return {
    y: fit((total) => slopeAt(total, bestCrossover(total))),
    crossover: fit((total) => CROSSOVERS[bestCrossover(total)] ?? Number.NaN),
    n,
  }
}

const added = (totals: readonly Sums[]): Sums => {
  const sum = new Float64Array(WIDTH)
  for (const total of totals) for (const [at, value] of total.entries()) add(sum, at, value)
  return sum
}

const slopeAt = (total: Sums, at: number): number => (total[2 + 2 * at] ?? 0) / (total[3 + 2 * at] ?? 0)

/** Least squares leaves Σy² - (Σ f·y)²/Σ f². */
const bestCrossover = (total: Sums): number => {
  let [best, most] = [0, Number.NEGATIVE_INFINITY]
  for (const [at] of CROSSOVERS.entries()) {
    const explained = (total[2 + 2 * at] ?? 0) ** 2 / (total[3 + 2 * at] ?? 0)
    if (explained > most) [best, most] = [at, explained]
  }
  return best
}
