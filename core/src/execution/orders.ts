import { lots, type Lots, type Ticks } from '../units/index.ts'
import type { InstrumentId } from '../instruments/index.ts'
import type { Order, OrderId, TimeInForce } from '../market/index.ts'

/** One leg of a plan: signed lots to trade, at `limit` or better; null = any price. */
export interface OrderLeg {
  readonly instrument: InstrumentId
  /** Buys are > 0. */
  readonly size: Lots
  readonly limit: Ticks | null
}

export interface LegOrder {
  readonly leg: OrderLeg
  readonly owner: string
  readonly id: OrderId
  readonly timeInForce: TimeInForce
  /** Most lots that it may fill without turning the position; null for an order that may open one. */
  readonly reducible: Lots | null
}

/** The order that carries out a leg: the sign of the size becomes the side. */
export const orderFromLeg = ({ leg, owner, id, timeInForce, reducible }: LegOrder): Order => ({
  id,
  owner,
  instrument: leg.instrument,
  side: leg.size < 0n ? 'sell' : 'buy',
  size: leg.size < 0n ? lots(-leg.size) : leg.size,
  limit: leg.limit,
  timeInForce,
  reducible,
})
