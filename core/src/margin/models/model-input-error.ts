/** An input of a margin model that it does not take: where it stands, value, what is allowed, and the remedy. */
export class ModelInputError extends Error {
  override readonly name = 'ModelInputError'
  readonly field: string
  readonly value: number
  readonly allowed: string
  constructor(field: string, value: number, allowed: string, remedy: string) {
    super(`margin model: ${field} = ${value} is refused; allowed: ${allowed}; ${remedy}`)
    this.field = field
    this.value = value
    this.allowed = allowed
  }
}

/** Largest magnitude of a price, size or amount that the sums hold without losing more than their tolerance. */
const LARGEST = 1e15

/** @throws ModelInputError unless the value is finite and at most 1e15 by magnitude. */
export const requireAmount = (field: string, value: number): void => {
  if (Math.abs(value) <= LARGEST) return
  throw new ModelInputError(field, value, `-${LARGEST} to ${LARGEST}`, 'give a finite amount')
}

/** @throws ModelInputError unless 0 ≤ value ≤ 1e15. */
export const requireNotNegative = (field: string, value: number): void => {
  if (value >= 0 && value <= LARGEST) return
  throw new ModelInputError(field, value, `0 to ${LARGEST}`, 'give a finite value that is not negative')
}

/** @throws ModelInputError unless 0 < value ≤ 1e15. */
export const requirePrice = (field: string, value: number): void => {
  if (value > 0 && value <= LARGEST) return
  throw new ModelInputError(field, value, `above 0 to ${LARGEST}`, 'give a price')
}

/** @throws ModelInputError unless 0 ≤ value ≤ 1. */
export const requireConfidence = (field: string, value: number): void => {
  if (value >= 0 && value <= 1) return
  throw new ModelInputError(field, value, '0 to 1', 'give the confidence of the feed as a fraction')
}

/** @throws ModelInputError for an expiry that stands twice in one list. */
export const requireEachOnce = (field: string, seconds: readonly number[]): void => {
  const twice = seconds.find((value, index) => seconds.indexOf(value) < index)
  if (twice !== undefined)
    throw new ModelInputError(field, twice, 'each expiry once', 'put all options of one expiry into one list')
}
