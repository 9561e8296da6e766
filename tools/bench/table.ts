import { isMeasured, type Measurement, type Row, type Skip } from './measurement.ts'

/** Most memory that the bench may ever have held [bytes]. */
const MEMORY_MAX = 2 ** 30

/** Everything that was measured, and whether all promises were kept. */
export interface BenchResult {
  readonly measurements: readonly (Measurement & { readonly kept: boolean | null })[]
  /** Lines that need something that is not on this machine: neither kept nor broken. */
  readonly skipped: readonly Skip[]
  readonly memory: { readonly peakBytes: number; readonly maxBytes: number; readonly kept: boolean }
  readonly kept: boolean
}

/** Judges measurements by their floors and the peak memory [bytes] by its ceiling. */
export const judge = (rows: readonly Row[], peakBytes: number): BenchResult => {
  const judged = rows
    .filter(isMeasured)
    .map((each) => ({ ...each, kept: each.floor === null ? null : each.ratio >= each.floor }))
  const skipped = rows.filter((row): row is Skip => !isMeasured(row))
  const memory = { peakBytes, maxBytes: MEMORY_MAX, kept: peakBytes <= MEMORY_MAX }
  return { measurements: judged, skipped, memory, kept: memory.kept && judged.every((each) => each.kept !== false) }
}

/** The result as lines of text. */
export const benchLines = ({ measurements, skipped, memory }: BenchResult): readonly string[] => {
  const rows = [
    ['measured', 'per second', '', 'ratio', 'to', 'at least', ''],
    ...measurements.map((each) => [
      each.name,
      short(each.perSec),
      each.unit,
      `${each.ratio.toPrecision(3)}x`,
      each.against,
      each.floor === null ? '-' : `${each.floor}x`,
      verdict(each.kept),
    ]),
  ]
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        RIGHT.has(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd()
  const mebibytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MiB`
  return [
    ...rows.map(line),
    ...skipped.map(({ name, missing, remedy }) => `SKIPPED ${name}: ${missing} is not here; run ${remedy}`),
    `peak memory ${mebibytes(memory.peakBytes)}, at most ${mebibytes(memory.maxBytes)}: ${verdict(memory.kept)}`,
  ]
}

const RIGHT: ReadonlySet<number> = new Set([1, 3, 5])

const verdict = (kept: boolean | null): string => (kept === null ? '' : kept ? 'pass' : 'FAIL')

const short = (value: number): string => {
  const [unit, divisor] = value >= 1e6 ? ['M', 1e6] : value >= 1e3 ? ['k', 1e3] : ['', 1]
  return `${(value / divisor).toPrecision(3)}${unit}`
}
