import { divide } from '../units/index.ts'

/** A borrow that nobody repays, and the deposits that bear it: tokens at one scale. */
export interface DepositLoss {
  /** ≥ 0. */
  readonly borrow: bigint
  /** ≥ 0, before the loss. */
  readonly totalDeposits: bigint
  /** Σ of one unit deposited with interest on interest, at any scale, > 0. */
  readonly index: bigint
}

/**
 * By how much the index of deposits falls so that depositors bear a borrow in proportion to what they hold.
 *
 *   delta = ⌈index · borrow / totalDeposits⌉        0 without deposits
 *
 * @returns at the scale of `index`; it may exceed the index where the borrow exceeds all deposits.
 * @source docs/policies/drift-v2.md, eq. 10
 */
export const depositIndexDelta = ({ borrow, totalDeposits, index }: DepositLoss): bigint =>
  totalDeposits === 0n ? 0n : divide(index * borrow, totalDeposits, 'up')
