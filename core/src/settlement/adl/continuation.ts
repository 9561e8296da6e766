import { divide, RATIO_ONE, type Ratio } from '../../units/index.ts'

/** What is to come of an account for the venue, atoms, and the share of it that deleveraging ends, 1e-18. */
export interface Continued {
  readonly value: bigint
  readonly cut: Ratio
}

/**
 * What accounts are still worth to a venue after deleveraging took its share of each: who is cut matters, not only how much.
 *
 *   Σ value_i · (1 - cut_i), rounded down
 *
 * @source Chitra 2025, arXiv 2512.01112; docs/models/adl.md
 */
export const continuation = (accounts: readonly Continued[]): bigint =>
  divide(
    accounts.reduce((sum, { value, cut }) => sum + value * (RATIO_ONE - cut), 0n),
    RATIO_ONE,
    'down',
  )
