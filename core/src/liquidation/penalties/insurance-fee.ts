import { divide, greatest, least, ratio } from '../../units/index.ts'
import { decimal, decimalIn, ONE, outside, schemaOf } from '../parameters.ts'
import { largestHeld } from '../largest-held.ts'
import { BASE_ONE, MILLION, positionTerms, toRate, type ShortMarket } from '../short-market.ts'
import type { LiquidationView, PenaltyStrategy } from '../types.ts'
import { FEE_RAMP, feeRampIn, feeRampProblems } from './fee-ramp.ts'

/**
 * The insurance fee [1e-6] that a position of `base` [1e-9] can pay without using up what its hand-over frees: 95 % of what the
 * shortage leaves of it.
 *
 *   fee = min(most, ⌊19/20 · max(0, marginRate - keeperFee - ⌊⌊shortage / base⌋ / price⌋)⌋)
 *
 * @returns 0 without a price or a position, and where the keeper's fee takes all that is freed.
 * @source docs/policies/drift-v2.md, eq. 3
 */
export const insuranceFeeRate = (market: ShortMarket, base: bigint, most: bigint): bigint => {
  const { shortage, marginRate, keeperFee } = market
  const price = divide(market.price * market.quotePrice, MILLION, 'down')
  if (price === 0n || base === 0n || marginRate <= keeperFee) return 0n
  const missing = divide(divide(shortage * BASE_ONE, base, 'down') * MILLION, price, 'down')
  return least(most, divide(19n * greatest(0n, marginRate - keeperFee - missing), 20n, 'down'))
}

/**
 * The keeper's fee as in `fee-ramp`, and for the fund as much as the account's largest position can bear: the fee itself never makes it bankrupt. Both are
 * rounded down.
 */
export const insuranceFee: PenaltyStrategy = {
  name: 'insurance-fee',
  formula: 'fund: min(most, 0.95·max(0, m + b - fL - S/N)); keeper: fL as in fee-ramp',
  schema: schemaOf({
    most: decimal('most that the fund takes, a share of notional, at most 1'),
    buffer: decimal('buffer on the maintenance rate, at most 1; that of the exit'),
    ...FEE_RAMP,
  }),
  check: (parameters) => [
    ...outside(parameters, 'most', { atMost: ONE }, 'give a share of notional such as 0.01'),
    ...outside(parameters, 'buffer', { atMost: ONE }, 'give a share of notional such as 0.02'),
    ...feeRampProblems(parameters),
  ],
  create: (parameters) => {
    const [most, buffer] = [toRate(decimalIn(parameters, 'most')), decimalIn(parameters, 'buffer')]
    const keeperFee = feeRampIn(parameters)
    const rate = (view: LiquidationView, keeper: bigint): bigint => {
      const id = largestHeld(view)
      const market = id === null ? null : positionTerms(view, id, buffer)
      if (market === null) return 0n
      const short = { ...market, shortage: market.marketShortage, keeperFee: toRate(keeper) }
      return insuranceFeeRate(short, market.base, most)
    }
    return (view) => {
      const keeper = keeperFee(view)
      const fund = ratio(rate(view, keeper) * 10n ** 12n)
      return { rate: fund, base: 'notional', cap: 'none', round: 'down', keeper: ratio(keeper) }
    }
  },
}
