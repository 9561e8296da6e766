import { lots, type Lots, type Ticks } from '../units/index.ts'
import type { Instrument } from '../instruments/index.ts'
import { tradeChange, type Account, type AccountChange, type OrderId } from '../accounts/index.ts'
import { SettlementError } from './settlement-error.ts'
import type { Cause, Movement } from './types.ts'

export interface FillRequest {
  readonly instrument: Instrument
  readonly taker: Account
  readonly maker: Account
  readonly price: Ticks
  /** Signed from the taker's side: a purchase is > 0. Not 0. */
  readonly size: Lots
  readonly takerOrder: OrderId
  readonly makerOrder: OrderId
}

/** One match, booked on both sides at its price. @throws SettlementError for a match of an account with itself, or of nothing. */
export const fillMovement = (request: FillRequest): Movement => {
  const { instrument, taker, maker, price, size, takerOrder, makerOrder } = request
  const cause: Cause = {
    kind: 'fill',
    instrument: instrument.id,
    price,
    size,
    taker: taker.id,
    maker: maker.id,
    takerOrder,
    makerOrder,
  }
  return { cause, changes: exchange(cause.kind, { instrument, gains: taker, gives: maker, price, size }) }
}

/** Two accounts trade with each other: `gains` receives the signed size. */
export interface Exchange {
  readonly instrument: Instrument
  readonly gains: Account
  readonly gives: Account
  readonly price: Ticks
  readonly size: Lots
}

/** Both sides of a trade, balanced to the atom. @throws SettlementError for one account on both sides, or size 0. */
export const exchange = (
  cause: Cause['kind'],
  { instrument, gains, gives, price, size }: Exchange,
): readonly AccountChange[] => {
  if (gains.id === gives.id) throw new SettlementError(cause, `account ${gains.id} on both sides`, 'name two accounts')
  if (size === 0n) throw new SettlementError(cause, `size 0 of ${instrument.id}`, 'trade a size or do not trade')
  return [tradeChange(gains, instrument, size, price), tradeChange(gives, instrument, lots(-size), price)]
}
