import type { WireError } from '@ebbline/wire'
import type { FlawChoice } from './flaws.ts'
import type { Manifest } from './manifest.ts'
import { refusal } from './refusal.ts'

/** Which series of a file with several is wanted, and what to do about flaws; `refuse` when not said. */
export interface SeriesOptions {
  /** A symbol, or `venue:symbol` where several venues have it. */
  readonly symbol?: string
  readonly flaws?: FlawChoice
}

/** Keeps what belongs to the series that is asked for, without knowing beforehand which series there are. */
export interface SeriesPick<T> {
  /** Where rows of this series go, or null when nobody asked for it. */
  readonly of: (series: string) => T | null
  /** The only one kept. @throws WireError when none or several were */
  readonly only: (path: string, manifest: Manifest) => T
}

/** Keeps series named `symbol` or `venue:symbol`, all of them when nothing is asked for. */
export const pickSeries = <T>(symbol: string | undefined, open: () => T): SeriesPick<T> => {
  const kept = new Map<string, T>()
  return {
    of: (series) => {
      if (symbol !== undefined && series !== symbol && !series.endsWith(`:${symbol}`)) return null
      const before = kept.get(series)
      if (before !== undefined) return before
      const fresh = open()
      kept.set(series, fresh)
      return fresh
    },
    only: (path, manifest) => {
      const [first, ...others] = kept.values()
      if (first === undefined || others.length > 0) throw notOne(path, manifest, symbol, kept.size)
      return first
    },
  }
}

/** How many names of series an error repeats. */
const NAMES_MAX = 30

const notOne = (path: string, { series }: Manifest, symbol: string | undefined, found: number): WireError => {
  const names = series.slice(0, NAMES_MAX).map((one) => one.name)
  const more = series.length > NAMES_MAX ? ` and ${series.length - NAMES_MAX} more` : ''
  return refusal(path, {
    field: 'symbol',
    value: symbol ?? 'not named',
    allowed:
      names.length === 0 ? 'none: the file holds one series without a name' : `one of ${names.join(', ')}${more}`,
    remedy: found > 1 ? 'name one of them, with its venue where several have it' : 'name one that the file holds',
  })
}
