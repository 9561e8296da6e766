/** An input that no model of this room takes: the field, its value, what is allowed, and the remedy. */
export class PricingInputError extends Error {
  override readonly name = 'PricingInputError'
  readonly field: string
  readonly value: number | string
  readonly allowed: string
  readonly remedy: string
  constructor(field: string, value: number | string, allowed: string, remedy: string) {
    super(`pricing: ${field} = ${value} is refused; allowed: ${allowed}; ${remedy}`)
    this.field = field
    this.value = value
    this.allowed = allowed
    this.remedy = remedy
  }
}

/** @throws PricingInputError for a column, by its name, that is shorter than the rows of a batch. */
export const requireColumns = (rows: number, columns: Readonly<Record<string, { readonly length: number }>>): void => {
  for (const [name, { length }] of Object.entries(columns))
    if (length < rows)
      throw new PricingInputError(`length of ${name}`, length, `${rows} rows`, 'give columns of one length')
}

/** Bounds of an input, both included. */
export type Bounds = { readonly min: number; readonly max: number }

/** @throws PricingInputError unless min ≤ value ≤ max, which NaN never is. */
export const requireWithin = (field: string, value: number, bounds: Bounds, remedy: string): void => {
  if (value >= bounds.min && value <= bounds.max) return
  throw new PricingInputError(field, value, `${bounds.min} to ${bounds.max}`, remedy)
}
