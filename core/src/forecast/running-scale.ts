/** Mean and spread of what has been seen so far, one of each a feature. `takeIntoScale` alone writes it. */
export interface RunningScale {
  readonly counts: Float64Array
  readonly means: Float64Array
  readonly squares: Float64Array
}

/** A scale that has seen nothing. */
export const runningScale = (width: number): RunningScale => ({
  counts: new Float64Array(1),
  means: new Float64Array(width),
  squares: new Float64Array(width),
})

/** Takes a row into the scale. @source Welford, Technometrics 4 (1962) 419 */
export const takeIntoScale = ({ counts, means, squares }: RunningScale, row: Float64Array): void => {
  const count = (counts[0] ?? 0) + 1
  counts[0] = count
  for (const [at, value] of row.entries()) {
    const off = value - (means[at] ?? 0)
    means[at] = (means[at] ?? 0) + off / count
    squares[at] = (squares[at] ?? 0) + off * (value - (means[at] ?? 0))
  }
}

/** A row in deviations from the mean of the past, kept within ±5; 0 where nothing has moved yet. */
export const inDeviations = ({ counts, means, squares }: RunningScale, row: Float64Array): Float64Array =>
  row.map((value, at) => {
    const deviation = Math.sqrt((squares[at] ?? 0) / (counts[0] ?? 1))
    return deviation > 0 ? Math.max(-5, Math.min(5, (value - (means[at] ?? 0)) / deviation)) : 0
  })
