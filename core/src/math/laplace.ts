import { cos, sin } from './trigonometry.ts'
import { exp } from './exp.ts'

/**
 * Laplace transforms at re + i·im: writes real and imaginary part of transform k to out[2k] and out[2k + 1]. Each must be analytic right
 * of the abscissa that a plan names, and real on the real axis.
 */
export type LaplaceTransform = (re: number, im: number, out: Float64Array) => void

/**
 * How to invert at one time: on the line re = abscissa / time, with `turns` steps to a half turn, the first `groups` half turns as they
 * are and the following ones averaged.
 */
export type InversionPlan = {
  readonly time: number
  readonly abscissa: number
  readonly turns: number
  readonly groups: number
}

const AVERAGED = 24

/** Share of the binomial averages of order 24 that hold the j-th half turn beyond the plain ones: P(B ≥ j), j = 1 … 24. */
const averagingWeights = (): Float64Array => {
  const weights = new Float64Array(AVERAGED)
  let term = 5.960464477539063e-8 // 2^-24, the share of the last one
  let above = 0
  for (let j = AVERAGED; j >= 1; j -= 1) {
    above += term
    weights[j - 1] = above
    term *= j / (AVERAGED - j + 1)
  }
  return weights
}

const WEIGHTS = averagingWeights()

/**
 * Inverts Laplace transforms at one time > 0 by the Fourier series of Abate & Whitt with Euler's averaging:
 *
 *   f(t) ≈ e^A/(m·t) · [ F(A/t)/2 + Σ Re( e^(iπk/m) · F((A + iπk/m)/t) ) ]        (eq. 1)
 *
 * A abscissa, m turns. The answer is f(t) plus f((2m + 1)t)·e^(−2mA) + …, rounding of about 2^-52·e^A·F(A/t)/t, and what the averaging
 * leaves, which vanishes for functions that are smooth near t. With A at the minimum of e^A·F(A/t) small values keep their digits.
 *
 * @source Abate & Whitt, ORSA Journal on Computing 7 (1995) 36; docs/models/first-passage.md, eq. 4
 */
export const invertLaplace = (transform: LaplaceTransform, plan: InversionPlan, values: Float64Array): void => {
  const { time, abscissa, turns, groups } = plan
  const at = new Float64Array(2 * values.length)
  transform(abscissa / time, 0, at)
  for (let i = 0; i < values.length; i += 1) values[i] = 0.5 * (at[2 * i] as number) // at has two elements for each value
  const angle = 3.141592653589793 / turns
  for (let k = 1; k <= turns * (groups + AVERAGED); k += 1) {
    const beyond = Math.ceil(k / turns) - groups
    const weight = beyond <= 0 ? 1 : (WEIGHTS[beyond - 1] as number) // 1 ≤ beyond ≤ AVERAGED by the bound of k
    transform(abscissa / time, (angle * k) / time, at)
    const [cosine, sine] = [cos(angle * k) * weight, sin(angle * k) * weight]
    for (let i = 0; i < values.length; i += 1)
      values[i] = (values[i] as number) + (at[2 * i] as number) * cosine - (at[2 * i + 1] as number) * sine
  }
  const scale = exp(abscissa) / (turns * time)
  for (let i = 0; i < values.length; i += 1) values[i] = (values[i] as number) * scale
}
