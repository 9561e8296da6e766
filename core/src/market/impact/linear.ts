import { requireNotNegative, requirePositive } from './parameter-error.ts'

/** Kyle's linear impact. Sizes are in any unit (lots, currency), always the same one. */
export interface LinearImpact {
  /** Relative displacement per unit of size, > 0. */
  readonly slope: number
}

/**
 * Relative displacement of the price after a size: ΔS/S = λ·Q.
 *
 * λ slope [1/size] · Q size [size], ≥ 0
 * @throws ImpactError for NaN, infinities and negatives.
 * @source Kyle 1985; docs/models/impact.md, eq. 2
 */
export const linearPeak = (model: LinearImpact, size: number): number => {
  check(model, size)
  return model.slope * size
}

/** Average relative cost of one unit of a block of this size, ½·λ·Q. @throws ImpactError as `linearPeak` does. */
export const linearAverageCost = (model: LinearImpact, size: number): number => {
  check(model, size)
  return 0.5 * model.slope * size
}

/** Size that displaces the price by this much, the inverse of `linearPeak`. @throws ImpactError as `linearPeak` does. */
export const linearSizeAt = (model: LinearImpact, displacement: number): number => {
  requirePositive('slope', model.slope)
  requireNotNegative('displacement', displacement)
  return displacement / model.slope
}

const check = (model: LinearImpact, size: number): void => {
  requirePositive('slope', model.slope)
  requireNotNegative('size', size)
}
