/** One price level of a recorded book message. `price` and `qty` are exact: whole numbers of 1e-8, below 2^53. */
export interface DepthRow {
  /** Line in the file; the header is row 1. */
  readonly row: number
  /** Receipt by the recorder, microseconds UTC. */
  readonly recvUs: number
  /** Time of the exchange, ms UTC; null where the message has none. */
  readonly eventMs: number | null
  /** `s` a level of a snapshot, `u` an update. */
  readonly kind: 's' | 'u'
  readonly firstId: number
  readonly lastId: number
  /** `lastId` of the message before; null on spot and in snapshots. */
  readonly prevId: number | null
  /** `b` bid, `a` ask. */
  readonly side: 'b' | 'a'
  /** Quote currency, in 1e-8. */
  readonly price: number
  /** What stands there afterwards: base asset, or contracts, in 1e-8; 0 removes the level. */
  readonly qty: number
}
