import { principalMoves, smileShape, surfaceVariance, type PrincipalMoves, type SurfaceSlice } from '@ebbline/core'
import type { SurfaceFit } from './fit-chain.ts'

/** Days to expiry, and log strike in total volatilities, at which surfaces are compared. */
export const GRID_DAYS: readonly number[] = [7, 14, 30, 60, 120]
export const GRID_REACH: readonly number[] = [-1, -0.5, 0, 0.5, 1]

const YEAR_DAYS = 365

/** How volatility moved between neighbouring snapshots, as changes of its logarithm on a fixed grid. */
export interface SurfaceMoves extends PrincipalMoves {
  readonly changes: number
  /** Standard deviation of the change of one point, averaged over the grid. */
  readonly size: number
}

/** Principal components of a run of surfaces; null where fewer than three snapshots have an expiry at or before a week and one beyond. */
export const surfaceMoves = (fits: readonly SurfaceFit[]): SurfaceMoves | null => {
  const rows = fits.flatMap((fit) => rowOf(fit) ?? [])
  const levels = Array.from({ length: rows.length / POINTS }, (_, at) => rows.slice(at * POINTS, (at + 1) * POINTS))
  const changes = levels.slice(1).map((row, at) => row.map((value, place) => value - (levels[at]?.[place] ?? NaN)))
  if (changes.length < 2) return null
  const moves = principalMoves(changes)
  const spread = moves.mean.map((mean, place) => {
    const squares = changes.reduce((sum, row) => sum + ((row[place] ?? NaN) - mean) ** 2, 0)
    return Math.sqrt(squares / changes.length)
  })
  return { ...moves, changes: changes.length, size: spread.reduce((sum, one) => sum + one, 0) / POINTS }
}

const POINTS = GRID_DAYS.length * GRID_REACH.length

/** Logarithms of volatility on the grid; null where the surface does not span it. */
const rowOf = ({ expiries }: SurfaceFit): readonly number[] | null => {
  const surface = expiries.flatMap(({ time, slice }): readonly SurfaceSlice[] =>
    slice === null ? [] : [{ time, slice }],
  )
  const [first, last] = [surface[0], surface.at(-1)]
  if (first === undefined || last === undefined) return null
  if (first.time * YEAR_DAYS > (GRID_DAYS[0] ?? 0) || last.time * YEAR_DAYS < (GRID_DAYS.at(-1) ?? 0)) return null
  return GRID_DAYS.flatMap((days) => {
    const time = days / YEAR_DAYS
    const reach = Math.sqrt(surfaceVariance(surface, 0, time))
    return GRID_REACH.map((share) => 0.5 * Math.log(surfaceVariance(surface, share * reach, time) / time))
  })
}

/** Volatility at the money and skew of every slice in use. */
export const shapesOf = ({
  expiries,
}: SurfaceFit): readonly { readonly days: number; readonly vol: number; readonly skew: number }[] =>
  expiries.flatMap(({ time, slice }) =>
    slice === null ? [] : [{ days: time * YEAR_DAYS, ...smileShape({ time, slice }) }],
  )
