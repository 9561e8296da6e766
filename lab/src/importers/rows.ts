import type { CsvBatch, CsvTable } from './csv.ts'
import { openFlaws, type FlawBook } from './flaws.ts'
import { manifestOf, type FlawKind, type Gaps, type Manifest } from './manifest.ts'
import { openTimeline, type Rhythm } from './timeline.ts'

/** How the rows of one format are read and judged. `T` is one row. */
export interface RowFormat<T> {
  readonly format: string
  readonly rhythm: Rhythm
  /** Columns that `read` looks at; all others are named in the manifest as not read. */
  readonly columns: readonly string[]
  readonly units: readonly string[]
  readonly limits: readonly string[]
  /** Flaws that belong to the format. */
  readonly allowed?: readonly FlawKind[]
  /** @throws WireError for a row that is none */
  readonly read: (batch: CsvBatch, index: number) => T
  /** Series and time [ms UTC] of a row; null for rows without a time. */
  readonly moment: (row: T) => { readonly series: string; readonly timeMs: number } | null
  /** Notes what is wrong with a row that can be read; false refuses the row. `inOrder` says that its time follows its series. */
  readonly judge?: (row: T, at: number, flaws: FlawBook, inOrder: boolean) => boolean
  /** Notes what only the end shows. */
  readonly end?: (flaws: FlawBook) => void
  /** Limits that only the end shows. */
  readonly limitsAtEnd?: () => readonly string[]
}

/** Walks through a table once, gives each row that is not refused to `take`, in the order of the file, and ends with the manifest. */
export const scanRows = async <T>(
  table: CsvTable,
  format: RowFormat<T>,
  take: (row: T) => void = () => {},
): Promise<Manifest> => {
  const flaws = openFlaws(format.allowed)
  const timeline = openTimeline(format.rhythm, flaws)
  let rows = 0
  let refused = 0
  for await (const batch of table.batches)
    for (let index = 0; index < batch.count; index += 1) {
      const row = format.read(batch, index)
      const at = batch.firstRow + index
      const moment = format.moment(row)
      const inOrder = moment === null || timeline.take(moment.series, moment.timeMs, at)
      rows += 1
      if (format.judge?.(row, at, flaws, inOrder) === false) refused += 1
      else take(row)
    }
  format.end?.(flaws)
  const { columns, file } = table
  const unread = columns.filter((name) => !format.columns.includes(name))
  const cover = timeline.cover()
  const limits = [...format.limits, ...(format.limitsAtEnd?.() ?? []), ...gapLimits(cover.gaps)]
  const origin = { file, format: format.format, columns, unread, units: format.units, limits, seal: table.seal() }
  return manifestOf(origin, { ...cover, rows, refused, flaws: flaws.flaws() })
}

/** What holes hide, in words. */
export const gapLimits = (gaps: Gaps | null): readonly string[] =>
  gaps === null || gaps.count === 0
    ? []
    : [
        `${gaps.missing} steps are missing in ${gaps.count} gaps, the longest ${gaps.longestMs / 1000} s: nothing is known there`,
      ]
