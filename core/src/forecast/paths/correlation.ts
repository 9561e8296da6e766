import { ForecastInputError, requireBetween } from '../forecast-input-error.ts'

const TOLERANCE = 1e-12

/** The matrix that turns independent normals into correlated ones: lower triangle, row by row. */
export type Mixing = readonly Float64Array[]

/** Cholesky's factor; a pivot within rounding of 0 (an asset that others determine) is taken as 0. */
const factor = (correlation: readonly (readonly number[])[]): Mixing => {
  const rows: Float64Array[] = []
  for (const [i, wanted] of correlation.entries()) {
    const row = new Float64Array(i + 1)
    for (let j = 0; j <= i; j += 1) {
      const other = j < i ? (rows[j] ?? row) : row
      let rest = wanted[j] ?? 0
      for (let k = 0; k < j; k += 1) rest -= (row[k] as number) * (other[k] as number)
      row[j] = j < i ? quotient(rest, other[j] ?? 0) : pivot(rest, i)
    }
    rows.push(row)
  }
  return rows
}

const pivot = (square: number, asset: number): number => {
  if (square >= -TOLERANCE) return Math.sqrt(Math.max(square, 0))
  throw new ForecastInputError(
    'correlation',
    `a matrix that asset ${asset} makes impossible`,
    'no negative eigenvalue',
    'shrink it towards the identity',
  )
}

const quotient = (rest: number, divisor: number): number => {
  if (divisor > TOLERANCE) return rest / divisor
  if (Math.abs(rest) <= 1e-6) return 0
  throw new ForecastInputError(
    'correlation',
    'a matrix with a negative eigenvalue',
    'none',
    'shrink it towards the identity',
  )
}

/** @throws ForecastInputError unless the matrix is square of that size, symmetric, of unit diagonal and has no negative eigenvalue. */
export const mixingOf = (correlation: readonly (readonly number[])[], assets: number): Mixing => {
  requireBetween('rows of correlation', correlation.length, { min: assets, max: assets }, 'give one row an asset')
  for (const [i, row] of correlation.entries()) {
    requireBetween(`length of correlation[${i}]`, row.length, { min: assets, max: assets }, 'give one column an asset')
    for (const [j, value] of row.entries()) {
      const field = `correlation[${i}][${j}]`
      requireBetween(field, value, i === j ? { min: 1, max: 1 } : { min: -1, max: 1 }, 'give a correlation')
      const mirrored = correlation[j]?.[i] ?? Number.NaN
      requireBetween(field, value, { min: mirrored, max: mirrored }, 'make the matrix symmetric')
    }
  }
  return factor(correlation)
}

/** Turns one array of independent normals an asset into correlated ones, in place, the last asset first. */
export const mix = (mixing: Mixing, normals: readonly Float64Array[], count: number): void => {
  for (let asset = mixing.length - 1; asset > 0; asset -= 1) {
    const weights = mixing[asset] as Float64Array
    const own = normals[asset] as Float64Array
    const diagonal = weights[asset] as number
    for (let i = 0; i < count; i += 1) own[i] = diagonal * (own[i] as number)
    for (let other = 0; other < asset; other += 1) {
      const source = normals[other] as Float64Array
      const weight = weights[other] as number
      for (let i = 0; i < count; i += 1) own[i] = (own[i] as number) + weight * (source[i] as number)
    }
  }
}
