import { brent, exp, log } from '../../math/index.ts'
import { requireBetween } from '../forecast-input-error.ts'
import { deviationsFor, ruinInClock } from '../ruin-schedule.ts'
import { almgrenChriss, type AlmgrenChriss, type LinearMarket, type Unwinding } from './almgren-chriss.ts'

/** An account that must close: equity above bankruptcy [money], what it may risk, and how long nothing happens first. */
export type EndangeredAccount = {
  readonly equity: number
  readonly ruinProbabilityMax: number
  /** In the time unit of the market. */
  readonly latency: number
}

/**
 * The cheapest schedule that keeps ruin under its bound, or that there is none: the account is not rescuable on the open book, and
 * `least` says how low the probability can be brought. Probabilities hold for the schedule's costs taken off at the start.
 */
export type RuinConstrained =
  | {
      readonly kind: 'schedule'
      readonly schedule: AlmgrenChriss
      readonly riskAversion: number
      readonly ruinProbability: number
      /** False when even the slowest schedule is safe enough. */
      readonly isBound: boolean
    }
  | {
      readonly kind: 'not-rescuable'
      readonly least: {
        readonly ruinProbability: number
        readonly schedule: AlmgrenChriss
        readonly riskAversion: number
      }
    }

const DOUBLINGS = 180
const GOLDEN = 0.3819660112501051

/**
 * Schedules of `almgrenChriss` trade cost C against variance V. Ruin before completion is 2·N(−(E − C)/√(V + σ²X²δ)), so the bound ε asks
 *
 *   g = z·√(V + σ²X²δ) + C − E ≤ 0,   z = −N⁻¹(ε/2)        (eq. 7)
 *
 * C rises and V falls with the risk aversion, C being convex in √V, so g has one minimum: it is found by golden sections, and the least
 * aversion with g ≤ 0 left of it by one root.
 *
 * @throws ForecastInputError for what `almgrenChriss` refuses, a bound outside (0, 1), or a latency below 0.
 * @source docs/models/execution-theory.md, eq. 7
 */
export const ruinConstrained = (
  account: EndangeredAccount,
  unwinding: Unwinding,
  market: LinearMarket,
): RuinConstrained => {
  requireBetween('equity', account.equity, { min: -1e60, max: 1e60 }, 'give money')
  requireBetween('latency', account.latency, { min: 0, max: 1e12 }, 'give the time until the first order')
  const z = deviationsFor(account.ruinProbabilityMax)
  const plan = (riskAversion: number): AlmgrenChriss => almgrenChriss(unwinding, market, riskAversion)
  const wait = market.vol * market.vol * unwinding.quantity * unwinding.quantity * account.latency
  const lack = ({ expectedCost, variance }: AlmgrenChriss): number =>
    z * Math.sqrt(variance + wait) + expectedCost - account.equity
  const ruinOf = (schedule: AlmgrenChriss): number => {
    const cushion = account.equity - schedule.expectedCost
    return cushion <= 0 ? 1 : ruinInClock(cushion, schedule.variance + wait, 0)
  }
  const slowest = plan(0)
  if (lack(slowest) <= 0)
    return { kind: 'schedule', schedule: slowest, riskAversion: 0, ruinProbability: ruinOf(slowest), isBound: false }
  const { low, best } = leastLack((logLambda) => lack(plan(exp(logLambda))), scaleOf(unwinding, market))
  if (lack(plan(exp(best))) > 0) {
    const schedule = plan(exp(best))
    const least = { schedule, riskAversion: exp(best), ruinProbability: ruinOf(schedule) }
    return { kind: 'not-rescuable', least }
  }
  const riskAversion = exp(cheapest((logLambda) => lack(plan(exp(logLambda))), low, best))
  const schedule = plan(riskAversion)
  return { kind: 'schedule', schedule, riskAversion, ruinProbability: ruinOf(schedule), isBound: true }
}

/** ln of the aversion for which κT = 1: the scale on which schedules change. */
const scaleOf = ({ time }: Unwinding, { vol, temporary }: LinearMarket): number =>
  log(Math.max(temporary, 1e-300)) - 2 * log(Math.max(vol, 1e-300)) - 2 * log(time)

/** Minimum of a function with one, by golden sections over e^(±40) around the scale. */
const leastLack = (lack: (x: number) => number, scale: number): { readonly low: number; readonly best: number } => {
  const low = scale - 40
  let [from, to] = [low, scale + 40]
  let [x, y] = [from + GOLDEN * (to - from), to - GOLDEN * (to - from)]
  let [atX, atY] = [lack(x), lack(y)]
  for (let step = 0; step < DOUBLINGS && to - from > 1e-9; step += 1)
    if (atX <= atY) {
      ;[to, y, atY] = [y, x, atX]
      x = from + GOLDEN * (to - from)
      atX = lack(x)
    } else {
      ;[from, x, atX] = [x, y, atY]
      y = to - GOLDEN * (to - from)
      atY = lack(y)
    }
  return { low, best: atX <= atY ? x : y }
}

/** Where the lack meets 0 between the slow end, where it is above, and its minimum; at a tie on the safe side. */
const cheapest = (lack: (x: number) => number, low: number, best: number): number => {
  const found = brent(lack, { lo: low, hi: best, tolerance: 1e-12, evaluationsMax: 300 })
  if (found.kind !== 'found') return best
  for (let nudge = 1e-12; nudge < 1; nudge *= 4) if (lack(found.x + nudge) <= 0) return found.x + nudge
  return best
}
