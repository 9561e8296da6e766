import { atoms, type Atoms } from './exact.ts'

/** Name of an asset, such as `USDC`. */
export type AssetId = string

/** Money: atoms that carry their asset, so that BTC never adds to USDC. */
export interface Amount {
  readonly asset: AssetId
  readonly atoms: Atoms
}

/** Two amounts of different assets met in one sum. It is a bug of the caller. */
export class AssetMismatchError extends Error {
  override readonly name = 'AssetMismatchError'
  constructor(left: AssetId, right: AssetId) {
    super(`an amount of ${right} cannot be added to an amount of ${left}; convert it at a price first`)
  }
}

/** Sum of two amounts of one asset. @throws AssetMismatchError when the assets differ. */
export const addAmounts = (left: Amount, right: Amount): Amount => {
  if (left.asset !== right.asset) throw new AssetMismatchError(left.asset, right.asset)
  return { asset: left.asset, atoms: atoms(left.atoms + right.atoms) }
}
