import {
  laneChart,
  page,
  seriesStyles,
  type Block,
  type Fact,
  type Figure,
  type LineLane,
  type Section,
} from '@ebbline/charts'
import { inDeskUnits, type OptionValue } from '@ebbline/core'
import { spotCurve, type SpotPoint, type ValuedOption } from './spot-curves.ts'

/** Options that get a section of their own; a page of more would be read by nobody. */
export const OPTIONS_SHOWN = 12

interface Quantity {
  readonly name: keyof OptionValue
  readonly title: string
}

const QUANTITIES: readonly Quantity[] = [
  { name: 'price', title: 'Price' },
  { name: 'delta', title: 'Delta' },
  { name: 'gamma', title: 'Gamma' },
  { name: 'vega', title: 'Vega per vol point' },
  { name: 'theta', title: 'Theta per day' },
  { name: 'rho', title: 'Rho per percentage point' },
]

/** A page of options: facts of each, and price and Greeks against its underlying. */
export const pricePage = (options: readonly ValuedOption[]): string => {
  const shown = options.slice(0, OPTIONS_SHOWN)
  const more = options.length - shown.length
  return page({
    title: shown.length === 1 ? titleOf(shown[0]) : `${options.length} options`,
    subtitle: 'Value and Greeks against the underlying, all else standing still.',
    brand: 'Ebbline',
    provenance: [
      { label: 'models', value: [...new Set(options.map(({ model }) => model.name))].join(', ') },
      ...(more > 0 ? [{ label: 'shown', value: `the first ${shown.length} of ${options.length}` }] : []),
    ],
    policies: [],
    sections: shown.map((option, index) => section(option, index)),
    footer: 'Drawn by ebb price.',
  })
}

const titleOf = (option: ValuedOption | undefined): string =>
  option === undefined ? 'No option' : `${option.market.kind} ${digits(option.market.strike)}, ${option.model.name}`

const section = (option: ValuedOption, index: number): Section => {
  const blocks: readonly Block[] = [
    { kind: 'text', text: marketSentence(option) },
    { kind: 'facts', facts: valueFacts(option) },
    { kind: 'figure', figure: curveFigure(option, index) },
  ]
  return { id: `option-${index}`, title: `${option.name}: ${titleOf(option)}`, lead: option.model.meaning, blocks }
}

const valueFacts = ({ value, impliedVol, tradedAt, model }: ValuedOption): readonly Fact[] => [
  ...QUANTITIES.flatMap(({ name, title }): readonly Fact[] => {
    const shown = inDeskUnits(value)[name]
    return shown === null ? [] : [{ label: title, value: digits(shown), ...(name === 'price' ? unitNote(model) : {}) }]
  }),
  ...(impliedVol === null
    ? []
    : [{ label: 'Implied volatility', value: percent(impliedVol), note: `at ${digits(tradedAt ?? 0)}` }]),
]

const unitNote = ({ settlement }: ValuedOption['model']): { readonly note: string } => ({
  note: settlement === 'coin' ? 'coins' : 'currency of the strike',
})

const marketSentence = ({ market, parameters, model }: ValuedOption): string => {
  const { spot, strike, time, rate, dividend } = market
  const carry = model.underlying === 'spot' ? [`carry ${percent(dividend)}`] : []
  const read = Array.from(parameters, ([name, value]) => `${name} ${digits(value)}`)
  const known = [`${model.underlying} ${digits(spot)}`, `strike ${digits(strike)}`, `${digits(time * 365)} days left`]
  const sentence = [...known, `rate ${percent(rate)}`, ...carry, ...read].join(', ')
  return `${sentence.slice(0, 1).toUpperCase()}${sentence.slice(1)}.`
}

const curveFigure = (option: ValuedOption, index: number): Figure => {
  const curve = spotCurve(option)
  const lanes = QUANTITIES.flatMap((quantity) => laneOf(quantity, curve, option))
  const { underlying } = option.model
  return laneChart({
    id: `curve-${index}`,
    title: `Price and Greeks by ${underlying}`,
    subtitle: `${titleOf(option)}, ${digits(option.market.time * 365)} days left`,
    x: { kind: 'value', name: underlying, axis: { kind: 'linear', format: 'price', unit: 'currency of the strike' } },
    lanes,
    rules: [
      { x: option.market.spot, label: `${underlying} ${digits(option.market.spot)}` },
      { x: option.market.strike, label: `strike ${digits(option.market.strike)}` },
    ],
  })
}

const laneOf = ({ name, title }: Quantity, curve: readonly SpotPoint[], option: ValuedOption): readonly LineLane[] => {
  const points = curve.map(({ spot, value }) => [spot, value === null ? null : inDeskUnits(value)[name]] as const)
  if (points.every(([, y]) => y === null)) return []
  const style = STYLES.get(name)
  return [
    {
      kind: 'lines',
      title,
      heightPx: name === 'price' ? 190 : 110,
      y: {
        kind: 'linear',
        format: 'size',
        unit: option.model.settlement === 'coin' ? 'coins' : 'currency',
        zero: 'include',
      },
      series: [{ name, colour: 'var(--ink)', ...style, points }],
    },
  ]
}

const STYLES = seriesStyles(QUANTITIES.map(({ name }) => name))

/** Five significant digits, thousands grouped, with a proper minus. */
const digits = (value: number): string => {
  if (value === 0) return '0'
  const size = Math.abs(value)
  const sign = value < 0 ? '−' : ''
  if (size >= 1e9 || size < 1e-3) return sign + size.toExponential(2).replace('e-', 'e−').replace('e+', 'e')
  const text = String(size >= 1e5 ? Math.round(size) : Number(size.toPrecision(5)))
  return sign + text.replace(/^\d+/, (units) => units.replace(/\B(?=(\d{3})+$)/g, ','))
}

const percent = (share: number): string => `${digits(Number((share * 100).toPrecision(4)))}%`
