import type { Rule, Series } from '@ebbline/charts'
import type { Scenario } from '@ebbline/wire'
import type { ReportRun } from './report-input.ts'
import { LINE_POINTS_MAX, thinned } from './report-thin.ts'
import { elapsed, type ReportView } from './report-view.ts'
import type { Sample } from './series.ts'

/** Starts of the phases and the false prints of one source, as vertical rules. */
export const rulesOf = ({ clock, path }: Scenario): readonly Rule[] => {
  if (path.kind === 'recorded') return []
  let at = clock.calmSec
  const phases = path.phases.map((phase) => {
    const rule = { x: at * 1000, label: phase.name }
    at += phase.durationSec
    return rule
  })
  const wicks = path.wicks.map((wick) => ({ x: wick.atSec * 1000, label: `false print on ${wick.source}` }))
  return [...wicks, ...phases].toSorted((a, b) => a.x - b.x)
}

/** Points of a line where many policies are drawn: a page with all presets stays of moderate size. */
const MANY = { policies: 8, points: 200 } as const

/** One value of every sample of a run as a line, gaps left out. */
export const lineOf = (
  view: ReportView,
  run: ReportRun,
  read: (sample: Sample) => number | undefined,
): Series['points'] =>
  thinned(
    run.outcome.series.samples.flatMap((sample) => {
      const value = read(sample)
      return value === undefined || !Number.isFinite(value) ? [] : [[elapsed(view, sample.time), value] as const]
    }),
    view.policies.length > MANY.policies ? MANY.points : LINE_POINTS_MAX,
  )
