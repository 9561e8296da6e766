/** An input that no model of this room takes: the field, its value, what is allowed, and the remedy. */
export class ForecastInputError extends Error {
  override readonly name = 'ForecastInputError'
  readonly field: string
  readonly allowed: string
  constructor(field: string, value: number | string, allowed: string, remedy: string) {
    super(`forecast: ${field} = ${value} is refused; allowed: ${allowed}; ${remedy}`)
    this.field = field
    this.allowed = allowed
  }
}

/** @throws ForecastInputError unless min ≤ value ≤ max, which NaN never is. */
export const requireBetween = (
  field: string,
  value: number,
  bounds: { readonly min: number; readonly max: number },
  remedy: string,
): void => {
  if (value >= bounds.min && value <= bounds.max) return
  throw new ForecastInputError(field, value, `${bounds.min} to ${bounds.max}`, remedy)
}
