import { solveCholesky, symmetricEigen } from '../math/index.ts'
import { ForecastInputError, requireBetween } from './forecast-input-error.ts'

/** Observations of one width, row after row, and what came of each. */
export type FlowRows = { readonly width: number; readonly rows: Float64Array; readonly outcomes: Float64Array }

/** A linear forecast: level + Σ weight·(flow − mean). */
export type LinearForecast = {
  readonly means: Float64Array
  readonly weights: Float64Array
  readonly level: number
}

/**
 * Least squares of outcomes on flows with a penalty on weights in units of each flow's deviation, so that levels that move together share
 * their weight instead of fighting over it:
 *
 *   min Σ (y − ȳ − Σ w·(x − x̄))² + n·κ·Σ (w·s)²        (eq. 3)
 *
 * s deviation of a flow, κ `penalty`. A flow that never moves has weight 0.
 *
 * @throws ForecastInputError for fewer rows than four a column, rows of another length, a penalty outside 1e-12 to 1e6, numbers that
 * are not finite or beyond ±1e100.
 * @source Hoerl and Kennard, Technometrics 12 (1970) 55; Xu, Gould and Howison 2018; docs/models/order-flow.md, eq. 3
 */
export const ridge = (data: FlowRows, penalty: number): LinearForecast => {
  requireRows(data)
  requireBetween('penalty', penalty, { min: 1e-12, max: 1e6 }, 'name a share of the variance, 0.01')
  const { width, outcomes } = data
  const { means, deviations, correlations } = momentsOf(data)
  const level = outcomes.reduce((sum, each) => sum + each, 0) / outcomes.length
  const weights = new Float64Array(width)
  for (const [row, outcome] of outcomes.entries())
    for (let column = 0; column < width; column += 1)
      weights[column] =
        (weights[column] ?? 0) +
        (scaledAt(data, { means, deviations }, row, column) * (outcome - level)) / outcomes.length
  for (let column = 0; column < width; column += 1) correlations[column * width + column] = 1 + penalty
  solveCholesky(correlations, weights, width) // correlations and κ on the diagonal: positive definite
  return { means, weights: weights.map((each, at) => unscaled(each, deviations[at] ?? 0)), level }
}

/** The forecast for one row of flows, in the unit of the outcomes. */
export const linearForecast = ({ means, weights, level }: LinearForecast, flows: Float64Array): number => {
  let sum = level
  for (const [at, weight] of weights.entries()) sum += weight * ((flows[at] ?? Number.NaN) - (means[at] ?? 0))
  return sum
}

/** One flow out of many: its weights, which add up to 1 in size, and the share of the variance that it carries. */
export type IntegratedFlow = { readonly weights: Float64Array; readonly share: number }

/**
 * The integrated flow: first principal component of the flows of all levels, in units of each one's deviation.
 *
 * @throws ForecastInputError as `ridge`.
 * @source Cont, Cucuringu and Zhang, Quantitative Finance 23 (2023) 1373, eq. 4; docs/models/order-flow.md, section 2
 */
export const integratedFlow = (data: FlowRows): IntegratedFlow => {
  requireRows(data)
  const { width } = data
  const { deviations, correlations } = momentsOf(data)
  const matrix = Array.from({ length: width }, (_, row) => [...correlations.subarray(row * width, (row + 1) * width)])
  const { values, vectors } = symmetricEigen(matrix)
  const first = vectors[0] ?? []
  const raw = Float64Array.from(first, (each, at) => unscaled(each, deviations[at] ?? 0))
  const size = raw.reduce((sum, each) => sum + Math.abs(each), 0)
  return { weights: raw.map((each) => each / size), share: (values[0] ?? 0) / width }
}

const unscaled = (weight: number, deviation: number): number => (deviation > 0 ? weight / deviation : 0)

type Scale = { readonly means: Float64Array; readonly deviations: Float64Array }

const scaledAt = ({ width, rows }: FlowRows, { means, deviations }: Scale, row: number, column: number): number => {
  const deviation = deviations[column] ?? 0
  return deviation > 0 ? ((rows[row * width + column] ?? 0) - (means[column] ?? 0)) / deviation : 0
}

const momentsOf = (data: FlowRows): Scale & { readonly correlations: Float64Array } => {
  const { width, rows, outcomes } = data
  const count = outcomes.length
  const [means, squares] = [new Float64Array(width), new Float64Array(width)]
  for (const [at, value] of rows.entries()) means[at % width] = (means[at % width] ?? 0) + value / count
  for (const [at, value] of rows.entries()) {
    const off = value - (means[at % width] ?? 0)
    squares[at % width] = (squares[at % width] ?? 0) + (off * off) / count
  }
  const deviations = squares.map((square) => Math.sqrt(square))
  const correlations = new Float64Array(width * width)
  const scaled = new Float64Array(width)
  for (let row = 0; row < count; row += 1) {
    for (let column = 0; column < width; column += 1)
      scaled[column] = scaledAt(data, { means, deviations }, row, column)
    for (let one = 0; one < width; one += 1)
      for (let other = 0; other < width; other += 1)
        correlations[one * width + other] =
          (correlations[one * width + other] ?? 0) + ((scaled[one] ?? 0) * (scaled[other] ?? 0)) / count
  }
  return { means, deviations, correlations }
}

const LARGEST = 1e100 // squares of it are finite

const requireRows = ({ width, rows, outcomes }: FlowRows): void => {
  if (!(Number.isInteger(width) && width >= 1 && width <= 1000))
    throw new ForecastInputError('width', width, 'a whole number from 1 to 1000', 'name the number of flows')
  if (rows.length !== width * outcomes.length)
    throw new ForecastInputError('rows.length', rows.length, `${width * outcomes.length}`, 'give one outcome a row')
  if (outcomes.length < 4 * width)
    throw new ForecastInputError('outcomes.length', outcomes.length, `${4 * width} or more`, 'observe for longer')
  for (const [field, values] of [
    ['rows', rows],
    ['outcomes', outcomes],
  ] as const)
    for (const [at, value] of values.entries())
      if (!(Math.abs(value) <= LARGEST))
        throw new ForecastInputError(`${field}[${at}]`, value, 'a number within ±1e100', 'leave the row out')
}
