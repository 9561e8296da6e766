import { lots, type Lots, type Ticks } from '../units/index.ts'
import type { Instrument } from '../instruments/index.ts'
import { closedBy, sizeIn, type Account } from '../accounts/index.ts'
import { exchange } from './fill.ts'
import { SettlementError } from './settlement-error.ts'
import type { Movement } from './types.ts'

export interface Takeover {
  readonly instrument: Instrument
  readonly from: Account
  readonly to: Account
  /** Signed size that `to` gains; `from` must hold at least as much on the same side. */
  readonly size: Lots
  readonly price: Ticks
}

/**
 * A position, or part of it, moves from one account to another at a stated price, as if they had traded there.
 *
 * @throws SettlementError when `from` does not hold that much, or an account is on both sides.
 */
export const takeoverMovement = ({ instrument, from, to, size, price }: Takeover): Movement => {
  requireHolding('takeover', from, instrument, lots(-size))
  return {
    cause: { kind: 'takeover', account: from.id, receiver: to.id, instrument: instrument.id, price, size },
    changes: exchange('takeover', { instrument, gains: to, gives: from, price, size }),
  }
}

export interface Deleveraging {
  readonly instrument: Instrument
  readonly defaulter: Account
  readonly counterparty: Account
  /** Signed trade of the counterparty; it closes that much on both sides and turns neither. */
  readonly size: Lots
  readonly price: Ticks
}

/**
 * Two opposite positions close against each other at a stated price.
 *
 * @throws SettlementError when either side would open or turn, or an account is on both sides.
 */
export const adlMovement = ({ instrument, defaulter, counterparty, size, price }: Deleveraging): Movement => {
  requireHolding('adl', defaulter, instrument, lots(-size))
  requireHolding('adl', counterparty, instrument, size)
  return {
    cause: {
      kind: 'adl',
      account: defaulter.id,
      counterparty: counterparty.id,
      instrument: instrument.id,
      price,
      size,
    },
    changes: exchange('adl', { instrument, gains: counterparty, gives: defaulter, price, size }),
  }
}

/** The trade must close and nothing else: a hand-over never opens a position of the one who gives it up. */
const requireHolding = (cause: 'takeover' | 'adl', account: Account, instrument: Instrument, trade: Lots): void => {
  const held = sizeIn(account, instrument.id)
  if (closedBy(held, trade) !== -trade)
    throw new SettlementError(
      cause,
      `account ${account.id} holds ${held} lots of ${instrument.id} and would trade ${trade}`,
      'close at most what it holds',
    )
}
