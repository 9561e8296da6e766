import { atoms, divide, least, NO_ATOMS, RATIO_ONE, type Ratio } from '../../units/index.ts'
import { drawn } from './drawn.ts'

/** A loss that somebody takes over for the insurance fund's money. */
export interface InsuranceClaim {
  /** Loss to be covered, in atoms of the token it is owed in, over `per`: an exact fraction. */
  readonly loss: bigint
  readonly per: bigint
  /** Numeraire for an atom of the token, and for an atom of what the fund holds; one scale for both. */
  readonly price: bigint
  readonly insurancePrice: bigint
  /** What whoever takes the loss over is paid on top, 1e-18. */
  readonly fee: Ratio
  /** Atoms that the fund holds. */
  readonly available: bigint
}

/** Atoms that the fund pays, and the part of the loss, over the claim's `per`, that they cover. */
export interface InsuranceCover {
  readonly paid: bigint
  readonly covered: bigint
  /** Whether the fund is empty now: only then may others be asked for the rest. */
  readonly emptied: boolean
}

/**
 * What an insurance fund pays for a loss that another takes over.
 *
 *   paid = min(⌈loss · P · (1 + fee) / P_insurance⌉, available)         (9)
 *   covered = min(paid · P_insurance / (P · (1 + fee)), loss)           rounded down
 *
 * @source docs/models/mango-health.md, eq. 9
 */
export const insuranceCover = (claim: InsuranceClaim): InsuranceCover => {
  const { loss, per, price, insurancePrice, fee, available } = claim
  const owed = price * (RATIO_ONE + fee)
  const worth = insurancePrice * RATIO_ONE
  const asked = atoms(divide(loss * owed, per * worth, 'up'))
  const paid = drawn(asked, { has: atoms(available), keeps: NO_ATOMS })
  return { paid, covered: least(divide(paid * per * worth, owed, 'down'), loss), emptied: paid === available }
}
