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
  /** The only one kept that is named so, by default as was asked for. @throws WireError when none or several are */
  readonly only: (path: string, manifest: Manifest, symbol?: string) => T
}

/** A file that was read once, for whoever asks for one of its series. */
export interface SeriesFile<T> {
  readonly manifest: Manifest
  /** The series of that name, or the only one when none is named. @throws WireError when there is none such, or several are */
  readonly of: (symbol: string | null) => T
}

/** Keeps series named `symbol` or `venue:symbol`, all of them when nothing is asked for. */
export const pickSeries = <T>(symbol: string | undefined, open: () => T): SeriesPick<T> => {
  const kept = new Map<string, T>()
  return {
    of: (series) => {
      if (!isNamed(series, symbol)) return null
      const before = kept.get(series)
      if (before !== undefined) return before
      const fresh = open()
      kept.set(series, fresh)
      return fresh
    },
    only: (path, manifest, wanted = symbol) => {
      const [first, ...others] = [...kept].filter(([series]) => isNamed(series, wanted))
      if (first === undefined || others.length > 0) throw notOne(path, manifest, wanted, others.length)
      return first[1]
    },
  }
}

const isNamed = (series: string, symbol: string | undefined): boolean =>
  symbol === undefined || series === symbol || series.endsWith(`:${symbol}`)

/** How many names of series an error repeats. */
const NAMES_MAX = 30

const notOne = (path: string, manifest: Manifest, symbol: string | undefined, others: number): WireError => {
  const names = manifest.series.map(({ name }) => name).filter((name) => name !== '')
  const more = names.length > NAMES_MAX ? ` and ${names.length - NAMES_MAX} more` : ''
  return refusal(path, {
    field: 'symbol',
    value: symbol ?? 'not named',
    allowed:
      names.length === 0
        ? 'none: the file holds one series without a name'
        : `one of ${names.slice(0, NAMES_MAX).join(', ')}${more}`,
    remedy: remedyFor(names.length, others),
  })
}

const remedyFor = (names: number, others: number): string => {
  if (names === 0) return 'leave the symbol out; in a scenario write null'
  return others > 0 ? 'name one of them, with its venue where several have it' : 'name one that the file holds'
}
