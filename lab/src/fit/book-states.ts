import { midOf, replayBook, topOf, walkBids, walkAsks, type DepthTape, type ReplayedBook } from '../l2/index.ts'

/** A recorded book looked at in even steps. Depths are cumulative from mid, in lots of the tape. */
export interface BookStates {
  readonly stepUs: number
  /** Receipt time of the first look, microseconds UTC; look i is at firstUs + i · stepUs. */
  readonly firstUs: number
  /** Ticks. */
  readonly mid: Float64Array
  readonly spreadBps: Float64Array
  readonly bps: readonly number[]
  /** One array a band, one value a look; NaN where the band reaches beyond what the snapshot showed. */
  readonly bid: readonly Float64Array[]
  readonly ask: readonly Float64Array[]
}

/** Prices within which the snapshot showed everything: beyond them a level is known only once it was touched. */
interface KnownRange {
  readonly low: number
  readonly high: number
}

/**
 * Looks at the book of a tape every `stepUs` microseconds of receipt: what stood after the last message at or before that time.
 *
 * @throws ReplayError as `replayBook` does
 */
export const bookStates = (tape: DepthTape, stepUs: number, bps: readonly number[]): BookStates => {
  const looks: Look[] = []
  let known: KnownRange = { low: Number.NaN, high: Number.NaN }
  let [firstUs, nextUs] = [Number.NaN, Number.NaN]
  replayBook(tape, (book, message, next) => {
    if (message.isSnapshot) known = rangeOf(book)
    if (message.isSnapshot || next === null) return
    if (Number.isNaN(nextUs)) firstUs = nextUs = Math.ceil(message.receivedUs / stepUs) * stepUs
    if (nextUs >= next.receivedUs) return
    const look = lookAt(book, bps, known)
    for (; nextUs < next.receivedUs; nextUs += stepUs) looks.push(look)
  })
  const column = (value: (look: Look) => number): Float64Array => Float64Array.from(looks, value)
  return {
    stepUs,
    firstUs,
    mid: column((look) => look.mid),
    spreadBps: column((look) => look.spreadBps),
    bps,
    bid: bps.map((_, band) => column((look) => look.bid[band] ?? Number.NaN)),
    ask: bps.map((_, band) => column((look) => look.ask[band] ?? Number.NaN)),
  }
}

interface Look {
  readonly mid: number
  readonly spreadBps: number
  readonly bid: readonly number[]
  readonly ask: readonly number[]
}

const lookAt = (book: ReplayedBook, bps: readonly number[], known: KnownRange): Look => {
  const { bid, ask } = topOf(book)
  const mid = midOf(book)
  const below = bps.map((each) => mid * (1 - each / 10_000))
  const above = bps.map((each) => mid * (1 + each / 10_000))
  return {
    mid,
    spreadBps: ((ask - bid) / mid) * 10_000,
    bid: within(
      (see) => walkBids(book, see),
      below,
      (price, edge) => price >= edge && edge >= known.low,
    ),
    ask: within(
      (see) => walkAsks(book, see),
      above,
      (price, edge) => price <= edge && edge <= known.high,
    ),
  }
}

/** Size up to each edge, the nearest edge first; NaN for an edge beyond the known range. */
const within = (
  walk: (see: (price: number, size: number) => boolean) => void,
  edges: readonly number[],
  holds: (price: number, edge: number) => boolean,
): readonly number[] => {
  const sums: number[] = []
  let sum = 0
  let band = 0
  walk((price, size) => {
    while (band < edges.length && !holds(price, edges[band] ?? Number.NaN)) {
      sums.push(sum)
      band += 1
    }
    sum += size
    return band < edges.length
  })
  return edges.map((edge, at) => (holds(edge, edge) ? (sums[at] ?? sum) : Number.NaN))
}

const rangeOf = (book: ReplayedBook): KnownRange => {
  let [low, high] = [Number.NaN, Number.NaN]
  walkBids(book, (price) => {
    low = price
    return true
  })
  walkAsks(book, (price) => {
    high = price
    return true
  })
  return { low, high }
}
