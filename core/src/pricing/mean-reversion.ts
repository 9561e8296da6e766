import { exp, expm1 } from '../math/index.ts'

// Integrals of b(u) = (1 − e^(−κu))/κ, the weight of a shock u years before the end. Near κT = 0 the closed forms cancel and their
// Taylor series take over.
const SERIES_MAX = 1
const SERIES_TERMS = 24

/** Σ c(n, 2^n)·(−x)^n / n! / x^from for n ≥ from, where the terms below `from` vanish. */
const series = (x: number, from: number, coefficient: (n: number, power: number) => number): number => {
  let [term, power] = [1, 1]
  for (let n = 1; n <= from; n += 1) {
    term /= -n
    power *= 2
  }
  let sum = 0
  for (let n = from; n <= from + SERIES_TERMS; n += 1) {
    sum += coefficient(n, power) * term
    term *= -x / (n + 1)
    power *= 2
  }
  return sum
}

/** Integrals over a horizon T at reversion κ ≥ 0, each finite at κ = 0. */
export type ReversionIntegrals = {
  /** b(T) = (1 − e^(−κT))/κ: T at κ = 0. */
  readonly loading: number
  /** e^(−κT). */
  readonly memory: number
  /** ∫b(u)du over [0, T]: T²/2 at κ = 0. */
  readonly loadingSum: number
  /** ∫b(u)²du: T³/3 at κ = 0. */
  readonly squareSum: number
  /** ∫e^(−κ(T−u))·b(u)²du: T³/3 at κ = 0. */
  readonly fadingSquareSum: number
}

/**
 * All of them, each to a relative 1e-14.
 *
 * @source docs/models/funding-rates.md, eq. 2
 */
export const reversionIntegrals = (reversion: number, time: number): ReversionIntegrals => {
  const x = reversion * time
  const decay = -expm1(-x) // 1 − e^(−x)
  const memory = exp(-x)
  const square = time * time
  if (x < SERIES_MAX)
    return {
      loading: x === 0 ? time : decay / reversion,
      memory,
      loadingSum: square * series(x, 2, () => 1),
      squareSum: square * time * series(x, 3, (_, power) => 2 - 0.5 * power),
      fadingSquareSum: square * time * series(x, 3, (n, power) => 2 * n - power),
    }
  const cube = (square * time) / (x * x * x)
  return {
    loading: decay / reversion,
    memory,
    loadingSum: (square * (x - decay)) / (x * x),
    squareSum: cube * (x - 2 * decay - 0.5 * expm1(-2 * x)),
    fadingSquareSum: cube * (-expm1(-2 * x) - 2 * x * memory),
  }
}
