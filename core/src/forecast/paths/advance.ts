/** Paths from − to of one asset and the draws of one step for them, draw i for path from + i. */
export type Slice = {
  readonly logSpot: Float64Array
  /** v of every path; of length 0 where volatility is constant. */
  readonly variance: Float64Array
  readonly from: number
  readonly count: number
  /** Standard normals that drive the price and are independent of the variance. */
  readonly normals: Float64Array
  /** Random words, two a path: the first made the normal, the second drives the variance. */
  readonly words: Int32Array
}

/** Moves the paths of a slice by one step, in place. */
export type Advance = (slice: Slice) => void
