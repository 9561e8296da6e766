import { divide, greatest, least, RATIO_ONE, type Atoms, type Ratio } from '../units/index.ts'
import { effectiveBalance, mangoHealth, scaledHealth, type WeighedToken } from '../margin/index.ts'

/** An asset that may be given for a debt, at weights where liquidation ends. */
export interface TokenForToken {
  readonly asset: WeighedToken
  readonly liability: WeighedToken
  /** Health of all else, numeraire atoms. */
  readonly otherHealth: bigint
  /** Atoms of the debt that may be repaid at most. */
  readonly most: bigint
  /** What the one who repays is given on top, 1e-18. */
  readonly fee: Ratio
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
 * Gives one token for a debt in another until health is zero, both at a price of one numeraire atom an atom.
 *
 *   x = min(-H / (w_liability - (1 + fee)·w_asset), asset / (1 + fee), debt, most), not below 0      given = x·(1 + fee)      (8)
 *
 * asset and debt: the smaller of what is held and what is counted. H health at liquidation end. What is counted holds the profits and losses of the token's perpetuals, so that the loss of one
 * never becomes a debt in its token, nor its profit an asset. The first bound is rounded up; it binds nothing where an exchange
 * frees no health.
 *
 * @source docs/models/mango-health.md, eq. 8
 */
export const tokenForToken = (terms: TokenForToken): TokenExchange => {
  const { asset, liability, otherHealth, most, fee } = terms
  const counted = divide(effectiveBalance(asset, 'liquidationEnd'), RATIO_ONE * RATIO_ONE, 'down')
  const owed = divide(-effectiveBalance(liability, 'liquidationEnd'), RATIO_ONE * RATIO_ONE, 'down')
  const mostAsset = least(asset.balance, counted)
  const mostOwed = least(least(most, -liability.balance), owed)
  if (asset.balance <= 0n || liability.balance >= 0n || mostOwed <= 0n || mostAsset <= 0n) return { kind: 'rejected' }
  const mostGiven = divide(mostAsset * RATIO_ONE, RATIO_ONE + fee, 'down')
  const repaid = least(least(neededFor(terms), mostGiven), mostOwed)
  const after = [
    { ...asset, balance: asset.balance - divide(repaid * (RATIO_ONE + fee), RATIO_ONE, 'up') },
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

/** ⌈-H / (w_liability - (1 + fee)·w_asset)⌉, not below 0; all there is where health is missing and nothing would free it. */
const neededFor = ({ asset, liability, otherHealth, fee }: TokenForToken): bigint => {
  const missing = -(scaledHealth([asset, liability], 'liquidationEnd') + otherHealth * RATIO_ONE ** 5n)
  const freed = liability.initial.liability * RATIO_ONE - asset.initial.asset * (RATIO_ONE + fee)
  if (missing <= 0n || freed < 0n) return 0n
  return freed === 0n ? asset.balance : greatest(0n, divide(missing, freed * RATIO_ONE ** 3n, 'up'))
}
