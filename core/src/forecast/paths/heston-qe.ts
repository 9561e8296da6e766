import { exp, expm1, log, log1p, normalOfWord, uniformOfWord } from '../../math/index.ts'
import type { Advance, Slice } from './advance.ts'
import type { HestonVol } from './dynamics.ts'

const SWITCH = 4 / 3 // 2/ψ below which (ψ > 1.5) the variance is drawn from a mass at 0 and an exponential tail
const CHUNK = 1024

/** Constants of one step, named as in the paper; γ₁ = γ₂ = ½. */
type Constants = {
  /** m = meanAtZero + decay·v, s² = spreadAtZero + spreadSlope·v: mean and variance of the next v. */
  readonly meanAtZero: number
  readonly decay: number
  readonly spreadAtZero: number
  readonly spreadSlope: number
  /** K₀ without the correction, K₁, K₂, K₃ = K₄, and A = K₂ + ½·K₄. */
  readonly k0: number
  readonly k1: number
  readonly k2: number
  readonly k3: number
  readonly a: number
}

const constantsOf = (law: HestonVol, years: number): Constants => {
  const { reversion, longVariance, volOfVariance, correlation } = law
  const decay = exp(-reversion * years)
  const lost = -expm1(-reversion * years)
  const width = reversion > 0 ? lost / reversion : years
  const slope = 0.5 * years * ((reversion * correlation) / volOfVariance - 0.5)
  const lever = correlation / volOfVariance
  const k3 = 0.5 * years * (1 - correlation * correlation)
  return {
    meanAtZero: longVariance * lost,
    decay,
    spreadAtZero: 0.5 * longVariance * volOfVariance * volOfVariance * reversion * width * width,
    spreadSlope: volOfVariance * volOfVariance * decay * width,
    k0: -lever * reversion * longVariance * years,
    k1: slope - lever,
    k2: slope + lever,
    k3,
    a: slope + lever + 0.5 * k3,
  }
}

const NEXT = new Float64Array(CHUNK) // v after the step
const MOMENT = new Float64Array(CHUNK) // ln E[e^(A·v')], NaN where it is infinite
const NEVER = Number.NaN

/** ψ ≤ 1.5, t = 2/ψ: v' = a·(b + Z)², its first two moments those of the law. */
const drawSquare = (i: number, mean: number, t: number, z: number, power: number): void => {
  const square = t - 1 + Math.sqrt(t * (t - 1))
  const scale = mean / (1 + square)
  const root = Math.sqrt(square) + z
  const tilt = power * scale
  NEXT[i] = scale * root * root
  MOMENT[i] = tilt < 0.5 ? (tilt * square) / (1 - 2 * tilt) - 0.5 * log1p(-2 * tilt) : NEVER
}

/** ψ > 1.5: v' is 0 with probability p, else exponential. */
const drawTail = (i: number, mean: number, psi: number, u: number, power: number): void => {
  const p = (psi - 1) / (psi + 1)
  const rate = (1 - p) / mean
  NEXT[i] = u <= p ? 0 : log((1 - p) / (1 - u)) / rate
  MOMENT[i] = rate > power ? log(p + (rate * (1 - p)) / (rate - power)) : NEVER
}

const drawVariance = (step: Constants, { variance, from, words }: Slice, first: number, count: number): void => {
  for (let i = 0; i < count; i += 1) {
    const v = variance[from + first + i] as number
    const mean = step.meanAtZero + step.decay * v
    const spread = step.spreadAtZero + step.spreadSlope * v
    const t = (2 * mean * mean) / spread
    const word = words[2 * (first + i) + 1] as number
    if (t >= SWITCH) drawSquare(i, mean, t, normalOfWord(word), step.a)
    else if (mean > 0) drawTail(i, mean, spread / (mean * mean), uniformOfWord(word), step.a)
    else {
      NEXT[i] = 0
      MOMENT[i] = 0
    }
  }
}

const movePrice = (step: Constants, growth: number, slice: Slice, first: number, count: number): void => {
  const { logSpot, variance, from, normals } = slice
  for (let i = 0; i < count; i += 1) {
    const at = from + first + i
    const v = variance[at] as number
    const next = NEXT[i] as number
    const moment = MOMENT[i] as number
    const drift = Number.isFinite(moment) ? -moment - 0.5 * step.k3 * v : step.k0 + step.k1 * v
    const noise = Math.sqrt(step.k3 * (v + next)) * (normals[first + i] as number)
    logSpot[at] = (logSpot[at] as number) + growth + drift + step.k2 * next + noise
    variance[at] = next
  }
}

/**
 * Andersen's QE-M: the next variance from a squared normal or an exponential tail that match its exact mean and variance, the price
 * given both variances, its drift corrected so that E[S] is exact, also for a step as long as a quarter. Where that
 * correction does not exist (large positive correlation and steps) the uncorrected drift stands.
 *
 * @source L. Andersen, Journal of Computational Finance 11 (2008) 1; docs/models/paths.md, eq. 3 to 6
 */
export const quadraticExponentialStep = (law: HestonVol, carry: number, years: number): Advance => {
  const step = constantsOf(law, years)
  const growth = carry * years
  return (slice) => {
    for (let first = 0; first < slice.count; first += CHUNK) {
      const count = Math.min(CHUNK, slice.count - first)
      drawVariance(step, slice, first, count)
      movePrice(step, growth, slice, first, count)
    }
  }
}
