import { addOrderFlow, bookLevels, queueImbalance, type BookLevels } from '@ebbline/core'
import { replayBook, walkAsks, walkBids, type DepthTape, type ReplayedBook } from '../l2/index.ts'

/** A recorded book looked at in equal steps. One row a step; prices in ticks, sizes in lots of the tape. */
export interface BookSamples {
  readonly levels: number
  readonly stepMs: number
  readonly steps: number
  /** Order flow of each level within the step: `steps` rows of `levels`. */
  readonly flows: Float64Array
  /** Half way between the best prices at the end of the step. */
  readonly mid: Float64Array
  readonly spread: Float64Array
  /** Share by which the best bid outweighs the best ask, and all bids of the levels all asks. */
  readonly topImbalance: Float64Array
  readonly deepImbalance: Float64Array
}

/** How a book is looked at: levels a side, and the length of a step. */
export interface SampleTerms {
  readonly levels: number
  readonly stepMs: number
}

/**
 * The flow of each level, summed over all updates of each step, and the book at the end of it. A step without an update has no flow and
 * the book of the step before. The first step begins with the first update after the snapshot; the last, unfinished one is left out.
 *
 * @throws ReplayError as `replayBook`
 * @source docs/models/order-flow.md, eq. 1
 */
export const sampleBook = (tape: DepthTape, { levels, stepMs }: SampleTerms): BookSamples => {
  const sink = openSamples(levels)
  let [before, after] = [bookLevels(levels), bookLevels(levels)]
  let startUs = Number.NaN
  replayBook(tape, (book, message) => {
    readLevels(book, after)
    if (!message.isSnapshot) {
      if (Number.isNaN(startUs)) startUs = message.receivedUs
      // Updates that came before the snapshot are applied after it, all in the first step.
      const step = Math.max(0, Math.floor((message.receivedUs - startUs) / (stepMs * 1000)))
      sink.closeUpTo(step, before)
      addOrderFlow(before, after, sink.open)
    }
    ;[before, after] = [after, before]
  })
  return sink.done(stepMs)
}

const readLevels = (book: ReplayedBook, out: BookLevels): void => {
  fillSide(out.bidPrice, out.bidSize, (see) => walkBids(book, see))
  fillSide(out.askPrice, out.askSize, (see) => walkAsks(book, see))
}

const fillSide = (
  prices: Float64Array,
  sizes: Float64Array,
  walk: (see: (price: number, size: number) => boolean) => void,
): void => {
  let at = 0
  walk((price, size) => {
    prices[at] = price
    sizes[at] = size
    at += 1
    return at < prices.length
  })
  prices.fill(Number.NaN, at)
  sizes.fill(0, at)
}

interface SampleSink {
  /** Flows of the step that is open. */
  readonly open: Float64Array
  /** Ends every step before the named one with the book as it stood. */
  readonly closeUpTo: (step: number, book: BookLevels) => void
  readonly done: (stepMs: number) => BookSamples
}

const openSamples = (levels: number): SampleSink => {
  const open = new Float64Array(levels)
  const flows: number[] = []
  const [mid, spread, top, deep]: [number[], number[], number[], number[]] = [[], [], [], []]
  return {
    open,
    closeUpTo: (step, book) => {
      while (mid.length < step) {
        flows.push(...open)
        open.fill(0)
        mid.push(((book.bidPrice[0] ?? Number.NaN) + (book.askPrice[0] ?? Number.NaN)) / 2)
        spread.push((book.askPrice[0] ?? Number.NaN) - (book.bidPrice[0] ?? Number.NaN))
        top.push(queueImbalance(book))
        deep.push(balanceOf(book))
      }
    },
    done: (stepMs) => ({
      levels,
      stepMs,
      steps: mid.length,
      flows: Float64Array.from(flows),
      mid: Float64Array.from(mid),
      spread: Float64Array.from(spread),
      topImbalance: Float64Array.from(top),
      deepImbalance: Float64Array.from(deep),
    }),
  }
}

const balanceOf = ({ bidSize, askSize }: BookLevels): number => {
  const [bids, asks] = [bidSize, askSize].map((sizes) => sizes.reduce((sum, size) => sum + size, 0))
  const all = (bids ?? 0) + (asks ?? 0)
  return all === 0 ? 0 : ((bids ?? 0) - (asks ?? 0)) / all
}
