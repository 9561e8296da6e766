import { add, type Sums } from './sums.ts'

/** Sums that a least-squares fit of `width` regressors needs: the upper part XᵀX row by row, Xᵀy, yᵀy, count. */
export const normalWidth = (width: number): number => width * width + width + 2

/** Adds one observation to the normal equations of a stretch. */
export const observe = (sums: Sums, regressors: readonly number[], outcome: number): void => {
  const width = regressors.length
  for (const [row, one] of regressors.entries()) {
    for (const [column, other] of regressors.entries()) add(sums, row * width + column, one * other)
    add(sums, width * width + row, one * outcome)
  }
  add(sums, width * width + width, outcome * outcome)
  add(sums, width * width + width + 1, 1)
}

/** Coefficients of the least-squares fit; NaN each where the regressors do not tell them apart. */
export const coefficients = (sums: Sums, width: number): readonly number[] => {
  const rows = Array.from({ length: width }, (_, row) => [
    ...sums.subarray(row * width, (row + 1) * width),
    sums[width * width + row] ?? Number.NaN,
  ])
  for (let column = 0; column < width; column += 1) if (!eliminate(rows, column)) return rows.map(() => Number.NaN)
  return rows.map((row, at) => (row[width] ?? Number.NaN) / (row[at] ?? Number.NaN))
}

const eliminate = (rows: number[][], column: number): boolean => {
  let pivot = column
  for (let row = column + 1; row < rows.length; row += 1)
    if (Math.abs(rows[row]?.[column] ?? 0) > Math.abs(rows[pivot]?.[column] ?? 0)) pivot = row
  const [top, bottom] = [rows[column], rows[pivot]]
  if (top === undefined || bottom === undefined) return false
  rows[column] = bottom
  rows[pivot] = top
  const head = bottom[column] ?? 0
  if (!(Math.abs(head) > 0)) return false
  for (const [at, row] of rows.entries()) {
    if (at === column) continue
    const factor = (row[column] ?? 0) / head
    for (const [place, value] of bottom.entries()) row[place] = (row[place] ?? 0) - factor * value
  }
  return true
}

/** The middle of the interval in which `loss` falls and then rises, found by halving; `low` < `high`. */
export const minimum = (loss: (at: number) => number, low: number, high: number): number => {
  const golden = (Math.sqrt(5) - 1) / 2
  let [from, to] = [low, high]
  for (let step = 0; step < 60; step += 1) {
    const [left, right] = [to - golden * (to - from), from + golden * (to - from)]
    if (loss(left) <= loss(right)) to = right
    else from = left
  }
  return (from + to) / 2
}
