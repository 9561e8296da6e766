import { exp, log, polynomialProduct, polynomialRoots, polynomialSum, type Polynomial } from '../math/index.ts'
import { sviJet, sviWings, type SviSlice, type VarianceJet } from './svi.ts'

/**
 * Durrleman's function, the density of the smile over that of a lognormal with the same variance at k:
 *
 *   g(k) = (1 − k·w′/(2w))² − (w′²/4)·(1/w + 1/4) + w″/2                                     (eq. 2)
 *
 * A slice is free of butterfly arbitrage when g ≥ 0 everywhere.
 *
 * @source Gatheral and Jacquier, Quantitative Finance 14 (2014) 59, lemma 2.2
 */
export const butterflyFactor = (slice: SviSlice, k: number): number => butterflyFactorOf(sviJet(slice, k), k)

/** The same from total variance and its derivatives. */
export const butterflyFactorOf = ({ w, slope, bend }: VarianceJet, k: number): number => {
  const tilt = 1 - (k * slope) / (2 * w)
  return tilt * tilt - 0.25 * slope * slope * (1 / w + 0.25) + 0.5 * bend
}

/** A stretch of log strike; an end may be infinite. */
export type LogStrikeStretch = { readonly low: number; readonly high: number }

/** Whether g is negative anywhere on the whole line, and where. */
export type Butterfly =
  | { readonly kind: 'free' }
  | { readonly kind: 'arbitrage'; readonly where: readonly LogStrikeStretch[] }

/** u = exp(asinh((k − m)/σ)) beyond which nothing of a smile is left: log strike of e^(σ·1e25). */
const U_MAX = 1e25

/**
 * Where g < 0 on the whole line, wings included. With u > 0 and k = m + σ·(u − 1/u)/2 the smile is rational,
 *
 *   w = P/u   k = K/u   w′ = Q/D   w″ = 8·b·u³/(σ·D³)   D = u² + 1
 *   P = b·σ/2·((1+ρ)·u² + 1 − ρ) + a·u   K = σ/2·(u² − 1) + m·u   Q = b·((1+ρ)·u² − (1 − ρ))
 *
 * and 16·P²·D³·g = 4·(2PD − KQ)²·D − 4·Q²·u·P·D − Q²·P²·D + 64·(b/σ)·u³·P² is a polynomial of degree ten: all its sign changes
 * are bracketed. The slice must pass `requireSvi`.
 *
 * @source docs/models/surfaces.md, eq. 3
 */
export const butterflyOf = (slice: SviSlice): Butterfly => {
  const roots = polynomialRoots(numerator(slice), { lo: 1 / U_MAX, hi: U_MAX })
  const edges = [-Infinity, ...roots.map((u) => logStrikeOf(slice, u)), Infinity]
  const where: LogStrikeStretch[] = []
  for (const [index, high] of edges.slice(1).entries()) {
    const low = edges[index] ?? -Infinity
    if (!(signBetween(slice, low, high) < 0)) continue
    const before = where.at(-1)
    if (before?.high === low) where[where.length - 1] = { low: before.low, high }
    else where.push({ low, high })
  }
  return where.length === 0 ? { kind: 'free' } : { kind: 'arbitrage', where }
}

const numerator = ({ a, b, rho, m, sigma }: SviSlice): Polynomial => {
  const [left, right] = [1 - rho, 1 + rho]
  const p: Polynomial = [0.5 * b * sigma * left, a, 0.5 * b * sigma * right]
  const k: Polynomial = [-0.5 * sigma, m, 0.5 * sigma]
  const q: Polynomial = [-b * left, 0, b * right]
  const d: Polynomial = [1, 0, 1]
  const tilt = polynomialSum([2, polynomialProduct(p, d)], [-1, polynomialProduct(k, q)])
  const square = polynomialProduct(q, polynomialProduct(q, d))
  const pp = polynomialProduct(p, p)
  return polynomialSum(
    [4, polynomialProduct(d, polynomialProduct(tilt, tilt))],
    [-4, [0, ...polynomialProduct(square, p)]],
    [-1, polynomialProduct(square, pp)],
    [(64 * b) / sigma, [0, 0, 0, ...pp]],
  )
}

const logStrikeOf = ({ m, sigma }: SviSlice, u: number): number => m + 0.5 * sigma * (u - 1 / u)

/** g inside a stretch between two neighbouring roots; towards an infinite end what it tends to, (4 − slope²)/16. */
const signBetween = (slice: SviSlice, low: number, high: number): number => {
  const { put, call } = sviWings(slice)
  if (high === Infinity && call !== 2) return 4 - call * call
  if (low === -Infinity && put !== 2) return 4 - put * put
  const { m, sigma } = slice
  const [from, to] = [Math.max(low, m - 1e6 * sigma), Math.min(high, m + 1e6 * sigma)]
  return butterflyFactor(slice, logStrikeOf(slice, exp(0.5 * (stretched(slice, from) + stretched(slice, to)))))
}

/** asinh((k − m)/σ). */
const stretched = ({ m, sigma }: SviSlice, k: number): number => {
  const x = Math.abs(k - m) / sigma
  const size = log(x + Math.sqrt(x * x + 1))
  return k < m ? -size : size
}

/** The part of some stretches from the first low to the last high inside a window; null where none reaches into it. */
export const hullWithin = (
  stretches: readonly LogStrikeStretch[],
  window: LogStrikeStretch,
): LogStrikeStretch | null => {
  const inside = stretches.filter(({ low, high }) => high > window.low && low < window.high)
  const [first, last] = [inside[0], inside.at(-1)]
  if (first === undefined || last === undefined) return null
  return { low: Math.max(first.low, window.low), high: Math.min(last.high, window.high) }
}

const STEPS = 400
const HALVINGS = 45
const GOLDEN = 0.6180339887498949

/**
 * The least g in a finite window and where it is taken. g is smooth in asinh((k − m)/σ), so 400 even steps there meet every dip; each
 * is then closed in on by golden sections.
 */
export const leastButterfly = (
  slice: SviSlice,
  window: LogStrikeStretch,
): { readonly k: number; readonly g: number } => {
  const [from, to] = [stretched(slice, window.low), stretched(slice, window.high)]
  const clamped = (t: number): number =>
    Math.max(window.low, Math.min(window.high, logStrikeOf(slice, exp(Math.max(from, Math.min(to, t))))))
  const at = (t: number): number => butterflyFactor(slice, clamped(t))
  const step = (to - from) / STEPS
  const values = Array.from({ length: STEPS + 1 }, (_, index) => at(from + index * step))
  let best = { k: window.low, g: Infinity }
  for (const [index, g] of values.entries()) {
    if (g > (values[index - 1] ?? Infinity) || g > (values[index + 1] ?? Infinity)) continue
    const t = goldenMinimum(at, from + (index - 1) * step, from + (index + 1) * step)
    for (const k of [clamped(from + index * step), clamped(t)]) {
      const found = butterflyFactor(slice, k)
      if (found < best.g) best = { k, g: found }
    }
  }
  return best
}

const goldenMinimum = (f: (x: number) => number, low: number, high: number): number => {
  let [from, to] = [low, high]
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const [left, right] = [to - GOLDEN * (to - from), from + GOLDEN * (to - from)]
    if (f(left) <= f(right)) to = right
    else from = left
  }
  return 0.5 * (from + to)
}
