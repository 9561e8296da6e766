import { requireNotNegative, requirePositive } from './parameter-error.ts'

/** Square-root impact with a linear start. Size, volume and crossover share one unit (lots or currency). */
export interface SquareRootImpact {
  /** Y, dimensionless, > 0; about 0.5 to 1.5 in calm markets. */
  readonly coefficient: number
  /** σ: relative volatility of one day, > 0. */
  readonly volatility: number
  /** V: volume of one day, > 0; in a crash the volume of the crash. */
  readonly volume: number
  /** Q_c: below this size impact is linear, > 0. */
  readonly crossover: number
}

/**
 * Peak relative displacement of a metaorder.
 *
 *   I(Q) = Y·σ·√(Q/V)                 for Q ≥ Q_c
 *   I(Q) = Q · Y·σ / √(Q_c·V)         for Q < Q_c
 *
 * Q size, ≥ 0. The value is continuous at Q_c; the slope is not: it halves there. The linear start keeps the marginal
 * impact of a small order finite, where the bare root has an infinite slope.
 *
 * @throws ImpactError for NaN, infinities, negatives, and parameters that are not above 0.
 * @source Donier & Bonart 2015; Donier, Bonart, Mastromatteo, Bouchaud 2015; docs/models/impact.md, eq. 3
 */
export const squareRootPeak = (model: SquareRootImpact, size: number): number => {
  check(model)
  requireNotNegative('size', size)
  return size < model.crossover ? startSlope(model) * size : rootScale(model) * Math.sqrt(size)
}

/**
 * Average relative cost of one unit, when each lot pays the displacement at which it trades: (1/Q) ∫₀^Q I(q) dq.
 *
 *   ½·I(Q)                                              for Q ≤ Q_c
 *   (½·λ·Q_c² + ⅔·Y·σ·V^-½·(Q^1½ - Q_c^1½)) / Q         for Q > Q_c, tends to ⅔·I(Q)
 *
 * @throws ImpactError as `squareRootPeak` does.
 */
export const squareRootAverageCost = (model: SquareRootImpact, size: number): number => {
  const { crossover } = model
  if (!(size > crossover)) return 0.5 * squareRootPeak(model, size)
  check(model)
  requireNotNegative('size', size)
  const start = 0.5 * startSlope(model) * crossover * crossover
  const root = size * Math.sqrt(size) - crossover * Math.sqrt(crossover)
  return (start + (2 / 3) * rootScale(model) * root) / size
}

/** Size whose peak displacement is this much, the inverse of `squareRootPeak`. @throws ImpactError as `squareRootPeak` does. */
export const squareRootSizeAt = (model: SquareRootImpact, displacement: number): number => {
  check(model)
  requireNotNegative('displacement', displacement)
  const root = displacement / rootScale(model)
  return root * root < model.crossover ? displacement / startSlope(model) : root * root
}

/** Y·σ/√V: displacement per square root of size. */
const rootScale = (model: SquareRootImpact): number => (model.coefficient * model.volatility) / Math.sqrt(model.volume)

/** λ: displacement per unit of size below the crossover. */
const startSlope = (model: SquareRootImpact): number => rootScale(model) / Math.sqrt(model.crossover)

const check = (model: SquareRootImpact): void => {
  requirePositive('coefficient', model.coefficient)
  requirePositive('volatility', model.volatility)
  requirePositive('volume', model.volume)
  requirePositive('crossover', model.crossover)
}
