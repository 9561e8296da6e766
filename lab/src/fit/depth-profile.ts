import { bootstrap, type Estimate } from './bootstrap.ts'
import type { BookStates } from './book-states.ts'
import type { DepthPoint } from './fitted-reaction.ts'
import { add, openStretches, type Stretches, type Sums } from './sums.ts'
import type { math } from '@ebbline/core'

/** Depth of one market, looked at again and again: what each stretch of time adds to the mean of its logarithm, band by band. */
export interface ProfileSample {
  readonly name: string
  readonly bps: readonly number[]
  /** Two sums a band: Σ log share, and the number of looks. */
  readonly stretches: Stretches
}

/** Looks of a recorded book as shares of `dailyVolume` [lots]; both sides count alike. Stretches of `stretchSec` seconds. */
export const bookSample = (
  name: string,
  states: BookStates,
  { dailyVolume, stretchSec }: { readonly dailyVolume: number; readonly stretchSec: number },
): ProfileSample => {
  const book = openStretches(2 * states.bps.length)
  for (let look = 0; look < states.mid.length; look += 1) {
    const sums = book.at(Math.floor((look * states.stepUs) / (stretchSec * 1e6)))
    for (let band = 0; band < states.bps.length; band += 1)
      for (const side of [states.bid, states.ask]) addLook(sums, band, (side[band]?.[look] ?? Number.NaN) / dailyVolume)
  }
  return { name, bps: states.bps, stretches: book.done() }
}

/** One look at a band: an unknown share and an empty band count for nothing. */
export const addLook = (sums: Sums, band: number, share: number): void => {
  if (!(share > 0)) return
  add(sums, 2 * band, Math.log(share))
  add(sums, 2 * band + 1, 1)
}

/**
 * The profile that the samples share, each market's level apart.
 *
 *   log share(market, b) = a_b + c_market,   Σ c = 0,   fitted to the markets' mean logarithms
 *
 * so that a band which only one deep market shows does not make a step. The interval of a band has three parts: the level of
 * one more market, what markets differ in shape, and resampled stretches.
 *
 *   sd² = sd(c)²/G + sd(residual)²/G_b + sd(stretches)²,   value · exp(±1.645·sd)
 *
 * G markets in all, G_b with this band.
 *
 * @source docs/models/reaction-fit.md, eq. 1 and 2
 */
export const fitProfile = (
  samples: readonly ProfileSample[],
  bps: readonly number[],
  stream: math.RandomStream,
): readonly DepthPoint[] => {
  const groups = samples.map((sample) => sample.stretches)
  const means = samples.map((sample) => meansOf(sample, bps))
  const { bands, markets, residuals } = twoWay(means)
  const between = spreadOf(markets) ** 2 / markets.length
  const shape = spreadOf(residuals.flat().filter((value) => Number.isFinite(value))) ** 2
  return bps.map((each, band) => {
    const statistic = (totals: readonly Sums[]): number =>
      twoWay(samples.map((sample, at) => meansOf({ ...sample, stretches: [totals[at] ?? new Float64Array(0)] }, bps)))
        .bands[band] ?? Number.NaN
    const width = 2 * Math.max(...samples.map((sample) => sample.bps.length))
    const within = halfWidth(bootstrap({ groups, statistic, width, stream, drawGroups: false }))
    const showing = means.filter((row) => Number.isFinite(row[band])).length
    const sd = Math.sqrt(between + shape / showing + (within / Z90) ** 2)
    const value = bands[band] ?? Number.NaN
    return {
      bps: each,
      shareOfDailyVolume: Math.exp(value),
      low: Math.exp(value - Z90 * sd),
      high: Math.exp(value + Z90 * sd),
    }
  })
}

/** 95 % point of the normal law. */
const Z90 = 1.6449

const halfWidth = ({ low, high }: Estimate): number => (high - low) / 2

const meansOf = ({ bps, stretches }: ProfileSample, wanted: readonly number[]): readonly number[] => {
  const total = new Float64Array(2 * bps.length)
  for (const sums of stretches) for (let at = 0; at < total.length; at += 1) add(total, at, sums[at] ?? 0)
  return wanted.map((each) => {
    const at = bps.indexOf(each)
    const [sum, count] = [total[2 * at] ?? 0, total[2 * at + 1] ?? 0]
    return at < 0 || count === 0 ? Number.NaN : sum / count
  })
}

/** Sweeps of the two-way fit: each closes the gap by a constant factor, and markets overlap. */
const SWEEPS = 200

/** Least squares of a table with holes on row and column effects, by turns; the markets' effects add up to 0. */
const twoWay = (
  table: readonly (readonly number[])[],
): {
  readonly bands: readonly number[]
  readonly markets: readonly number[]
  readonly residuals: readonly number[][]
} => {
  const columns = table[0]?.length ?? 0
  let markets: readonly number[] = table.map(() => 0)
  let bands: readonly number[] = []
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    bands = Array.from({ length: columns }, (_, band) =>
      mean(table.map((row, at) => (row[band] ?? Number.NaN) - (markets[at] ?? 0))),
    )
    markets = table.map((row) => mean(row.map((value, band) => value - (bands[band] ?? Number.NaN))))
    const level = mean(markets)
    markets = markets.map((value) => value - level)
    bands = bands.map((value) => value + level)
  }
  const residuals = table.map((row, at) => row.map((value, band) => value - (bands[band] ?? 0) - (markets[at] ?? 0)))
  return { bands, markets, residuals }
}

/** Mean of the finite values. */
const mean = (values: readonly number[]): number => {
  const finite = values.filter((value) => Number.isFinite(value))
  return finite.reduce((sum, value) => sum + value, 0) / finite.length
}

const spreadOf = (values: readonly number[]): number => {
  const middle = mean(values)
  const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0)
  return Math.sqrt(squares / Math.max(1, values.length - 1))
}
