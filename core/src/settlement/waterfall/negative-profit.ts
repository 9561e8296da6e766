import { greatest, least, RATIO_ONE, type Ratio } from '../../units/index.ts'
import { insuranceCover } from './insurance-cover.ts'

/** An account whose perpetual owes more than it will earn; money in atoms of the token that it settles in. */
export interface NegativeProfit {
  readonly settleToken: bigint
  /** Unsettled profit of the perpetual; there is nothing to do unless it is < 0. */
  readonly profit: bigint
  /** Health of all else, numeraire atoms. */
  readonly otherHealth: bigint
  /** Numeraire atoms for an atom of the token, 1e-18, and of what the fund holds. */
  readonly price: Ratio
  readonly insurancePrice: bigint
  /** Weights of the token where liquidation ends: > 0. */
  readonly assetWeight: Ratio
  readonly liabilityWeight: Ratio
  /** Atoms that may be settled, and that a liquidator will take over, at most. */
  readonly settleLimit: bigint
  readonly mostTaken: bigint
  readonly fee: Ratio
  /** Atoms of its own that the fund holds. */
  readonly insuranceAvailable: bigint
}

/** What became of the loss. Exact fractions: numerators over `per`. */
export type LossSettled =
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'settled'
      readonly per: bigint
      readonly settleToken: bigint
      readonly profit: bigint
      readonly liquidatorToken: bigint
      readonly liquidatorProfit: bigint
      readonly socialised: bigint
      /** Whole atoms of the fund. */
      readonly insurancePaid: bigint
    }

/**
 * Settles a loss against what the account's collateral allows, then lets the insurance fund pay a liquidator to take over what health
 * still lacks, and shares the rest only when the fund is empty.
 *
 *   S = v(b) + other       settled = min(S paid out of b, settle limit, -n, most taken)                          (10)
 *   H = v(b + n) + other   from all = min(-n, what lifts b + n to H = 0)       to liquidator = min(from all, most taken)   (11)
 *   socialised = from all - covered, if the fund is empty                                                        (12)
 *
 * b settle token · n profit < 0 · v(z) = z·P·w_asset for z > 0, z·P·w_liability below. (11) and (12) only once (10) met no limit of
 * the liquidator. Everything is exact over P·w_asset·w_liability.
 *
 * @source docs/models/mango-health.md, eq. 10 to 12
 */
export const settleNegativeProfit = (account: NegativeProfit): LossSettled => {
  if (account.profit >= 0n) return { kind: 'nothing' }
  const per = account.price * account.assetWeight * account.liabilityWeight
  const loss = -account.profit * per
  const mostSettled = greatest(0n, least(least(capacity(account), account.settleLimit * per), loss))
  const settled = least(mostSettled, account.mostTaken * per)
  const open = settled === mostSettled ? least(loss - settled, needed(account)) : 0n
  const taken = least(open, account.mostTaken * per - settled)
  const cover = insuranceCover({
    loss: taken,
    per,
    price: account.price,
    insurancePrice: account.insurancePrice,
    fee: account.fee,
    available: account.insuranceAvailable,
  })
  const socialised = cover.emptied ? open - cover.covered : 0n
  return {
    kind: 'settled',
    per,
    settleToken: account.settleToken * per - settled,
    profit: settled + cover.covered + socialised - loss,
    liquidatorToken: settled,
    liquidatorProfit: -settled - cover.covered,
    socialised,
    insurancePaid: cover.paid,
  }
}

/** Value of a balance of the token in 1e-36 numeraire atoms. */
const valueOf = ({ price, assetWeight, liabilityWeight }: NegativeProfit, balance: bigint): bigint =>
  balance * price * (balance > 0n ? assetWeight : liabilityWeight)

const scaled = (health: bigint): bigint => health * RATIO_ONE * RATIO_ONE

/** What may leave the settle token until all else cannot carry it, over `per`. */
const capacity = (account: NegativeProfit): bigint => {
  const { settleToken, otherHealth, price, assetWeight, liabilityWeight } = account
  const held = valueOf(account, settleToken)
  const health = held + scaled(otherHealth)
  if (health <= 0n) return 0n
  if (settleToken <= 0n) return health * assetWeight
  if (health <= held) return health * liabilityWeight
  return settleToken * price * assetWeight * liabilityWeight + (health - held) * assetWeight
}

/** What must be added to the settle token with its loss to bring health to zero, over `per`. */
const needed = (account: NegativeProfit): bigint => {
  const { price, assetWeight, liabilityWeight } = account
  const balance = account.settleToken + account.profit
  const value = valueOf(account, balance)
  const missing = -(value + scaled(account.otherHealth))
  if (missing <= 0n) return 0n
  if (balance >= 0n) return missing * liabilityWeight
  if (missing <= -value) return missing * assetWeight
  return -balance * price * assetWeight * liabilityWeight + (missing + value) * liabilityWeight
}
