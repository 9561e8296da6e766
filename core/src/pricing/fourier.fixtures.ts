import { cos, exp, sin } from '../math/index.ts'
import type { HestonParameters } from './heston-transform.ts'
import type { Transform } from './transform.ts'

/** An interval of X far wider than needed, and a number of terms far larger. */
export type CosGrid = { readonly from: number; readonly to: number; readonly terms: number }

/**
 * Undiscounted put per forward by the cosine series as Fang and Oosterlee (2008) print it, on the imaginary axis: another payoff,
 * another interval and another sum than the code under test uses.
 */
export const cosPut = (transform: Transform, k: number, { from, to, terms }: CosGrid): number => {
  const out = new Float64Array(5)
  const width = to - from
  let total = 0
  for (let j = 0; j < terms; j += 1) {
    const u = (Math.PI * j) / width
    transform.at(0, u, out)
    const [re, im] = [out[0] ?? 0, out[1] ?? 0]
    const weight = exp(re) * cos(im - u * from)
    const angle = u * (k - from)
    const flat = j === 0 ? k - from : sin(angle) / u
    const grown = (exp(k) * (cos(angle) + u * sin(angle)) - exp(from)) / (1 + u * u)
    total += (j === 0 ? 0.5 : 1) * weight * (exp(k) * flat - grown)
  }
  return (2 / width) * total
}

type Complex = { readonly re: number; readonly im: number }

const plus = (a: Complex, b: Complex, scale: number): Complex => ({ re: a.re + scale * b.re, im: a.im + scale * b.im })
const times = (a: Complex, b: Complex): Complex => ({ re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re })

/** ln E[e^(zX)] of Heston by Runge and Kutta on the equations D′ = q/2 − ξD + σ²D²/2, C′ = κθD: no square root, no logarithm. */
export const riccatiExponent = (law: HestonParameters, time: number, z: Complex, steps: number): Complex => {
  const q = plus(times(z, z), z, -1)
  const tilt = law.correlation * law.volOfVariance
  const xi = { re: law.reversion - tilt * z.re, im: -tilt * z.im }
  const square = law.volOfVariance * law.volOfVariance
  const rise = (d: Complex): Complex =>
    plus(plus({ re: 0.5 * q.re, im: 0.5 * q.im }, times(xi, d), -1), times(d, d), 0.5 * square)
  const h = time / steps
  let d: Complex = { re: 0, im: 0 }
  let area: Complex = { re: 0, im: 0 }
  for (let step = 0; step < steps; step += 1) {
    const a = rise(d)
    const middle = plus(d, a, 0.5 * h)
    const b = rise(middle)
    const second = plus(d, b, 0.5 * h)
    const c = rise(second)
    const end = plus(d, c, h)
    area = plus(plus(plus(plus(area, d, h / 6), middle, h / 3), second, h / 3), end, h / 6)
    d = plus(plus(plus(plus(d, a, h / 6), b, h / 3), c, h / 3), rise(end), h / 6)
  }
  return plus(times({ re: law.reversion * law.longVariance, im: 0 }, area), d, law.variance)
}

/** Laws of the literature, with the names of their tests. */
export const FANG_OOSTERLEE: HestonParameters = {
  variance: 0.0175,
  reversion: 1.5768,
  longVariance: 0.0398,
  volOfVariance: 0.5751,
  correlation: -0.5711,
}
export const LEWIS: HestonParameters = {
  variance: 0.04,
  reversion: 4,
  longVariance: 0.25,
  volOfVariance: 1,
  correlation: -0.5,
}
export const ANDERSEN: HestonParameters = {
  variance: 0.04,
  reversion: 0.5,
  longVariance: 0.04,
  volOfVariance: 1,
  correlation: -0.9,
}
export const STRESSED: HestonParameters = {
  variance: 0.81,
  reversion: 4,
  longVariance: 0.5,
  volOfVariance: 2,
  correlation: -0.35,
}
