import { applyRatio, atoms, divide, least, magnitude, type Atoms, type Ratio } from '../units/index.ts'

/** A closing fill against its bankruptcy quote; cash is > 0 when the account receives it. Atoms of one asset. */
export interface InsuredFill {
  readonly received: Atoms
  /** What the slice must bring so that it uses up no more than its share of equity. */
  readonly bankruptcy: Atoms
  /** Share of the cash exchanged that the fund takes at most. */
  readonly feeRate: Ratio
  /** Cash and fee are rounded down in magnitude to a multiple of this; > 0, default one atom. */
  readonly quantum?: bigint
}

/**
 * What a closing fill brings to the insurance fund (> 0), or costs it (< 0).
 *
 *   D = Q - B;   D ≤ 0: the fund pays |D|, all of it;   D > 0: it takes min(⌊|Q| · rate⌋, D)
 *
 * Q cash of the fill · B bankruptcy quote. What is left of a positive D stays with the account.
 *
 * @source dYdX v4, x/clob/keeper/liquidations.go, GetLiquidationInsuranceFundDelta
 */
export const insuranceFundDelta = ({ received, bankruptcy, feeRate, quantum = 1n }: InsuredFill): Atoms => {
  const down = (amount: Atoms): Atoms => atoms(divide(amount, quantum, 'down') * quantum)
  const size = down(atoms(magnitude(received)))
  const difference = atoms((received < 0n ? -size : size) - bankruptcy)
  return difference <= 0n ? difference : least(down(applyRatio(size, feeRate, 'down')), difference)
}
