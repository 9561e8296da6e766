import { ChartInputError } from './error.ts'

/** Returns the value; refuses NaN and infinities. */
export const finite = (field: string, value: number): number => {
  if (!Number.isFinite(value)) throw new ChartInputError(field, value, 'a finite number')
  return value
}

/** Returns the value, or `null` (a gap) as it is; refuses NaN and infinities. */
export const finiteOrGap = (field: string, value: number | null): number | null =>
  value === null ? null : finite(field, value)

/** Returns the value; refuses negative numbers, NaN and infinities. */
export const nonNegative = (field: string, value: number): number => {
  if (finite(field, value) < 0) throw new ChartInputError(field, value, 'a number of at least 0')
  return value
}

/** Returns the value; refuses zero, negative numbers, NaN and infinities. */
export const positive = (field: string, value: number): number => {
  if (finite(field, value) <= 0) throw new ChartInputError(field, value, 'a number above 0')
  return value
}

/** Returns the list; refuses an empty one. */
export const nonEmpty = <T>(field: string, list: readonly T[]): readonly T[] => {
  if (list.length === 0) throw new ChartInputError(field, '[]', 'at least one item')
  return list
}

/** Refuses a list of horizontal positions that steps back anywhere; equal neighbours are allowed (a vertical move). */
export const ascending = (field: string, values: readonly number[]): void => {
  for (const [index, value] of values.entries()) {
    finite(`${field}[${index}]`, value)
    const before = values[index - 1]
    if (before !== undefined && value < before)
      throw new ChartInputError(`${field}[${index}]`, value, `at least ${before}, the position before it`)
  }
}

/** Refuses a name that appears twice. */
export const distinct = (field: string, names: readonly string[]): void => {
  const seen = new Set<string>()
  for (const name of names) {
    if (seen.has(name)) throw new ChartInputError(field, name, 'names that differ')
    seen.add(name)
  }
}

/** Returns the id; refuses what cannot stand in an `id`, a link and a file name at once. */
export const identifier = (field: string, id: string): string => {
  if (!/^[a-z][a-z0-9-]{0,63}$/.test(id))
    throw new ChartInputError(field, id, 'a lower-case letter, then up to 63 of a-z, 0-9 and "-"')
  return id
}
