import type { Instrument } from '../instruments/index.ts'
import { positionIn, type Account, type Position } from '../accounts/index.ts'
import { SettlementError } from './settlement-error.ts'

export interface Holder {
  readonly account: Account
  readonly position: Position
}

/**
 * The accounts that hold an instrument, in the given order.
 *
 * @throws SettlementError when their sizes do not sum to 0: someone would pay for a side that is not there.
 */
export const holdersOf = (
  cause: 'funding' | 'expiry',
  instrument: Instrument,
  accounts: Iterable<Account>,
): readonly Holder[] => {
  const holders: Holder[] = []
  let net = 0n
  for (const account of accounts) {
    const position = positionIn(account, instrument.id)
    if (position === undefined) continue
    holders.push({ account, position })
    net += position.size
  }
  if (net !== 0n)
    throw new SettlementError(
      cause,
      `sizes of ${instrument.id} sum to ${net} lots`,
      'hand in every holder of the market',
    )
  return holders
}
