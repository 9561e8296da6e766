import { math } from '@ebbline/core'
import { applyLevel, createReplayedBook, topOf } from '@ebbline/lab'
import { race, type Contender, type Measurement } from './measurement.ts'

const LEVELS = 1000
const MESSAGES = 400
/** How often the fast book does what the slow one does once. */
const REPEATS = 20
const LEVELS_A_MESSAGE = 20
const MIDDLE = 600_000

/** Updates of a recorded book a second, its best prices read after each message, against a map that is sorted to find them. */
export const benchReplayedBook = (): Measurement => {
  const updates = drawn()
  const { perSec, ratio } = race(replayed(updates), sorted(updates), 15)
  return { name: 'recorded book', unit: 'level updates', perSec, against: 'a map, sorted', ratio, floor: 20 }
}

interface Update {
  readonly side: 'bid' | 'ask'
  readonly price: number
  readonly size: number
}

/** A full book of 1000 levels a side, then messages of 20 levels near the touch; half of the changes take a level away. */
const drawn = (): readonly Update[] => {
  const stream = math.randomStream(1, 12)
  const at = (index: number, distance: number, size: number): Update =>
    index % 2 === 0
      ? { side: 'bid', price: MIDDLE - 1 - distance, size }
      : { side: 'ask', price: MIDDLE + 1 + distance, size }
  return [
    ...Array.from({ length: 2 * LEVELS }, (_, index) => at(index, Math.floor(index / 2), 5)),
    ...Array.from({ length: MESSAGES * LEVELS_A_MESSAGE }, (_, index) =>
      at(index, math.integer(stream, 2 * index, 60), math.integer(stream, 2 * index + 1, 2) * (1 + (index % 9))),
    ),
  ]
}

const replayed = (updates: readonly Update[]): Contender => {
  const book = createReplayedBook()
  return {
    count: updates.length * REPEATS,
    work: () => {
      for (let repeat = 0; repeat < REPEATS; repeat += 1)
        for (const [index, { side, price, size }] of updates.entries()) {
          applyLevel(book, side, price, size)
          if (index % LEVELS_A_MESSAGE === 0) topOf(book)
        }
    },
  }
}

/** The same book as two maps. */
const sorted = (updates: readonly Update[]): Contender => {
  const book = { bid: new Map<number, number>(), ask: new Map<number, number>() }
  return {
    count: updates.length,
    work: () => {
      for (const [index, { side, price, size }] of updates.entries()) {
        if (size === 0) book[side].delete(price)
        else book[side].set(price, size)
        if (index % LEVELS_A_MESSAGE !== 0) continue
        void [...book.bid.keys()].toSorted((one, other) => other - one)
        void [...book.ask.keys()].toSorted((one, other) => one - other)
      }
    },
  }
}
