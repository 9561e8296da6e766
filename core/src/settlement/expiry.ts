import { atoms, lots, NO_LOTS, type Atoms, type Ticks } from '../units/index.ts'
import { positionValue, type Instrument } from '../instruments/index.ts'
import type { Account, AccountChange, AccountId } from '../accounts/index.ts'
import { cashChange } from './cash.ts'
import { holdersOf, type Holder } from './holders.ts'
import type { Movement } from './types.ts'

export interface ExpiryRequest {
  readonly instrument: Instrument
  /** Settlement price. */
  readonly price: Ticks
  /** All holders of the instrument; their sizes sum to 0. Others are ignored. */
  readonly accounts: Iterable<Account>
  /** Receives what rounding leaves: less than one atom a holder, never below 0. */
  readonly roundingAccount: AccountId
}

/**
 * Every position closed at the settlement price: profit ⌊V(size, price)⌋ - entryValue becomes cash.
 *
 * Each value is rounded against its account; the dust goes to the rounding account, so the movement balances to the atom.
 *
 * @throws SettlementError when sizes do not sum to 0.
 */
export const expiryMovement = ({ instrument, price, accounts, roundingAccount }: ExpiryRequest): Movement => {
  const holders = holdersOf('expiry', instrument, accounts)
  const values = holders.map(({ position }) => positionValue(instrument, position.size, price, 'down'))
  const dust = atoms(-values.reduce((sum, value) => sum + value, 0n))
  const closed = holders.map((holder, at) => closing(holder, instrument, values[at] ?? atoms(0n)))
  const changes = dust === 0n ? closed : [...closed, cashChange(roundingAccount, instrument.settle, dust)]
  return { cause: { kind: 'expiry', instrument: instrument.id, price }, changes }
}

const closing = ({ account, position }: Holder, instrument: Instrument, value: Atoms): AccountChange => {
  const profit = atoms(value - position.entryValue)
  return {
    account: account.id,
    cash: profit === 0n ? [] : [{ asset: instrument.settle, atoms: profit }],
    positions: [
      {
        instrument: instrument.id,
        size: lots(NO_LOTS - position.size),
        entryValue: atoms(-position.entryValue),
      },
    ],
  }
}
