import { pow } from '../math/index.ts'
import type { SviSlice } from './svi.ts'

/**
 * One expiry of a surface SVI: total variance at the money θ, tilt ρ and ψ = θφ, the curvature:
 *
 *   w(k) = θ/2·(1 + ρφk + √((φk + ρ)² + 1 − ρ²))                                             (eq. 11)
 */
export type SsviSlice = { readonly theta: number; readonly rho: number; readonly psi: number }

/** The same smile as a raw slice. */
export const sviOfSsvi = ({ theta, rho, psi }: SsviSlice): SviSlice => {
  const phi = psi / theta
  const across = (1 - rho) * (1 + rho)
  return { a: 0.5 * theta * across, b: 0.5 * psi, rho, m: -rho / phi, sigma: Math.sqrt(across) / phi }
}

/**
 * The largest ψ at which a slice is free of butterfly arbitrage: ψ(1 + |ρ|) ≤ 4 and ψ²(1 + |ρ|) ≤ 4θ.
 *
 * @source Gatheral and Jacquier, Quantitative Finance 14 (2014) 59, theorem 4.2
 */
export const ssviPsiMax = (theta: number, rho: number): number => {
  const tilt = 1 + Math.abs(rho)
  return Math.min(4 / tilt, Math.sqrt((4 * theta) / tilt))
}

/** A surface with one ρ and φ(θ) = η·θ^(−γ), 0 ≤ γ ≤ 1; θ by expiry, rising. */
export type SsviSurface = {
  readonly rho: number
  readonly eta: number
  readonly gamma: number
  readonly thetas: readonly number[]
}

/**
 * A surface without calendar arbitrage by construction, one record for each expiry. `level` is θ of the first, `rise` ≥ 0 what each
 * later one adds to the least that its predecessor allows, `share` in (0, 1) where ψ lies between its bounds.
 */
export type EssviParameters = {
  readonly rho: number
  readonly rise: number // of the first: θ itself
  readonly share: number
}

/**
 * Slices of an extended surface SVI. With p = max((1+ρ₁)/(1+ρ₂), (1−ρ₁)/(1−ρ₂)) for neighbours,
 *
 *   θ₂ = θ₁·p + rise     p·ψ₁ ≤ ψ₂ ≤ min(ψ₁·θ₂/θ₁, butterfly bound of this and of every later expiry over the p between)   (eq. 12)
 *
 * which excludes both arbitrages for any parameters.
 *
 * @source Mingone, Quantitative Finance 22 (2022) 2205; Hendriks and Martini, J. Computational Finance 22 (2019) 25
 */
export const essviSlices = (parameters: readonly EssviParameters[]): readonly SsviSlice[] => {
  const thetas: number[] = []
  const steps = parameters.map(({ rho }, index) => stepOf(parameters[index - 1]?.rho ?? rho, rho))
  for (const [index, { rise }] of parameters.entries())
    thetas.push((thetas[index - 1] ?? 0) * (steps[index] ?? 1) + rise)
  const bounds = psiBounds(parameters, thetas, steps)
  const slices: SsviSlice[] = []
  for (const [index, { rho, share }] of parameters.entries()) {
    const theta = thetas[index] ?? NaN
    const before = slices[index - 1]
    const low = before === undefined ? 0 : before.psi * (steps[index] ?? 1)
    const high = Math.min(bounds[index] ?? NaN, before === undefined ? Infinity : (before.psi * theta) / before.theta)
    slices.push({ theta, rho, psi: low + share * (high - low) })
  }
  return slices
}

const stepOf = (before: number, rho: number): number => Math.max((1 + before) / (1 + rho), (1 - before) / (1 - rho))

/** Butterfly bound of each ψ and of all that must follow it, from the last expiry back. */
const psiBounds = (
  parameters: readonly EssviParameters[],
  thetas: readonly number[],
  steps: readonly number[],
): readonly number[] => {
  const bounds: number[] = []
  let after = Infinity
  for (let index = parameters.length - 1; index >= 0; index -= 1) {
    const own = ssviPsiMax(thetas[index] ?? NaN, parameters[index]?.rho ?? NaN)
    bounds[index] = Math.min(own, after)
    after = (bounds[index] ?? NaN) / (steps[index] ?? 1)
  }
  return bounds
}

/** Slices of a surface with one ρ; `eta` is cut to what leaves every slice free of butterfly arbitrage. */
export const ssviSlices = ({ rho, eta, gamma, thetas }: SsviSurface): readonly SsviSlice[] => {
  const cut = thetas.reduce((most, theta) => Math.min(most, ssviPsiMax(theta, rho) / pow(theta, 1 - gamma)), eta)
  return thetas.map((theta) => ({ theta, rho, psi: cut * pow(theta, 1 - gamma) }))
}
