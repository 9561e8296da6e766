import { CHART_CSS, laneChart, seriesStyles, THEME_CSS, type Figure, type LineLane, type Series } from '@ebbline/charts'
import { thinned } from '../../report-thin.ts'
import { SOURCE_NAMES, TICKS_PER_USD, type SourceName } from './scale.ts'
import type { WickOutcome } from './wick.ts'

const INDEX_ONLY = 'index only'

/** Accounts liquidated so far, over time, one line a rule and one for the index alone. */
export const accountsFigure = ({ study, breaches, runs }: WickOutcome): Figure => {
  const times = new Map([
    [INDEX_ONLY, [...breaches.values()]],
    ...study.rules.map(({ rule }) => [rule, [...(runs.get(rule)?.started.values() ?? [])]] as const),
  ])
  const styles = seriesStyles([...times.keys()])
  const series = [...times].map(([name, moments]): Series => ({
    name,
    colour: 'var(--ink)',
    ...styles.get(name),
    shape: 'step',
    points: thinned(risingCount(moments, study)),
  }))
  return laneChart({
    id: 'accounts',
    title: 'Accounts liquidated, by mark rule',
    subtitle: `Of ${study.accounts} isolated positions, counted from 21:00 UTC on 10 October 2025`,
    ...(study.holds ? { caption: `The lines of ${study.shipped} and of the index alone are one.` } : {}),
    x: { kind: 'utc-ms' },
    lanes: [{ kind: 'lines', y: { kind: 'linear', format: 'count', unit: 'accounts', zero: 'include' }, series }],
  })
}

const risingCount = (
  moments: readonly number[],
  { startMs, endMs }: { readonly startMs: number; readonly endMs: number },
): readonly (readonly [number, number])[] => [
  [startMs, 0],
  ...moments.toSorted((a, b) => a - b).map((time, at) => [time, at + 1] as const),
  [endMs, moments.length],
]

/** Prices by venue above, marks by rule below, for one coin. */
export const coinFigure = (outcome: WickOutcome, coin: string): Figure =>
  laneChart({
    id: `price-${coin.toLowerCase()}`,
    title: `${coin}: what venues traded, and what each rule made of it`,
    subtitle: 'Price in USD, from 21:00 UTC on 10 October 2025',
    x: { kind: 'utc-ms' },
    lanes: [priceLane(outcome, coin), markLane(outcome, coin)],
  })

const VENUES: Readonly<Record<SourceName, string>> = {
  own: 'perpetual',
  coinbase: 'Coinbase',
  gemini: 'Gemini',
}

const priceLane = ({ data, study }: WickOutcome, coin: string): LineLane => {
  const found = data.coins.find((each) => each.coin === coin)
  const styles = seriesStyles(SOURCE_NAMES.map((source) => VENUES[source]))
  const series = SOURCE_NAMES.flatMap((source): readonly Series[] => {
    const bars = (found?.seconds[source] ?? []).filter(({ time }) => time >= study.startMs && time <= study.endMs)
    if (bars.length === 0) return []
    const points = thinned(bars.flatMap(({ time, low, high }) => [[time, high] as const, [time + 500, low] as const]))
    return [{ name: VENUES[source], colour: 'var(--ink)', ...styles.get(VENUES[source]), points }]
  })
  return { kind: 'lines', title: 'Traded at', y: { kind: 'linear', format: 'price', unit: 'USD' }, series }
}

const markLane = ({ study, runs }: WickOutcome, coin: string): LineLane => {
  const names = study.rules.map(({ rule }) => rule)
  const styles = seriesStyles([INDEX_ONLY, ...names])
  const series = names.map((name): Series => {
    const line = runs.get(name)?.marks.get(coin) ?? []
    const points = line.map((ticks, at) => [study.startMs + 1_000 * at, ticks / TICKS_PER_USD] as const)
    return { name, colour: 'var(--ink)', ...styles.get(name), points: thinned(points) }
  })
  return { kind: 'lines', title: 'Mark', y: { kind: 'linear', format: 'price', unit: 'USD' }, series }
}

/** A drawing that stands alone: the styles that a page would give it, and a ground of its own. */
export const standing = ({ svg }: Figure): string =>
  `${svg.replace(
    />/,
    `><style>${THEME_CSS}\n${CHART_CSS}</style><rect x="-20" y="-20" width="120%" height="120%" fill="var(--paper)"/>`,
  )}\n`
