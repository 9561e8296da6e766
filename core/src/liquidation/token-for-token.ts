import { divide, greatest, least, RATIO_ONE, type Atoms } from '../units/index.ts'
import { effectiveBalance, mangoHealth, scaledHealth, type WeighedToken } from '../margin/index.ts'

/** An asset that may be given for a debt, at weights where liquidation ends. */
export interface TokenForToken {
  readonly asset: WeighedToken
  readonly liability: WeighedToken
  /** Health of all else, numeraire atoms. */
  readonly otherHealth: bigint
  /** Atoms of the debt that may be repaid at most. */
  readonly most: bigint
}

/** Balances after the exchange and health at liquidation end; or nothing to give, or nothing to repay. */
export type TokenExchange =
  | { readonly kind: 'rejected' }
  | {
      readonly kind: 'exchanged'
      readonly repaid: bigint
      readonly asset: bigint
      readonly liability: bigint
      readonly health: Atoms
    }

/**
 * Gives one token for a debt in another until health is zero, both at a price of one numeraire atom an atom and without fee.
 *
 *   x = min(-H / (w_liability - w_asset), asset held, asset counted, debt, debt counted, most), not below 0      (8)
 *
 * H health at liquidation end. What is counted holds the profits and losses of the token's perpetuals, so that the loss of one
 * never becomes a debt in its token, nor its profit an asset. The first bound is rounded up; it binds nothing where an exchange
 * frees no health.
 *
 * @source docs/models/mango-health.md, eq. 8
 */
export const tokenForToken = ({ asset, liability, otherHealth, most }: TokenForToken): TokenExchange => {
  const counted = divide(effectiveBalance(asset, 'liquidationEnd'), RATIO_ONE * RATIO_ONE, 'down')
  const owed = divide(-effectiveBalance(liability, 'liquidationEnd'), RATIO_ONE * RATIO_ONE, 'down')
  const mostAsset = least(asset.balance, counted)
  const mostOwed = least(least(most, -liability.balance), owed)
  if (asset.balance <= 0n || liability.balance >= 0n || mostOwed <= 0n || mostAsset <= 0n) return { kind: 'rejected' }
  const repaid = least(least(neededFor(asset, liability, otherHealth), mostAsset), mostOwed)
  const after = [
    { ...asset, balance: asset.balance - repaid },
    { ...liability, balance: liability.balance + repaid },
  ] as const
  return {
    kind: 'exchanged',
    repaid,
    asset: after[0].balance,
    liability: after[1].balance,
    health: mangoHealth(after, 'liquidationEnd', otherHealth),
  }
}

/** ⌈-H / (w_liability - w_asset)⌉, not below 0; all there is where health is missing and nothing would free it. */
const neededFor = (asset: WeighedToken, liability: WeighedToken, otherHealth: bigint): bigint => {
  const missing = -(scaledHealth([asset, liability], 'liquidationEnd') + otherHealth * RATIO_ONE ** 5n)
  const freed = liability.initial.liability - asset.initial.asset
  if (missing <= 0n || freed < 0n) return 0n
  return freed === 0n ? asset.balance : greatest(0n, divide(missing, freed * RATIO_ONE ** 4n, 'up'))
}
