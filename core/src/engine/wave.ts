import { atoms, greatest, lots, magnitude, NO_ATOMS, type Atoms, type Lots, type Ticks } from '../units/index.ts'
import type { Instrument } from '../instruments/index.ts'
import type { AccountId } from '../accounts/index.ts'
import type { Desk } from './desk.ts'
import { accountOf } from './state.ts'
import { equityNow } from './view.ts'

/** A position that no fund or vault could take: `size` (signed) needs counterparties at `price`, found by `rule`. */
export interface Demand {
  readonly account: AccountId
  readonly instrument: Instrument
  readonly price: Ticks
  readonly size: Lots
  readonly rule: string
}

/** Who paid how much for one account below zero, numeraire atoms. */
export interface Payments {
  readonly missing: Atoms
  fund: bigint
  vault: bigint
  adl: bigint
  socialised: bigint
}

/**
 * What one round leaves to be settled for all its accounts together: positions to be deleveraged, and debts to be shared.
 * Each is allotted once a round over everybody, so that nobody's share depends on who defaulted first.
 */
export interface Wave {
  readonly demands: Demand[]
  /** Flat accounts whose debt all others share. */
  readonly losses: AccountId[]
  readonly payments: Map<AccountId, Payments>
}

/** A wave before its round. */
export const createWave = (): Wave => ({ demands: [], losses: [], payments: new Map() })

/** The payments of an account, opened with what it misses now. */
export const paymentsOf = (desk: Desk, wave: Wave, account: AccountId): Payments => {
  const known = wave.payments.get(account)
  if (known !== undefined) return known
  const equity = equityNow(desk.state, accountOf(desk.state, account))
  const fresh: Payments = { ...openPayments(wave, account), missing: atoms(greatest(0n, -equity)) }
  wave.payments.set(account, fresh)
  return fresh
}

/** The payments of an account so far, or none, whatever it misses now. */
export const openPayments = (wave: Wave, account: AccountId): Payments =>
  wave.payments.get(account) ?? { missing: NO_ATOMS, fund: 0n, vault: 0n, adl: 0n, socialised: 0n }

/** Says for every account that was below zero in this round who paid, and what nobody could. */
export const reportShortfalls = (desk: Desk, wave: Wave): void => {
  for (const [account, paid] of wave.payments) {
    if (paid.missing === 0n) continue
    const equity = equityNow(desk.state, accountOf(desk.state, account))
    const unmet = greatest(0n, -equity)
    const others = paid.fund + paid.vault + paid.adl + paid.socialised
    desk.emit({
      kind: 'shortfall',
      account,
      atoms: paid.missing,
      fund: atoms(paid.fund),
      vault: atoms(paid.vault),
      adl: atoms(paid.adl),
      socialised: atoms(paid.socialised),
      unmet: atoms(unmet),
      dust: atoms(paid.missing - others - unmet),
    })
  }
}

/** A positive quantity with the sign of `like`. */
export const signed = (quantity: Lots, like: Lots): Lots => (like < 0n ? lots(-quantity) : quantity)

/** Magnitude as lots. */
export const gross = (size: Lots): Lots => lots(magnitude(size))

/** Cost split into what the account lost and what others put in, numeraire atoms. */
export const slippageOrCover = (cost: Atoms): { readonly slippage: Atoms; readonly covered: Atoms } =>
  cost >= 0n ? { slippage: cost, covered: NO_ATOMS } : { slippage: NO_ATOMS, covered: atoms(-cost) }
