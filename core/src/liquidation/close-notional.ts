import { atan2, sin } from '../math/index.ts'

/** Cost of closing notional x beyond the proportional fee: nothing, `parameter · x² / 2`, or `parameter · x^1.5`. */
export interface ClosingImpact {
  readonly kind: 'none' | 'linear' | 'sqrt'
  readonly parameter: number
}

/** A deficit to be closed; amounts in one currency, ratios of notional. */
export interface ClosingProblem {
  readonly equity: number
  readonly notional: number
  readonly targetRatio: number
  readonly fee: number
  readonly impact: ClosingImpact
}

/** `none`: at or above target already. `infeasible`: no close up to the whole notional reaches the target. */
export type ClosingAnswer =
  | { readonly kind: 'none' }
  | { readonly kind: 'close'; readonly notional: number }
  | { readonly kind: 'infeasible' }

/**
 * Smallest notional x whose close restores the target ratio, in closed form.
 *
 *   E - f·x - c(x) = τ·(N - x),   D = τ·N - E,   a = τ - f
 *   none:    x = D / a                                       if a > 0
 *   linear:  x = 2·D / (a + √(a² - 2·λ·D))                   if D <= a² / (2·λ)
 *   sqrt:    x = (4·a/(3·k) · sin ψ · sin(ψ + π/3))²         if D <= 4·a³ / (27·k²)
 *            ψ = arcsin(√(27·D·k² / (4·a³))) / 3
 *
 * E equity · N notional · τ target ratio · f fee · c closing cost with λ or k. The linear form has no difference of near
 * values for a small deficit, and the sine form replaces the cubic's `1 + 2·cos θ`, which cancels there.
 *
 * @source docs/models/partial-close.md, eq. 3 to 5
 */
export const closeNotional = (problem: ClosingProblem): ClosingAnswer => {
  const deficit = problem.targetRatio * problem.notional - problem.equity
  if (deficit <= 0) return { kind: 'none' }
  const slope = problem.targetRatio - problem.fee
  if (slope <= 0) return { kind: 'infeasible' }
  const root = smallestRoot(deficit, slope, problem.impact)
  if (root === null || root > problem.notional * (1 + ROUNDING)) return { kind: 'infeasible' }
  return { kind: 'close', notional: Math.min(root, problem.notional) }
}

/** A root this much above the whole notional, relatively, is the whole notional: the noise of a few operations. */
const ROUNDING = 1e-13

const THIRD_TURN = 1.0471975511965976 // π/3

const smallestRoot = (deficit: number, slope: number, { kind, parameter }: ClosingImpact): number | null => {
  if (kind === 'none' || parameter === 0) return deficit / slope
  if (kind === 'linear') {
    const discriminant = slope * slope - 2 * parameter * deficit
    return discriminant < 0 ? null : (2 * deficit) / (slope + Math.sqrt(discriminant))
  }
  const sine = Math.sqrt((27 * deficit * parameter * parameter) / (4 * slope * slope * slope))
  if (sine > 1) return null
  const third = atan2(sine, Math.sqrt((1 - sine) * (1 + sine))) / 3
  const root = ((4 * slope) / (3 * parameter)) * sin(third) * sin(third + THIRD_TURN)
  return root * root
}
