import type { Lots } from '../../units/index.ts'
import type { OrderId, RejectReason } from '../../market/index.ts'

/** How an order ended: filled, rejected with a reason, or cancelled with what of its size never filled. */
export type Ending = 'filled' | RejectReason | Lots

/** All orders that are done, in the order in which they ended, kept for ever. */
export interface Endings {
  /** @returns the number of the new ending. */
  readonly add: (id: OrderId, ending: Ending) => number
  readonly nameOf: (number: number) => OrderId
  readonly endingOf: (number: number) => Ending
  /** Ids and endings, first come first. */
  readonly all: () => readonly (readonly [id: OrderId, ending: Ending])[]
  readonly clear: () => void
}

/** Endings lie in chunks, because an array that grows is copied over and over. */
const CHUNK = 1 << 10

export const createEndings = (): Endings => {
  let names: OrderId[][] = []
  let endings: Ending[][] = []
  let count = 0
  let lastNames: OrderId[] = []
  let lastEndings: Ending[] = []
  const nameOf = (number: number): OrderId => names[number >> 10]?.[number & (CHUNK - 1)] ?? ''
  const endingOf = (number: number): Ending => endings[number >> 10]?.[number & (CHUNK - 1)] ?? 'filled'
  return {
    add: (id, ending) => {
      if ((count & (CHUNK - 1)) === 0) {
        lastNames = []
        lastEndings = []
        names.push(lastNames)
        endings.push(lastEndings)
      }
      lastNames.push(id)
      lastEndings.push(ending)
      count += 1
      return count - 1
    },
    nameOf,
    endingOf,
    all: () => Array.from({ length: count }, (_, number) => [nameOf(number), endingOf(number)] as const),
    clear: () => {
      names = []
      endings = []
      count = 0
    },
  }
}
