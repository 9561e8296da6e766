import { atoms, divide, RATIO_ONE, type Atoms, type Lots, type Ratio, type Ticks } from '../units/index.ts'
import type { Instrument } from '../instruments/index.ts'
import type { Account, AccountId } from '../accounts/index.ts'
import { cashChange } from './cash.ts'
import { holdersOf } from './holders.ts'
import { SettlementError } from './settlement-error.ts'
import type { Movement } from './types.ts'

export interface FundingRequest {
  /** A perpetual; others have no funding. */
  readonly instrument: Instrument
  /** Longs pay this share of their notional when it is > 0, shorts when it is < 0. */
  readonly rate: Ratio
  readonly price: Ticks
  /** All holders of the instrument; their sizes sum to 0. Others are ignored. */
  readonly accounts: Iterable<Account>
  /** Receives what rounding leaves: less than one atom a holder, never below 0. */
  readonly roundingAccount: AccountId
}

/**
 * Funding between longs and shorts.
 *
 *   payment = ⌈±notional(size, price) · rate⌉        + for longs, - for shorts; < 0 is received
 *
 * Every payment is rounded against its account; the sum, which is the dust, goes to the rounding account.
 *
 * @throws SettlementError for an instrument without funding, and when sizes do not sum to 0.
 */
export const fundingMovement = (request: FundingRequest): Movement => {
  const { instrument, rate, price, roundingAccount } = request
  if (instrument.kind !== 'linear-perpetual' && instrument.kind !== 'inverse-perpetual')
    throw new SettlementError('funding', `${instrument.id} is a ${instrument.kind}`, 'fund perpetuals only')
  const payments = holdersOf('funding', instrument, request.accounts).map(({ account, position }) => ({
    account: account.id,
    atoms: paymentOf(instrument, position.size, { price, rate }),
  }))
  const dust = payments.reduce((sum, payment) => sum + payment.atoms, 0n)
  const changes = [...payments, { account: roundingAccount, atoms: atoms(-dust) }]
    .filter((payment) => payment.atoms !== 0n)
    .map((payment) => cashChange(payment.account, instrument.settle, atoms(-payment.atoms)))
  return { cause: { kind: 'funding', instrument: instrument.id, rate, price }, changes }
}

const paymentOf = (
  { kind, scale }: Instrument,
  size: Lots,
  { price, rate }: { readonly price: Ticks; readonly rate: Ratio },
): Atoms => {
  const { numerator, denominator } = scale
  return kind === 'inverse-perpetual'
    ? atoms(divide(size * numerator * rate, denominator * price * RATIO_ONE, 'up'))
    : atoms(divide(size * price * numerator * rate, denominator * RATIO_ONE, 'up'))
}
