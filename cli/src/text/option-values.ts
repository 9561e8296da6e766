import { inDeskUnits, type OptionModel, type OptionValue } from '@ebbline/core'
import type { ValuedOption } from '@ebbline/lab'
import { tableLines, wrap, type Cell, type Column } from './table.ts'

const right = (...head: readonly string[]): Column => ({ head, align: 'right' })
const left = (...head: readonly string[]): Column => ({ head, align: 'left' })

const GREEKS: readonly (readonly [keyof OptionValue, Column])[] = [
  ['price', right('', 'price')],
  ['delta', right('', 'delta')],
  ['gamma', right('', 'gamma')],
  ['vega', right('vega', 'a vol point')],
  ['theta', right('theta', 'a day')],
  ['rho', right('rho', 'a %')],
]

/** Options with their value and Greeks as a table, and what its units are. */
export const valueLines = (options: readonly ValuedOption[], colour: boolean): readonly string[] => {
  const hasImplied = options.some(({ impliedVol }) => impliedVol !== null)
  const columns = [
    left('', 'option'),
    left('', 'model'),
    left('', 'kind'),
    right('', 'spot'),
    right('', 'strike'),
    right('', 'years'),
    ...GREEKS.map(([, column]) => column),
    ...(hasImplied ? [right('implied', 'vol')] : []),
  ]
  const rows = options.map((option) => rowOf(option, hasImplied))
  const coins = options.some(({ model }) => model.settlement === 'coin')
  const note = coins ? ['Prices and Greeks of coin-settled options are in coins; their delta is premium-adjusted.'] : []
  return [...tableLines({ columns, rows }, colour), ...note]
}

const rowOf = ({ name, model, market, value, impliedVol }: ValuedOption, hasImplied: boolean): readonly Cell[] => {
  const desk = inDeskUnits(value)
  const numbers = [market.spot, market.strike, market.time, ...GREEKS.map(([greek]) => desk[greek])]
  const implied = impliedVol === null ? '-' : `${significant(100 * impliedVol)}%`
  return [name, model.name, market.kind, ...numbers.map(shown), ...(hasImplied ? [implied] : [])].map((text) => ({
    text,
  }))
}

const shown = (value: number | null): string => (value === null ? '-' : significant(value))

/** Six significant digits; the JSON has them all. */
const significant = (value: number): string => {
  const size = Math.abs(value)
  if (size !== 0 && (size < 1e-5 || size >= 1e9)) return value.toExponential(4)
  return String(Number(value.toPrecision(6)))
}

/** The models with the parameters that each reads. */
export const modelLines = (models: readonly OptionModel[], width: number): readonly string[] =>
  models.flatMap(({ name, meaning, underlying, parameters }) => [
    ...wrap(`${name}: ${meaning}${underlying === 'future' ? '; --spot is the price of the future' : ''}`, width, '  '),
    ...parameters.map((one) => `    ${one.name}: ${one.meaning}${fallback(one.fallback)}`),
  ])

const fallback = (value: number | undefined): string => (value === undefined ? '' : `; ${value} when left out`)
