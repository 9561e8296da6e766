/** A number that an impact model cannot use: names it, its value and the remedy. */
export class ImpactError extends Error {
  override readonly name = 'ImpactError'
  constructor(field: string, value: number, remedy: string) {
    super(`impact: ${field} = ${value} is refused; ${remedy}`)
  }
}

/** @throws ImpactError unless the value is finite and ≥ 0. */
export const requireNotNegative = (field: string, value: number): void => {
  if (!Number.isFinite(value) || value < 0) throw new ImpactError(field, value, 'give a finite number, 0 or above')
}

/** @throws ImpactError unless the value is finite and > 0. */
export const requirePositive = (field: string, value: number): void => {
  if (!Number.isFinite(value) || value <= 0) throw new ImpactError(field, value, 'give a finite number above 0')
}

/** @throws ImpactError unless the value is finite. */
export const requireFinite = (field: string, value: number): void => {
  if (!Number.isFinite(value)) throw new ImpactError(field, value, 'give a finite number')
}
