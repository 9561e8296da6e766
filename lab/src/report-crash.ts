import {
  causeColour,
  formatValue,
  laneChart,
  type BarLane,
  type Figure,
  type LineLane,
  type Rule,
  type Section,
  type Series,
} from '@ebbline/charts'
import type { Scenario } from '@ebbline/wire'
import { binned, binsOver, thinned } from './report-thin.ts'
import { derivativesOf, elapsed, runsUnder, type ReportView } from './report-view.ts'
import type { ReportRun } from './report-input.ts'
import { CLOSING_CAUSES, type ClosingCause, type Sample } from './series.ts'

/** Section c: the prices that nobody moved, those that the policies made of them, and what was closed by force. */
export const crashSection = (view: ReportView): Section => ({
  id: 'crash',
  title: 'The crash',
  lead:
    view.drawn === 'own'
      ? 'The same outside path for all; each policy’s own forced orders push its venue’s price further.'
      : 'The frozen path: prices ignore what the policy sells, so all policies see the same marks.',
  blocks: [
    { kind: 'figure', figure: priceFigure(view) },
    { kind: 'figure', figure: impactFigure(view) },
    { kind: 'figure', figure: closingFigure(view) },
  ],
})

const HELD_BACK = 'allocation: '

/** How many episodes got less than they asked for because all accounts together were held to a budget. */
const heldBackText = (view: ReportView): string => {
  const counts = runsUnder(view, view.drawn).map(({ policy, outcome: { receipts } }) => {
    const held = receipts.filter(({ bound }) => bound.some((reason) => reason.startsWith(HELD_BACK))).length
    return `${policy.name} ${formatValue('count', held)} of ${formatValue('count', receipts.length)}`
  })
  return `Episodes in which a budget shared by all accounts held slices back: ${counts.join(', ')}.`
}

/** Starts of the phases and the false prints of one source, as vertical rules. */
export const rulesOf = ({ clock, path }: Scenario): readonly Rule[] => {
  let at = clock.calmSec
  const phases = path.phases.map((phase) => {
    const rule = { x: at * 1000, label: phase.name }
    at += phase.durationSec
    return rule
  })
  const wicks = path.wicks.map((wick) => ({ x: wick.atSec * 1000, label: `false print on ${wick.source}` }))
  return [...wicks, ...phases].toSorted((a, b) => a.x - b.x)
}

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
  )

const policyLines = (view: ReportView, read: (sample: Sample) => number | undefined): readonly Series[] =>
  runsUnder(view, view.drawn)
    .map((run) => ({ name: run.policy.name, ...view.styleOf(run.policy.name), points: lineOf(view, run, read) }))
    .filter(({ points }) => points.length > 0)

const priceFigure = (view: ReportView): Figure =>
  laneChart({
    id: 'prices',
    title: 'Outside price, and mark under each policy',
    subtitle: 'Quote units of each market, whole run; the grey line is the price without any forced order',
    caption:
      'Marks are weighted medians of simulated sources, so one false print moves none of them. Lowest and highest points are kept where lines are thinned.',
    x: { kind: 'elapsed-ms' },
    rules: rulesOf(view.scenario),
    lanes: derivativesOf(view.scenario).flatMap((id): readonly LineLane[] => {
      const [first] = runsUnder(view, view.drawn)
      const outside = first === undefined ? [] : lineOf(view, first, ({ exogenous }) => exogenous[id])
      const series: readonly Series[] = [
        ...(outside.length === 0 ? [] : [{ name: 'outside price', colour: 'var(--faint)', points: outside }]),
        ...policyLines(view, ({ marks }) => marks[id]),
      ]
      return series.length === 0
        ? []
        : [{ kind: 'lines', title: id, heightPx: 150, y: { kind: 'linear', format: 'price', unit: 'USD' }, series }]
    }),
  })

const impactFigure = (view: ReportView): Figure =>
  laneChart({
    id: 'impact',
    title: 'The venue’s own price against the outside price',
    subtitle:
      'Middle of the venue’s book after the forced orders of each batch, basis points; below zero the venue is cheaper',
    x: { kind: 'elapsed-ms' },
    rules: rulesOf(view.scenario),
    lanes: derivativesOf(view.scenario).flatMap((id): readonly LineLane[] => {
      const series = policyLines(view, ({ impactBps }) => impactBps[id])
      return series.length === 0
        ? []
        : [
            {
              kind: 'lines',
              title: id,
              heightPx: 130,
              y: { kind: 'linear', format: 'bps', unit: 'bp', zero: 'include' },
              series,
            },
          ]
    }),
  })

/** Words and colours of the ways of closing; what the house sells of its own is no closing of a customer. */
const WAYS: Readonly<Record<ClosingCause, { readonly name: string; readonly colour: string }>> = {
  slice: { name: 'slice in the market', colour: causeColour('slice') },
  close: { name: 'full close in the market', colour: causeColour('full-close') },
  takeover: { name: 'taken over by a fund', colour: causeColour('takeover') },
  vault: { name: 'taken over by the vault', colour: causeColour('vault') },
  adl: { name: 'deleveraged against winners', colour: causeColour('adl') },
  unwind: { name: 'house unwinding', colour: 'var(--faint)' },
}

const BARS_MAX = 120

const closingFigure = (view: ReportView): Figure => {
  const { clock } = view.scenario
  const bins = binsOver({ start: 0, end: clock.horizonSec * 1000, step: clock.batchMs, most: BARS_MAX })
  const lanes = runsUnder(view, view.drawn).map((run): BarLane => ({
    kind: 'bars',
    title: run.policy.name,
    heightPx: 100,
    y: { kind: 'linear', format: 'money', unit: 'USD' },
    starts: bins.starts,
    barWidth: bins.width,
    parts: CLOSING_CAUSES.map((cause) => ({
      ...WAYS[cause],
      values: binned(bins, run.outcome.series.samples, {
        x: ({ time }) => elapsed(view, time) - 1,
        amount: ({ forced }) => forced[cause],
      }),
    })),
  }))
  return laneChart({
    id: 'closing',
    title: 'Forced closing through time, by cause',
    subtitle: `Notional closed in each ${bins.width / 1000} s, one lane a policy, one scale for all`,
    caption: `${heldBackText(view)} Grey is the house selling what it took over: it moves the price too, but closes no customer. Taken-over positions therefore show twice, once when they change hands and once when they are sold.`,
    x: { kind: 'elapsed-ms' },
    rules: rulesOf(view.scenario),
    lanes,
  })
}
