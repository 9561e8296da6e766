import { exp, expm1, integratePanels, normalCdf } from '../math/index.ts'
import { requireBetween } from './forecast-input-error.ts'
import type { KouDynamics } from './kou-dynamics.ts'

/** How far a log price has gone beyond a gap after a while: Y = X_t − gap, where positive. */
export type BeyondGap = {
  readonly probability: number
  /** E[(e^Y − 1)⁺]. */
  readonly growth: number
  /** E[(1 − e^(−Y))⁺]. */
  readonly shrinkage: number
}

/** Weights of no jump at all, and of sums that are Erlang of order k + 1 up or down. */
type JumpSum = { atom: number; readonly up: number[]; readonly down: number[] }

const COUNT_MAX = 50
const FORGOTTEN = 1e-18

/**
 * Law of a double-exponential jump diffusion after a time, beyond a gap; `afterJump` starts it with the overshoot of a jump up, which is
 * exponential with `upRate`.
 *
 *   P(Y > 0) = Σ weights · ∫ erlang(y)·N((y + μt − gap)/(σ√t)) dy        (eq. 4)
 *
 * Sums of n jumps are mixtures of Erlang laws, because an exponential that outlasts another starts anew: all weights are positive, so
 * remote gaps keep relative accuracy.
 *
 * @throws ForecastInputError where more than 50 jumps are expected in the time.
 * @source Kou, Management Science 48 (2002) 1086, proposition B.1; docs/models/liquidation-risk.md, eq. 4
 */
export const beyondGap = (
  kou: KouDynamics,
  { gap, time, afterJump }: { readonly gap: number; readonly time: number; readonly afterJump: boolean },
): BeyondGap => {
  requireBetween('intensity × latency', kou.intensity * time, { min: 0, max: COUNT_MAX }, 'use a shorter latency')
  const { atom, up, down } = jumpSum(kou, time, afterJump)
  const spread = kou.vol * Math.sqrt(time)
  const centre = kou.logDrift * time - gap
  const parts = partsAt(spread)
  const [upEdges, downEdges] = [edges(kou.upRate, -centre, spread), edges(kou.downRate, centre, spread)]
  const value = (part: keyof BeyondGap): number => {
    const upward = (y: number): number => erlang(up, kou.upRate, y) * parts[part](centre + y)
    const downward = (y: number): number => erlang(down, kou.downRate, y) * parts[part](centre - y)
    const still = atom === 0 ? 0 : atom * parts[part](centre)
    return (
      still +
      (some(up) ? integratePanels(upward, upEdges) : 0) +
      (some(down) ? integratePanels(downward, downEdges) : 0)
    )
  }
  return { probability: value('probability'), growth: value('growth'), shrinkage: value('shrinkage') }
}

/** The three means of Y for a normal law with a mean and this spread; never below 0. */
const partsAt = (spread: number): Readonly<Record<keyof BeyondGap, (mean: number) => number>> => {
  const half = 0.5 * spread * spread
  const above = (mean: number, shift: number): number =>
    normalCdf(spread === 0 ? Infinity * sign(mean) : mean / spread + shift)
  return {
    probability: (mean) => above(mean, 0),
    growth: (mean) => Math.max(0, exp(Math.min(700, mean + half)) * above(mean, spread) - above(mean, 0)),
    shrinkage: (mean) => Math.max(0, above(mean, 0) - exp(Math.min(700, half - mean)) * above(mean, -spread)),
  }
}

const sign = (x: number): number => (x > 0 ? 1 : -1)

/** Edges that follow the exponential from 0 and from where the normal turns, and the turn itself. */
const edges = (rate: number, turn: number, spread: number): readonly number[] => {
  const reach = 1 / Math.min(rate, Math.max(rate - 1, 0.02 * rate))
  const steps = [0, 0.5, 1, 2, 4, 8, 16, 32, 50].map((step) => step * reach)
  const around = [-8, -4, -2, -1, 0, 1, 2, 4, 8].map((step) => turn + step * spread)
  const from = Math.max(0, turn)
  const all = [...steps, ...around, ...steps.map((step) => from + step)].filter((edge) => edge >= 0)
  return all.toSorted((a, b) => a - b)
}

const some = (weights: readonly number[]): boolean => weights.some((weight) => weight > 0)

const erlang = (weights: readonly number[], rate: number, y: number): number => {
  let [power, sum] = [rate * exp(-rate * y), 0]
  for (const [k, weight] of weights.entries()) {
    if (k > 0) power *= (rate * y) / k
    sum += weight * power
  }
  return sum
}

/** Mixture of the sums of 0, 1, 2 … jumps by their Poisson weights. */
const jumpSum = (kou: KouDynamics, time: number, afterJump: boolean): JumpSum => {
  const expected = kou.intensity * time
  const mixed: JumpSum = { atom: 0, up: [], down: [] }
  let state: JumpSum = afterJump ? { atom: 0, up: [1], down: [] } : { atom: 1, up: [], down: [] }
  let [weight, left] = [exp(-expected), -expm1(-expected)]
  for (let n = 1; n <= 10 * COUNT_MAX; n += 1) {
    mix(mixed, state, weight)
    if (weight === 0 || (left < FORGOTTEN && weight < FORGOTTEN)) break
    state = oneMore(kou, state)
    weight *= expected / n
    left -= weight
  }
  return mixed
}

const mix = (into: JumpSum, { atom, up, down }: JumpSum, weight: number): void => {
  into.atom += weight * atom
  for (const [k, share] of up.entries()) into.up[k] = (into.up[k] ?? 0) + weight * share
  for (const [k, share] of down.entries()) into.down[k] = (into.down[k] ?? 0) + weight * share
}

/** The sum with one more jump. */
const oneMore = ({ upProbability, upRate, downRate }: KouDynamics, { atom, up, down }: JumpSum): JumpSum => {
  const against = 1 - upProbability
  const next: JumpSum = { atom: 0, up: [upProbability * atom], down: [against * atom] }
  spreadOver(next.up, next.down, up, { along: upProbability, against, outlasts: upRate / (upRate + downRate) })
  const outlasts = downRate / (upRate + downRate)
  spreadOver(next.down, next.up, down, { along: against, against: upProbability, outlasts })
  return next
}

/**
 * A jump along adds a stage. One against eats stages, each with probability `outlasts`, and is itself eaten by the first it does not
 * outlast; one that eats them all is left over as a first stage of the other side.
 */
const spreadOver = (
  own: number[],
  other: number[],
  stages: readonly number[],
  chance: { readonly along: number; readonly against: number; readonly outlasts: number },
): void => {
  for (const [k, share] of stages.entries()) {
    own[k + 1] = (own[k + 1] ?? 0) + chance.along * share
    let eating = chance.against * share
    for (let j = k; j >= 0; j -= 1) {
      own[j] = (own[j] ?? 0) + eating * (1 - chance.outlasts)
      eating *= chance.outlasts
    }
    other[0] = (other[0] ?? 0) + eating
  }
}
