import type { Order } from '../../market/index.ts'
import { slotsOf } from './levels.ts'
import type { Venue } from './matching.ts'

/** An order that rests, and its slot. */
export interface RestingOrder {
  readonly slot: number
  readonly order: Order
}

/** All orders that rest at a venue, first come first. */
export const restingOf = ({ books, slots }: Venue): readonly RestingOrder[] =>
  [...books.values()]
    .flatMap(({ bids, asks }) => [bids, asks])
    .flatMap(({ levels }) =>
      slotsOf(slots, levels).flatMap((slot) => {
        const order = slots.orders[slot]
        return order === undefined || order === null ? [] : [{ slot, order }]
      }),
    )
    .toSorted((one, other) => (slots.sequences[one.slot] ?? 0) - (slots.sequences[other.slot] ?? 0))
