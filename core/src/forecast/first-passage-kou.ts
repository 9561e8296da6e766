import { complexExp, exp, invertLaplace, log, type LaplaceTransform } from '../math/index.ts'
import { requireLevel, touchProbabilityGbm, type LevelWithin } from './first-passage-gbm.ts'
import { mirrored, requireKou, type KouDynamics } from './kou-dynamics.ts'
import { kouRootSolver } from './kou-roots.ts'

/** How a price with jumps comes to a level within a time. */
export type KouPassage = {
  /** P(touched or jumped over). */
  readonly probability: number
  /** The part that came by a jump beyond the level: `overshootRate` then governs how far. */
  readonly byJump: number
  /** Rate of the exponential law of the log distance beyond the level, given a jump: mean 1/rate, whatever the time. */
  readonly overshootRate: number
}

/**
 * Probability that a price with double-exponential jumps passes a level within a time, and the part that jumps over it:
 *
 *   E e^(−ατ) = [ (η₁ − β₁)β₂·e^(−aβ₁) + (β₂ − η₁)β₁·e^(−aβ₂) ] / (η₁(β₂ − β₁))                    (eq. 2)
 *   E e^(−ατ)·1{jump} = (η₁ − β₁)(β₂ − η₁)·(e^(−aβ₁) − e^(−aβ₂)) / (η₁(β₂ − β₁))
 *
 * a = ln levelRatio > 0 · β₁, β₂ the roots of G(x) = α right of 0. A level below is the mirrored price's level above. Over α and
 * inverted in time with the line at the minimum of e^(αt)·E e^(−ατ)/α, b: within 1e-10, and within 1e-11·b, so that remote levels keep
 * their digits. Below 1e-290 it is 0.
 *
 * @throws ForecastInputError for what `requireKou` and `requireLevel` refuse.
 * @source Kou & Wang, Advances in Applied Probability 35 (2003) 504; docs/models/first-passage.md, eq. 2
 */
export const passageKou = (dynamics: KouDynamics, level: LevelWithin): KouPassage => {
  requireKou(dynamics)
  requireLevel(level)
  const distance = log(level.levelRatio)
  const upward = distance > 0 ? dynamics : mirrored(dynamics)
  const overshootRate = upward.upRate
  if (distance === 0) return { probability: 1, byJump: 0, overshootRate }
  if (level.time === 0) return { probability: 0, byJump: 0, overshootRate }
  if (upward.intensity === 0) return { probability: withoutJumps(dynamics, level), byJump: 0, overshootRate }
  const [probability, byJump] = inverted(upward, Math.abs(distance), level.time)
  return { probability, byJump: Math.min(byJump, probability), overshootRate }
}

const withoutJumps = ({ logDrift, vol }: KouDynamics, level: LevelWithin): number =>
  touchProbabilityGbm({ kind: 'gbm', drift: logDrift + 0.5 * vol * vol, vol }, level)

const LEAST_UP = 1e-18 // jumps that only go down leave η₁ as a root; so small a share of others keeps it apart and changes nothing

const ERROR_EXPONENT = 33 // e^-33: aliases from later times, relative to the answer
const ABSCISSA_MIN = 8

const inverted = (kou: KouDynamics, distance: number, time: number): readonly [number, number] => {
  const upProbability = Math.max(kou.upProbability, LEAST_UP)
  const transform = transformOf({ ...kou, upProbability }, distance)
  const { abscissa, logBound } = lowestBound(transform, time)
  if (logBound < -667) return [0, 0]
  const chosen = Math.max(abscissa, ABSCISSA_MIN)
  const turns = Math.max(1, Math.ceil((ERROR_EXPONENT - logBound) / (2 * chosen)))
  const values = new Float64Array(2)
  invertLaplace(transform, { time, abscissa: chosen, turns, groups: groupsFor(kou, time) }, values)
  return [inUnit(values[0] ?? 0), inUnit(values[1] ?? 0)]
}

const inUnit = (x: number): number => Math.min(1, Math.max(0, x))

/** A price that is carried rather than diffused arrives all at once, which needs more terms. */
const groupsFor = (
  { logDrift, vol, intensity, upProbability, upRate, downRate }: KouDynamics,
  time: number,
): number => {
  const drift = Math.abs(logDrift + intensity * (upProbability / upRate - (1 - upProbability) / downRate))
  return Math.min(4000, 32 + Math.ceil((8 * drift * Math.sqrt(time)) / vol))
}

/** Minimum of A + ln(F(A/t)/t) over A, a bound of ln P, by golden sections in ln A from ½ to e^8; to 5 % of A, which costs no digit. */
const lowestBound = (
  transform: LaplaceTransform,
  time: number,
): { readonly abscissa: number; readonly logBound: number } => {
  const out = new Float64Array(4)
  const bound = (logA: number): number => {
    const abscissa = exp(logA)
    transform(abscissa / time, 0, out)
    const value = (out[0] ?? 0) / time
    return value > 0 ? abscissa + log(value) : Infinity
  }
  let [low, high] = [-0.7, 8]
  for (let step = 0; step < 11; step += 1) {
    const width = 0.3819660112501051 * (high - low)
    if (bound(low + width) > bound(high - width)) low += width
    else high -= width
  }
  const middle = 0.5 * (low + high)
  const logBound = bound(middle)
  return { abscissa: exp(middle), logBound: logBound === Infinity ? -Infinity : logBound }
}

/** Transforms over α of eq. 2: the passage, and the passage by a jump. */
const transformOf = (kou: KouDynamics, distance: number): LaplaceTransform => {
  const solve = kouRootSolver(kou)
  const roots = new Float64Array(4)
  const [near, far, gapNear, gapFar] = [
    new Float64Array(2),
    new Float64Array(2),
    new Float64Array(2),
    new Float64Array(2),
  ]
  return (re, im, out) => {
    solve(re, im, roots)
    const [farRe = 0, farIm = 0, nearRe = 0, nearIm = 0] = roots
    gap(kou, [re, im], [nearRe, nearIm], gapNear)
    gap(kou, [re, im], [farRe, farIm], gapFar)
    complexExp(-distance * nearRe, -distance * nearIm, near)
    complexExp(-distance * farRe, -distance * farIm, far)
    const a = times(near, gapNear)
    const b = times(far, gapFar)
    const top = difference(times(a, [farRe, farIm]), times(b, [nearRe, nearIm]))
    const over = times(gapNear, gapFar)
    const jump = times(over, difference(far, near))
    const bottom = times([farRe - nearRe, farIm - nearIm], [kou.upRate * re, kou.upRate * im])
    quotient(top, bottom, out, 0)
    quotient(jump, bottom, out, 2)
  }
}

type Complex = ArrayLike<number>

const times = (a: Complex, b: Complex): readonly [number, number] => {
  const [x, y, u, v] = [a[0] ?? 0, a[1] ?? 0, b[0] ?? 0, b[1] ?? 0]
  return [x * u - y * v, x * v + y * u]
}

const difference = (a: Complex, b: Complex): readonly [number, number] => [
  (a[0] ?? 0) - (b[0] ?? 0),
  (a[1] ?? 0) - (b[1] ?? 0),
]

const quotient = (a: Complex, b: Complex, out: Float64Array, at: number): void => {
  const [x, y, u, v] = [a[0] ?? 0, a[1] ?? 0, b[0] ?? 0, b[1] ?? 0]
  const norm = u * u + v * v
  out[at] = (x * u + y * v) / norm
  out[at + 1] = (y * u - x * v) / norm
}

/**
 * η₁ − β. Where a root lies close to η₁ the subtraction would lose its digits, so the equation itself is asked:
 * η₁ − β = λpη₁ / (α + λ − μβ − σ²β²/2 − λqη₂/(η₂ + β)).
 */
const gap = (kou: KouDynamics, alpha: Complex, root: Complex, out: Float64Array): void => {
  const { vol, intensity, upProbability, upRate, downRate, logDrift } = kou
  const [x, y] = [root[0] ?? 0, root[1] ?? 0]
  out[0] = upRate - x
  out[1] = -y
  if (Math.abs(upRate - x) + Math.abs(y) > 0.1 * upRate) return
  const rest = new Float64Array(2)
  quotient([intensity * (1 - upProbability) * downRate, 0], [downRate + x, y], rest, 0)
  const half = 0.5 * vol * vol
  const bottomRe = (alpha[0] ?? 0) + intensity - logDrift * x - half * (x * x - y * y) - (rest[0] ?? 0)
  const bottomIm = (alpha[1] ?? 0) - logDrift * y - 2 * half * x * y - (rest[1] ?? 0)
  quotient([intensity * upProbability * upRate, 0], [bottomRe, bottomIm], out, 0)
}
