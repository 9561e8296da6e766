import { smileDensity, sviVariance, sviVol, type SviSlice } from '@ebbline/core'
import { laneChart, lineChart, themeColour, type Figure, type LineLane, type Series } from '@ebbline/charts'
import { shapesOf } from './moves.ts'
import type { ExpiryFit, SurfaceFit } from './fit-chain.ts'

/** An expiry with a slice and a forward, as pictures need it. */
export interface DrawnExpiry extends ExpiryFit {
  readonly slice: SviSlice
  readonly price: number
  readonly label: string
}

const DAY_YEARS = 1 / 365

/** Expiries that can be drawn, by date. */
export const drawnOf = ({ expiries }: SurfaceFit): readonly DrawnExpiry[] =>
  expiries.flatMap((one) => {
    if (one.slice === null || one.forward.kind === 'missing') return []
    return [{ ...one, slice: one.slice, price: one.forward.forward, label: dayText(one.expiryMs) }]
  })

/** `27 Mar 2026`. */
export const dayText = (timeMs: number): string => {
  const date = new Date(timeMs)
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()] ?? ''} ${date.getUTCFullYear()}`
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** Days as people say them: `9 h`, `3.2 days`, `54 days`. */
export const spanText = (years: number): string => {
  const days = years / DAY_YEARS
  if (days < 1) return `${Math.round(days * 24)} h`
  return `${days < 10 ? days.toFixed(1) : Math.round(days)} days`
}

const POINTS = 241

/** Even steps from `low` to `high`, both included. */
const steps = (low: number, high: number): readonly number[] =>
  Array.from({ length: POINTS }, (_, index) => low + ((high - low) * index) / (POINTS - 1))

/** The smile of one expiry over its quotes. */
export const smileFigure = (expiry: DrawnExpiry): Figure => {
  const { smile, slice, time, price, label, status } = expiry
  const reach = 2 * Math.sqrt(sviVariance(slice, 0))
  const [first, last] = [smile.quotes[0]?.k ?? -reach, smile.quotes.at(-1)?.k ?? reach]
  const ks = steps(Math.min(first, -0.5 * reach), Math.max(last, 0.5 * reach))
  const quotes = smile.quotes.map(({ strike, bidVol, askVol }) => [strike, bidVol, askVol] as const)
  return lineChart({
    id: `smile-${expiry.expiryMs}`,
    title: `${label}, ${spanText(time)}`,
    subtitle: subtitleOf(expiry),
    heightPx: 210,
    x: { kind: 'value', name: 'strike, USD', axis: { kind: 'linear', format: 'price', unit: 'USD' } },
    y: { kind: 'linear', format: 'ratio', unit: 'volatility per √year' },
    series: [
      {
        name: status === 'kept' ? 'last good fit' : 'fit',
        colour: themeColour('series-1'),
        dash: status === 'kept' ? '5 3' : undefined,
        points: ks.map((k) => [price * Math.exp(k), sviVol(slice, k, time)] as const),
      },
    ],
    ...(quotes.length === 0
      ? {}
      : { ranges: [{ name: 'bid to ask', colour: themeColour('series-4'), points: quotes }] }),
    rules: [{ x: price, label: 'forward' }],
  })
}

const subtitleOf = ({ error, smile, status, reason }: DrawnExpiry): string => {
  if (status === 'kept') return `Volatility; last good fit, because of ${reasonText(reason)}.`
  if (error === null) return 'Volatility.'
  const inside = `${Math.round(100 * error.insideShare)} % of ${smile.quotes.length} quotes inside bid and ask`
  return `Volatility; ${inside}.`
}

/** `too few quotes`. */
export const reasonText = (reason: ExpiryFit['reason']): string => (reason ?? 'nothing').replaceAll('-', ' ')

/** Colours from near to far expiries. */
const ramp = (index: number, count: number): string => {
  const share = count < 2 ? 0 : Math.round((100 * index) / (count - 1))
  return `color-mix(in oklab, ${themeColour('series-4')} ${share}%, ${themeColour('series-1')})`
}

/** At most this many expiries in one picture, so that each can be told. */
const LINES_MAX = 6

/** First and last and evenly between. */
const thinned = <T>(list: readonly T[]): readonly T[] => {
  if (list.length <= LINES_MAX) return list
  return Array.from(
    { length: LINES_MAX },
    (_, index) => list[Math.round((index * (list.length - 1)) / (LINES_MAX - 1))],
  ).filter((one) => one !== undefined)
}

const lineOf = (
  expiries: readonly DrawnExpiry[],
  points: (expiry: DrawnExpiry) => Series['points'],
): readonly Series[] =>
  expiries.map((expiry, index) => ({
    name: expiry.label,
    colour: ramp(index, expiries.length),
    points: points(expiry),
  }))

/** Total variance of all expiries over log strike: lines that crossed would be calendar arbitrage. */
export const varianceFigure = (drawn: readonly DrawnExpiry[]): Figure => {
  const ks = steps(-1, 1)
  return lineChart({
    id: 'total-variance',
    title: 'Total variance by strike and expiry',
    subtitle: 'σ²T by strike over forward, logarithmic; where lines cross there is calendar arbitrage.',
    heightPx: 340,
    x: { kind: 'value', name: 'strike / forward', axis: { kind: 'log', format: 'multiple', unit: '1' } },
    y: { kind: 'log', format: 'price', unit: 'total variance' },
    series: lineOf(thinned(drawn), ({ slice }) => ks.map((k) => [Math.exp(k), sviVariance(slice, k)] as const)),
  })
}

/** Risk-neutral densities of the price at expiry. */
export const densityFigure = (drawn: readonly DrawnExpiry[]): Figure => {
  const some = thinned(drawn.filter(({ time }) => time >= 5 * DAY_YEARS))
  const shown = some.length === 0 ? thinned(drawn) : some
  const reach = Math.max(...shown.map(({ slice }) => Math.sqrt(sviVariance(slice, 0))))
  const ks = steps(Math.max(-1.6, -3 * reach), Math.min(1.1, 2.2 * reach))
  return lineChart({
    id: 'density',
    title: 'What the options say of the price at expiry',
    subtitle: 'Risk-neutral density per 1 % of price, by price at expiry in USD.',
    heightPx: 320,
    x: { kind: 'value', name: 'price at expiry, USD', axis: { kind: 'linear', format: 'price', unit: 'USD' } },
    y: { kind: 'linear', format: 'ratio', unit: 'probability per 1 % of price', zero: 'include' },
    series: lineOf(shown, ({ slice, price }) =>
      ks.map((k) => [price * Math.exp(k), 0.01 * smileDensity(slice, k)] as const),
    ),
  })
}

/** Shortest time to expiry whose carry is told: below, a basis point of the forward is a percent a year. */
const CARRY_YEARS = 5 * DAY_YEARS

/** Carry per year of an expiry that is not too near for it to mean anything. */
export const carryOf = ({ carry, time }: Pick<ExpiryFit, 'carry' | 'time'>): number | null =>
  time < CARRY_YEARS ? null : carry

/** Volatility at the money, skew and carry over time to expiry, under each other. */
export const termFigure = (fit: SurfaceFit, drawn: readonly DrawnExpiry[]): Figure => {
  const shapes = shapesOf(fit)
  const colour = themeColour('series-4')
  const lane = (title: string, name: string, points: readonly (readonly [number, number])[]): LineLane => ({
    kind: 'lines',
    title,
    heightPx: 130,
    y: { kind: 'linear', format: 'ratio', unit: title },
    series: [{ name, colour, points }],
    marks: points.map(([x, y]) => ({
      name: 'expiry',
      colour,
      shape: 'circle',
      x,
      y,
      tooltip: `${(100 * y).toFixed(1)} %`,
    })),
  })
  const carry = drawn.flatMap((one) => {
    const value = carryOf(one)
    return value === null ? [] : [[one.time / DAY_YEARS, value] as const]
  })
  return laneChart({
    id: 'term',
    title: 'By time to expiry',
    subtitle: 'Each dot is an expiry. Skew is volatility one deviation below the forward less one above.',
    x: { kind: 'value', name: 'days to expiry', axis: { kind: 'log', format: 'price', unit: 'days' } },
    lanes: [
      lane(
        'Volatility at the forward',
        'volatility',
        shapes.map(({ days, vol }) => [days, vol] as const),
      ),
      lane(
        'Skew',
        'skew',
        shapes.map(({ days, skew }) => [days, skew] as const),
      ),
      ...(carry.length === 0 ? [] : [lane('Carry a year', 'carry', carry)]),
    ],
  })
}
