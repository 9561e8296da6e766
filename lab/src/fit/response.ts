import type { math } from '@ebbline/core'
import { bootstrap, type Estimate } from './bootstrap.ts'
import { coefficients, minimum, normalWidth, observe } from './least-squares.ts'
import { openStretches, type Stretches, type Sums } from './sums.ts'

/** Minutes of one market on an even grid; a minute without trades has the last price and no flow. */
export interface FlowMinutes {
  /** ms UTC of the first minute; minute i opens i minutes later. */
  readonly firstMs: number
  readonly logClose: Float64Array
  /** Signed taker volume of each minute as a share of daily volume: buys less sells. */
  readonly flow: Float64Array
  readonly dailyVolatility: number
}

/** Minutes after which the response is known: flow of (previous, this] minutes ago acts alike. */
export const RESPONSE_EDGES_MIN: readonly number[] = [0, 1, 2, 3, 5, 8, 12, 20, 30, 45, 60]

const LAST = 60
const REGRESSORS = RESPONSE_EDGES_MIN.length
export const RESPONSE_WIDTH: number = normalWidth(REGRESSORS)

/**
 * Sums for the response of prices to flow, stretch by stretch over all markets, since they share their shocks.
 *
 *   r(t)/σ = Σ_l g_l · x(t - l) + noise,   x = sign(q)·√|q|,   G(l) = g_0 + … + g_l
 *
 * r log return of a minute, q its signed share of daily volume. Regressing on all lags at once takes out what later flow of
 * the same sign adds: G is the response to one minute's flow alone.
 *
 * @source Bouchaud, Gefen, Potters, Wyart 2004; docs/models/reaction-fit.md, eq. 6
 */
export const responseSums = (markets: readonly FlowMinutes[], stretchMin: number): Stretches => {
  const book = openStretches(RESPONSE_WIDTH)
  for (const { firstMs, logClose, flow, dailyVolatility } of markets) {
    const rooted = flow.map((q) => Math.sign(q) * Math.sqrt(Math.abs(q)))
    for (let minute = LAST + 1; minute < logClose.length; minute += 1) {
      const move = ((logClose[minute] ?? Number.NaN) - (logClose[minute - 1] ?? Number.NaN)) / dailyVolatility
      if (!Number.isFinite(move)) continue
      observe(book.at(Math.floor((firstMs / 60_000 + minute) / stretchMin)), laggedFlows(rooted, minute), move)
    }
  }
  return book.done()
}

const laggedFlows = (rooted: Float64Array, minute: number): readonly number[] =>
  RESPONSE_EDGES_MIN.map((edge, at) => {
    const before = RESPONSE_EDGES_MIN[at - 1] ?? -1
    let sum = 0
    for (let lag = before + 1; lag <= edge; lag += 1) sum += rooted[minute - lag] ?? 0
    return sum
  })

/** G(l) at each of `RESPONSE_EDGES_MIN`, in volatilities of a day per root of a day's volume. */
export const responseOf = (total: Sums): readonly number[] => {
  const steps = coefficients(total, REGRESSORS)
  let level = 0
  return RESPONSE_EDGES_MIN.map((edge, at) => {
    level += (steps[at] ?? Number.NaN) * (edge - (RESPONSE_EDGES_MIN[at - 1] ?? -1))
    return level
  })
}

/** What stays of a move and how fast the rest fades. */
export interface ResponseFit {
  readonly permanentShare: Estimate
  readonly halfLifeSec: Estimate
}

/** Fits G(l) = G(0)·(p + (1 - p)·2^(-l/h)) to the response; stretches are resampled. */
export const fitResponse = (stretches: Stretches, stream: math.RandomStream): ResponseFit => {
  const fit = (of: (curve: Fade) => number): Estimate =>
    bootstrap({
      groups: [stretches],
      statistic: ([total]) => (total === undefined ? Number.NaN : of(fadeOf(responseOf(total)))),
      width: RESPONSE_WIDTH,
      stream,
      drawGroups: false,
    })
  return { permanentShare: fit((curve) => curve.share), halfLifeSec: fit((curve) => curve.halfLifeMin * 60) }
}

interface Fade {
  /** p. */
  readonly share: number
  readonly halfLifeMin: number
}

/** Half-lives from half a minute, below which one-minute bars see nothing, to an hour. */
const fadeOf = (response: readonly number[]): Fade => {
  const [first = Number.NaN, ...later] = response
  const shares = later.map((value) => value / first)
  const at = (logHalfLife: number): readonly number[] =>
    RESPONSE_EDGES_MIN.slice(1).map((edge) => 2 ** (-edge / Math.exp(logHalfLife)))
  const left = (logHalfLife: number): number => {
    const share = shareFor(shares, at(logHalfLife))
    return shares.reduce((sum, value, lag) => {
      const faded = at(logHalfLife)[lag] ?? 0
      return sum + (value - share - (1 - share) * faded) ** 2
    }, 0)
  }
  const best = minimum(left, Math.log(0.5), Math.log(60))
  return { share: shareFor(shares, at(best)), halfLifeMin: Math.exp(best) }
}

/** Least squares of (value - faded) on (1 - faded). */
const shareFor = (shares: readonly number[], faded: readonly number[]): number => {
  let [cross, square] = [0, 0]
  for (const [at, value] of shares.entries()) {
    const gone = 1 - (faded[at] ?? 0)
    cross += (value - (faded[at] ?? 0)) * gone
    square += gone * gone
  }
  return cross / square
}
