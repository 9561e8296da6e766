import { surfaceVariance, smileShape, type SurfaceSlice } from '@ebbline/core'
import { laneChart, lineChart, seriesStyles, themeColour, type Figure } from '@ebbline/charts'
import type { SurfaceFit } from './fit-chain.ts'
import { GRID_DAYS, GRID_REACH, type SurfaceMoves } from './moves.ts'

const TENORS: readonly number[] = [7, 30, 120]
const YEAR_DAYS = 365

const surfaceOf = ({ expiries }: SurfaceFit): readonly SurfaceSlice[] =>
  expiries.flatMap(({ time, slice }) => (slice === null ? [] : [{ time, slice }]))

const volAt = (fit: SurfaceFit, days: number): number | null => {
  const surface = surfaceOf(fit)
  return surface.length === 0 ? null : Math.sqrt(surfaceVariance(surface, 0, days / YEAR_DAYS) / (days / YEAR_DAYS))
}

/** Index, volatility at three tenors and the skew of the expiry nearest to a month, through all snapshots. */
export const historyFigure = (fits: readonly SurfaceFit[]): Figure => {
  const styles = seriesStyles(TENORS.map((days) => `${days} days`))
  return laneChart({
    id: 'history',
    title: 'The surface through the snapshots',
    subtitle: 'Index in USD, volatility at the forward, skew of the expiry nearest to 30 days.',
    x: { kind: 'utc-ms' },
    lanes: [
      {
        kind: 'lines',
        title: 'Index',
        heightPx: 130,
        y: { kind: 'linear', format: 'price', unit: 'USD' },
        series: [
          { name: 'index', colour: themeColour('ink'), points: fits.map(({ timeMs, index }) => [timeMs, index]) },
        ],
      },
      {
        kind: 'lines',
        title: 'Volatility at the forward',
        heightPx: 180,
        y: { kind: 'linear', format: 'ratio', unit: 'per √year' },
        series: TENORS.map((days) => ({
          name: `${days} days`,
          colour: styles.get(`${days} days`)?.colour ?? themeColour('ink'),
          points: fits.map((fit) => [fit.timeMs, volAt(fit, days)] as const),
        })),
      },
      {
        kind: 'lines',
        title: 'Skew',
        heightPx: 110,
        y: { kind: 'linear', format: 'ratio', unit: 'per √year' },
        series: [
          { name: 'skew', colour: themeColour('series-5'), points: fits.map((fit) => [fit.timeMs, skewOf(fit)]) },
        ],
      },
    ],
  })
}

const skewOf = (fit: SurfaceFit): number | null => {
  const nearest = surfaceOf(fit).toSorted(
    (one, other) => Math.abs(one.time * YEAR_DAYS - 30) - Math.abs(other.time * YEAR_DAYS - 30),
  )[0]
  return nearest === undefined ? null : smileShape(nearest).skew
}

const NAMES = ['first', 'second', 'third']

/** The first three ways in which the surface moves, over log strike for the nearest and the farthest tenor of the grid. */
export const movesFigure = (moves: SurfaceMoves): Figure => {
  const width = GRID_REACH.length
  const styles = seriesStyles(NAMES)
  const row = (loading: readonly number[], at: number): readonly (readonly [number, number])[] =>
    GRID_REACH.map((reach, place) => [reach, loading[at * width + place] ?? 0] as const)
  const lanes = [0, GRID_DAYS.length - 1].map((at) => ({
    kind: 'lines' as const,
    title: `${GRID_DAYS[at] ?? ''} days`,
    heightPx: 150,
    y: { kind: 'linear' as const, format: 'price' as const, unit: 'loading', zero: 'include' as const },
    series: moves.components.slice(0, 3).map(({ share, loading }, index) => ({
      name: `${NAMES[index] ?? ''}: ${(100 * share).toFixed(1)} %`,
      colour: styles.get(NAMES[index] ?? '')?.colour ?? themeColour('ink'),
      points: row(loading, at),
    })),
  }))
  return laneChart({
    id: 'moves',
    title: 'How the surface moves',
    subtitle:
      'Loadings of the first three principal components of changes of log volatility, with the share each explains.',
    x: {
      kind: 'value',
      name: 'log strike, in total volatilities',
      axis: { kind: 'linear', format: 'price', unit: 'total volatilities' },
    },
    lanes,
  })
}

/** Share of quotes inside bid and ask, snapshot by snapshot. */
export const insideFigure = (fits: readonly SurfaceFit[]): Figure =>
  lineChart({
    id: 'inside',
    title: 'How well the fits meet their quotes',
    subtitle: 'Share of quotes whose bid and ask the fit lies between, by snapshot.',
    heightPx: 170,
    x: { kind: 'utc-ms' },
    y: { kind: 'linear', format: 'ratio', unit: 'share of quotes', domain: [0, 1] },
    series: [
      {
        name: 'inside',
        colour: themeColour('series-3'),
        points: fits.map((fit) => [fit.timeMs, insideShare(fit)] as const),
      },
    ],
  })

const insideShare = ({ expiries }: SurfaceFit): number | null => {
  const fresh = expiries.filter(({ status, error }) => status === 'fresh' && error !== null)
  const quotes = fresh.reduce((sum, { smile }) => sum + smile.quotes.length, 0)
  const inside = fresh.reduce((sum, { smile, error }) => sum + (error?.insideShare ?? 0) * smile.quotes.length, 0)
  return quotes === 0 ? null : inside / quotes
}
