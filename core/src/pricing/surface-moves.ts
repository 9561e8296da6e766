import { symmetricEigen } from '../math/index.ts'
import { PricingInputError } from './pricing-input-error.ts'

/** How a surface moves: the mean of some changes, and their principal components with the share of variance that each explains. */
export type PrincipalMoves = {
  readonly mean: readonly number[]
  readonly components: readonly { readonly share: number; readonly loading: readonly number[] }[]
}

/**
 * Principal components of changes of a surface on a fixed grid, one row a change: eigenvectors of their covariance, the largest first.
 *
 * @throws PricingInputError for fewer than two rows, rows of different length, and values that are not finite.
 * @source Cont and da Fonseca, Quantitative Finance 2 (2002) 45
 */
export const principalMoves = (changes: readonly (readonly number[])[]): PrincipalMoves => {
  const width = changes[0]?.length ?? 0
  if (changes.length < 2)
    throw new PricingInputError('changes', changes.length, 'at least 2 rows', 'give more surfaces')
  for (const [row, values] of changes.entries())
    if (values.length !== width || !values.every((value) => Math.abs(value) < Infinity))
      throw new PricingInputError('changes', `row ${row}`, `${width} finite numbers`, 'put all surfaces on one grid')
  const mean = Array.from({ length: width }, (_, at) => meanOf(changes.map((row) => row[at] ?? NaN)))
  const covariance = mean.map((one, i) =>
    mean.map((other, j) => meanOf(changes.map((row) => ((row[i] ?? NaN) - one) * ((row[j] ?? NaN) - other)))),
  )
  const { values, vectors } = symmetricEigen(covariance)
  const total = values.reduce((sum, value) => sum + value, 0)
  return {
    mean,
    components: values.map((value, index) => ({
      share: total > 0 ? Math.max(0, value) / total : 0,
      loading: vectors[index] ?? [],
    })),
  }
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
