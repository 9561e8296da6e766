/** Numbers of many rows, one array a column: 8 bytes a value, doubled when full. */
export interface ColumnsInMaking {
  /** One value for each column. */
  readonly add: (values: readonly number[]) => void
  readonly rows: () => number
  /** A copy of one column. */
  readonly column: (index: number) => Float64Array
}

/** Starts without rows. */
export const openColumns = (width: number): ColumnsInMaking => {
  let values = new Float64Array(width * 1024)
  let used = 0
  return {
    add: (row) => {
      if (used === values.length) {
        const longer = new Float64Array(values.length * 2)
        longer.set(values)
        values = longer
      }
      values.set(row, used)
      used += width
    },
    rows: () => used / width,
    column: (index) => {
      const column = new Float64Array(used / width)
      for (let row = 0; row < column.length; row += 1) column[row] = values[row * width + index] ?? Number.NaN
      return column
    },
  }
}
