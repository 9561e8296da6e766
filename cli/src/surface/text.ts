import { smileShape } from '@ebbline/core'
import {
  dayText,
  momentText,
  spanText,
  statusText,
  type ExpiryFit,
  type SurfaceFit,
  type SurfaceMoves,
  type SurfaceSummary,
} from '@ebbline/lab'
import { tableLines, toned, wrap, type Cell, type Column } from '../text/table.ts'

/** Fitted surfaces of one chain, as they are told. */
export interface ToldChain {
  readonly file: string
  /** Those that are shown, in order of time. */
  readonly fits: readonly SurfaceFit[]
  readonly summary: SurfaceSummary
  readonly moves: SurfaceMoves | null
}

/** Tables of the surfaces that are shown: one by expiry for a single one, else one line a snapshot; then the summary. */
export const chainText = ({ file, fits, summary, moves }: ToldChain, columns: number, colour: boolean): string => {
  const [only] = fits
  const tables =
    only === undefined || fits.length > 1
      ? tableLines({ columns: SNAPSHOT_COLUMNS, rows: fits.map(snapshotRow) }, colour)
      : [titleOf(only, colour), ...tableLines({ columns: EXPIRY_COLUMNS, rows: only.expiries.map(expiryRow) }, colour)]
  return [toned(file, 'dim', colour), ...tables, '', ...wrap(summaryText(summary, moves), columns), ''].join('\n')
}

const titleOf = ({ coin, timeMs, index, model, futures }: SurfaceFit, colour: boolean): string =>
  toned(`${coin} at ${momentText(timeMs)}, index ${index.toFixed(2)}, ${model}${FUTURES[futures]}`, 'strong', colour)

const FUTURES: Readonly<Record<SurfaceFit['futures'], string>> = {
  dated: '',
  flat: '; futures are flat: forwards are of parity alone',
  none: '; no futures: forwards are of parity alone',
}

const left = (...head: readonly string[]): Column => ({ head, align: 'left' })
const right = (...head: readonly string[]): Column => ({ head, align: 'right' })

const EXPIRY_COLUMNS: readonly Column[] = [
  left('expiry'),
  right('in'),
  right('forward'),
  right('carry', '% a year'),
  right('vol', '%'),
  right('skew', '%'),
  ...['a', 'b', 'rho', 'm', 'sigma'].map((name) => right(name)),
  right('quotes'),
  right('inside', '%'),
  right('error', 'spreads'),
  left('arbitrage'),
  left('status'),
]

const percent = (share: number, digits = 1): string => (Number.isNaN(share) ? '-' : (100 * share).toFixed(digits))

const NONE: Cell = { text: '-', tone: 'dim' }

const cell = (value: number | null | undefined, of: (value: number) => string): Cell =>
  value === null || value === undefined ? NONE : { text: of(value) }

const expiryRow = (one: ExpiryFit): readonly Cell[] => {
  const { slice, time, error, forward } = one
  const shape = slice === null ? null : smileShape({ time, slice })
  const parameters = slice === null ? [] : [slice.a, slice.b, slice.rho, slice.m, slice.sigma]
  return [
    { text: dayText(one.expiryMs) },
    { text: spanText(Math.max(0, time)) },
    cell(forward.kind === 'missing' ? null : forward.forward, (value) => value.toFixed(2)),
    cell(one.carry, percent),
    cell(shape?.vol, percent),
    cell(shape?.skew, percent),
    ...Array.from({ length: 5 }, (_, at) => cell(parameters[at], (value) => value.toPrecision(4))),
    { text: String(one.smile.quotes.length) },
    cell(error?.insideShare, (value) => percent(value, 0)),
    cell(error?.rmsSpreads, (value) => value.toFixed(2)),
    verdictCell(one),
    { text: statusText(one), tone: one.status === 'fresh' ? 'plain' : 'bad' },
  ]
}

const verdictCell = ({ butterfly, calendar }: ExpiryFit): Cell => {
  if (butterfly === null) return NONE
  const found = [butterfly, calendar].includes('arbitrage')
  if (!found) return { text: 'none', tone: 'good' }
  const names = [butterfly === 'arbitrage' ? ['butterfly'] : [], calendar === 'arbitrage' ? ['calendar'] : []].flat()
  return { text: names.join(', '), tone: 'bad' }
}

const SNAPSHOT_COLUMNS: readonly Column[] = [
  left('time, UTC'),
  right('index'),
  right('expiries'),
  right('vol of', 'nearest %'),
  right('vol of', 'farthest %'),
  right('fresh'),
  right('kept'),
]

const snapshotRow = ({ timeMs, index, expiries }: SurfaceFit): readonly Cell[] => {
  const used = expiries.flatMap(({ time, slice }) => (slice === null ? [] : [smileShape({ time, slice }).vol]))
  return [
    { text: momentText(timeMs) },
    { text: index.toFixed(2) },
    { text: String(expiries.length) },
    cell(used[0], percent),
    cell(used.at(-1), percent),
    { text: String(expiries.filter(({ status }) => status === 'fresh').length) },
    { text: String(expiries.filter(({ status }) => status === 'kept').length) },
  ]
}

const summaryText = (summary: SurfaceSummary, moves: SurfaceMoves | null): string => {
  const { snapshots, slices, fresh, kept, none, reasons, gapBpsMedian } = summary
  const why = Object.entries(reasons).map(([reason, count]) => `${reason} ${count}`)
  return [
    `${snapshots} snapshots, ${slices} slices: ${fresh} fitted, ${kept} kept, ${none} without${why.length === 0 ? '' : ` (${why.join(', ')})`}.`,
    ...fitSentences(summary),
    gapBpsMedian === null ? '' : `Parity and futures differ by ${gapBpsMedian.toFixed(1)} bp in the middle.`,
    moves === null
      ? ''
      : `The first three of ${moves.changes} principal moves explain ${moves.components
          .slice(0, 3)
          .map(({ share }) => percent(share))
          .join(', ')} %.`,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ')
}

/** Of the smiles that there are: without one the shares are shares of nothing. */
const fitSentences = (summary: SurfaceSummary): readonly string[] => {
  const { fresh, kept, quotes, insideShare, rmsSpreads, rmsVol, butterflyFreeShare, calendarFreeShare } = summary
  const fitted = [
    `${percent(insideShare)} % of ${quotes} quotes inside bid and ask; distance from the middle ${rmsSpreads.toFixed(2)} spreads, ${percent(rmsVol, 2)} vol points (root mean square).`,
    `${percent(summary.constrainedShare)} % had to be held free of arbitrage; ${summary.fitMs.toFixed(1)} ms a fit.`,
  ]
  const used = `Free of butterfly arbitrage ${percent(butterflyFreeShare)} %, of calendar arbitrage ${percent(calendarFreeShare)} %.`
  return [...(fresh === 0 ? [] : fitted), ...(fresh + kept === 0 ? [] : [used])]
}
