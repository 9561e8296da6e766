import { atoms, greatest, least, NO_ATOMS, type Atoms } from '../../units/index.ts'

/** A payer of a waterfall, in atoms of one asset: what it has, and what it keeps of it whatever is asked. */
export interface Payer {
  readonly has: Atoms
  readonly keeps: Atoms
}

/**
 * What a payer gives towards a loss: no more than is asked, and no more than leaves it what it keeps.
 *
 *   paid = min(asked, max(0, has - keeps))
 *
 * @source docs/policies/drift-v2.md, eq. 8: the insurance fund keeps one atom
 */
export const drawn = (asked: Atoms, { has, keeps }: Payer): Atoms =>
  greatest(NO_ATOMS, least(asked, atoms(has - keeps)))

/** What a loss leaves once payers were asked in turn, never below 0. */
export const leftAfter = (loss: Atoms, payers: readonly Payer[]): Atoms =>
  payers.reduce((left, payer) => atoms(left - drawn(left, payer)), loss)
