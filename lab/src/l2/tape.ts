/**
 * Recorded book messages of one market in columns, one row a price level, in order of receipt. Prices are whole ticks, sizes
 * whole lots, both below 2^53; a size is what stands at a price afterwards, 0 removes the level.
 */
export interface DepthTape {
  readonly rows: number
  /** Receipt by the recorder, microseconds UTC. */
  readonly receivedUs: Float64Array
  /** Exchange time, ms UTC; NaN where the message has none. */
  readonly eventMs: Float64Array
  /** 1 for a level of a snapshot, 0 for an update. */
  readonly isSnapshot: Uint8Array
  readonly firstId: Float64Array
  readonly lastId: Float64Array
  /** `lastId` of the message before, NaN where the venue names none. */
  readonly previousId: Float64Array
  /** 1 for bids, 0 for asks. */
  readonly isBid: Uint8Array
  readonly price: Float64Array
  readonly size: Float64Array
  /** Price of one tick, in the quote asset. */
  readonly tickSize: number
  /** Size of one lot, in base units or contracts. */
  readonly lotSize: number
}

/** One message of a tape: its rows, its ids, and when it was received. */
export interface DepthMessage {
  readonly from: number
  /** First row after it. */
  readonly to: number
  readonly isSnapshot: boolean
  readonly receivedUs: number
  readonly eventMs: number
  readonly firstId: number
  readonly lastId: number
  readonly previousId: number
}

/** The messages of a tape in order of receipt: consecutive rows with the same kind, time of receipt and last id. */
export function* messagesOf(tape: DepthTape): Generator<DepthMessage, void, undefined> {
  for (let from = 0; from < tape.rows;) {
    let to = from + 1
    while (to < tape.rows && isSameMessage(tape, from, to)) to += 1
    yield {
      from,
      to,
      isSnapshot: tape.isSnapshot[from] === 1,
      receivedUs: tape.receivedUs[from] ?? Number.NaN,
      eventMs: tape.eventMs[from] ?? Number.NaN,
      firstId: tape.firstId[from] ?? Number.NaN,
      lastId: tape.lastId[from] ?? Number.NaN,
      previousId: tape.previousId[from] ?? Number.NaN,
    }
    from = to
  }
}

const isSameMessage = ({ isSnapshot, receivedUs, lastId }: DepthTape, one: number, other: number): boolean =>
  isSnapshot[one] === isSnapshot[other] && lastId[one] === lastId[other] && receivedUs[one] === receivedUs[other]
