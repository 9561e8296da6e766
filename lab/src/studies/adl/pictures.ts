import {
  laneChart,
  lorenzChart,
  seriesStyles,
  type BarLane,
  type Figure,
  type LineLane,
  type Series,
} from '@ebbline/charts'
import { FIRST_LIQUIDATION_MS } from './datasets.ts'
import type { AdlOutcome } from './adl.ts'
import { sum } from './measure.ts'
import type { WaveResult } from './study.ts'

/** Needed and taken so far, over time, above the fills of each second. */
export const wavesFigure = ({ study, data }: AdlOutcome): Figure =>
  laneChart({
    id: 'waves',
    title: 'Needed and taken, 10 October 2025',
    subtitle: 'Winners’ profit that the waves needed, and what the queue took, added up; fills by second below',
    x: { kind: 'utc-ms' },
    lanes: [moneyLane(study.waves), fillsLane(data)],
  })

const moneyLane = (waves: readonly WaveResult[]): LineLane => {
  const line = (name: 'taken' | 'needed'): Series => {
    let total = 0
    const points = waves.map((wave) => [wave.startMs, (total += Number(wave[name]))] as const)
    return {
      name,
      colour: 'var(--ink)',
      ...STYLES.get(name),
      shape: 'step',
      points: [[FIRST_LIQUIDATION_MS, 0], ...points],
    }
  }
  return {
    kind: 'lines',
    title: 'Added up',
    y: { kind: 'linear', format: 'money', unit: 'USD', zero: 'include' },
    series: [line('taken'), line('needed')],
  }
}

/** Deleveraging is what takes: the two share a colour. */
const STYLES = seriesStyles(['taken', 'needed', 'liquidation'])

const colourOf = (name: string): string => STYLES.get(name)?.colour ?? 'var(--ink)'

/** Seconds in one bar. */
const BAR_S = 10

const fillsLane = ({ seconds }: AdlOutcome['data']): BarLane => {
  const bars = new Map<number, { liquidations: number; adls: number }>()
  for (const { second, liquidations, adls } of seconds) {
    const start = second - (second % BAR_S)
    const bar = bars.get(start) ?? { liquidations: 0, adls: 0 }
    bars.set(start, { liquidations: bar.liquidations + liquidations, adls: bar.adls + adls })
  }
  const sorted = [...bars].toSorted(([a], [b]) => a - b)
  return {
    kind: 'bars',
    title: 'Fills in ten seconds',
    y: { kind: 'linear', format: 'count', unit: 'fills' },
    starts: sorted.map(([start]) => FIRST_LIQUIDATION_MS + 1_000 * start),
    barWidth: 1_000 * BAR_S,
    parts: [
      { name: 'liquidation', colour: colourOf('liquidation'), values: sorted.map(([, bar]) => bar.liquidations) },
      { name: 'deleveraging', colour: colourOf('taken'), values: sorted.map(([, bar]) => bar.adls) },
    ],
  }
}

/** How unevenly the closing fell on those whom it hit. */
export const burdenFigure = ({ data }: AdlOutcome): Figure =>
  lorenzChart({
    id: 'burden',
    title: 'Who was closed',
    subtitle: 'Notional force-closed, over the accounts that were deleveraged, least burdened first',
    weightName: 'accounts',
    takenName: 'notional',
    series: [
      {
        name: 'deleveraged accounts',
        colour: 'var(--ink)',
        ...seriesStyles(['deleveraged accounts']).get('deleveraged accounts'),
        accounts: burdens(data.accounts.map(({ notional }) => notional)),
      },
    ],
  })

/** The hundred largest one by one, all others in groups of a hundred: a page need not hold twenty thousand points. */
const burdens = (notionals: readonly number[]): readonly { readonly taken: number; readonly weight: number }[] => {
  const sorted = notionals.toSorted((a, b) => b - a)
  const groups = Array.from({ length: Math.ceil(Math.max(0, sorted.length - GROUP) / GROUP) }, (_, at) =>
    sorted.slice(GROUP * (at + 1), GROUP * (at + 2)),
  )
  return [
    ...sorted.slice(0, GROUP).map((taken) => ({ taken, weight: 1 })),
    ...groups.map((group) => ({ taken: sum(group), weight: group.length })),
  ]
}

const GROUP = 100
