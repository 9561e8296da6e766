import type { Seal } from './bytes.ts'

/** What is wrong with rows that can be read. Each is counted, none is dropped without being counted. */
export type FlawKind =
  /** A row whose time is earlier than the row before it. */
  | 'unsorted-time'
  /** A row whose time is that of the row before it, where a format has one row a moment. */
  | 'duplicate-time'
  /** A bar whose price is more than ten times off those of both its neighbours. */
  | 'outlier-price'
  /** A bar that opens more than fifty times off the close before it, where prices then stay. */
  | 'unit-change'
  /** A best bid at or above the best ask. */
  | 'crossed-book'
  /** An update whose predecessor is missing, or that comes after a later one. */
  | 'sequence-break'
  /** A row that its source marks as suspect; it is refused. */
  | 'suspect'
  /** The feed was interrupted. */
  | 'disconnect'
  /** A trade whose id does not rise. */
  | 'unsorted-id'
  /** A message of a type that is not read. */
  | 'unread-type'
  /** Depth that shrinks away from the mid, or tiers that do not join. */
  | 'not-monotone'

/** One kind of flaw: how often, whether the format allows it, and where it was met first. */
export interface Flaw {
  readonly kind: FlawKind
  readonly count: number
  readonly allowed: boolean
  /** At most five. */
  readonly first: readonly { readonly row: number; readonly what: string }[]
}

/** Rows of one symbol, in milliseconds UTC. */
export interface SeriesCover {
  readonly name: string
  readonly rows: number
  readonly firstMs: number
  readonly lastMs: number
}

/** Missing steps between rows: how many holes, how many steps they miss in all, how long the longest is. */
export interface Gaps {
  readonly count: number
  readonly missing: number
  readonly longestMs: number
}

/** What a data file holds and lacks, as plain data. Times are milliseconds UTC; null where the format has none. */
export interface Manifest {
  readonly schema: 'ebbline.dataset/1'
  readonly file: string
  readonly format: string
  readonly bytes: number
  readonly sha256: string
  readonly columns: readonly string[]
  /** Columns that the format does not read. */
  readonly unread: readonly string[]
  /** Rows of data, the refused ones included. */
  readonly rows: number
  readonly refused: number
  readonly firstMs: number | null
  readonly lastMs: number | null
  /** Most frequent distance of rows; null where rows come as events do. */
  readonly stepMs: number | null
  readonly gaps: Gaps | null
  readonly series: readonly SeriesCover[]
  readonly flaws: readonly Flaw[]
  /** Units of the columns. */
  readonly units: readonly string[]
  /** What such data cannot show. */
  readonly limits: readonly string[]
}

/** Data with the manifest of the file it came from. */
export interface Imported<T> {
  readonly data: T
  readonly manifest: Manifest
}

/** What a reader found out while it walked through a file. */
export interface Findings {
  readonly rows: number
  readonly refused?: number
  readonly firstMs: number | null
  readonly lastMs: number | null
  readonly stepMs: number | null
  readonly gaps: Gaps | null
  readonly series?: readonly SeriesCover[]
  readonly flaws: readonly Flaw[]
}

/** What is known of a file beside its rows. */
export interface Origin {
  readonly file: string
  readonly format: string
  readonly columns: readonly string[]
  readonly unread: readonly string[]
  readonly units: readonly string[]
  readonly limits: readonly string[]
  readonly seal: Seal
}

/** The manifest of a file that was read to its end. */
export const manifestOf = (
  { seal, ...origin }: Origin,
  { refused = 0, series = [], ...found }: Findings,
): Manifest => ({
  schema: 'ebbline.dataset/1',
  file: origin.file,
  format: origin.format,
  bytes: seal.bytes,
  sha256: seal.sha256,
  columns: origin.columns,
  unread: origin.unread,
  rows: found.rows,
  refused,
  firstMs: found.firstMs,
  lastMs: found.lastMs,
  stepMs: found.stepMs,
  gaps: found.gaps,
  series,
  flaws: found.flaws,
  units: origin.units,
  limits: origin.limits,
})
