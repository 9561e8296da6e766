/**
 * Input that a picture refuses: which field, the value met, and what is allowed there. Nothing is drawn.
 * Gaps are no error: a `null` value is drawn as a stated gap wherever a type allows `null`.
 */
export class ChartInputError extends Error {
  override readonly name: string = 'ChartInputError'
  readonly field: string
  readonly value: string
  readonly allowed: string

  constructor(field: string, value: unknown, allowed: string) {
    const shown = typeof value === 'string' ? JSON.stringify(value) : String(value)
    super(`${field}: got ${shown}; allowed: ${allowed}`)
    this.field = field
    this.value = shown
    this.allowed = allowed
  }
}
