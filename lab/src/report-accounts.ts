import { intervalChart, lineChart, type Block, type Figure, type IntervalRow, type Section } from '@ebbline/charts'
import type { Receipt } from '@ebbline/core'
import type { MetricValue } from '@ebbline/wire'
import type { ReportRun } from './report-input.ts'
import { thinned, type LinePoint } from './report-thin.ts'
import { BOUND_TITLES, inUnits, runIn, runsUnder, type ReportView } from './report-view.ts'

/** Section e: what the treated accounts kept. */
export const accountsSection = (view: ReportView): Section => ({
  id: 'accounts',
  title: 'What the accounts keep',
  lead: 'Each policy is measured on the accounts that it touched. A policy that acts early touches more of them, and healthier ones; the share kept and the number touched belong together.',
  blocks: [
    {
      kind: 'figure',
      figure: metricFigure(view, {
        id: 'kept',
        title: 'Equity preserved',
        subtitle: 'Equity when treatment ended over equity when first triggered, all touched accounts together',
        metric: 'equityPreserved',
      }),
    },
    { kind: 'figure', figure: heldFigure(view) },
    ...distributionBlocks(view),
    {
      kind: 'figure',
      figure: metricFigure(view, {
        id: 'position-kept',
        title: 'Position preserved',
        subtitle: 'One less what was closed by force over the position at first trigger',
        metric: 'positionPreserved',
      }),
    },
  ],
})

const numberOf = (value: MetricValue | undefined): number | null =>
  value === null || value === undefined ? null : Number(value)

const boundsOf = (): readonly [string, string] => [BOUND_TITLES.frozen, BOUND_TITLES.own]

const bothIn = (view: ReportView, policy: string, metric: string): Pick<IntervalRow, 'first' | 'second'> => ({
  first: numberOf(runIn(view, policy, 'frozen')?.outcome.run.metrics[metric]),
  second: numberOf(runIn(view, policy, 'own')?.outcome.run.metrics[metric]),
})

interface MetricFigure {
  readonly id: string
  readonly title: string
  readonly subtitle: string
  readonly metric: string
}

const metricFigure = (view: ReportView, { id, title, subtitle, metric }: MetricFigure): Figure =>
  intervalChart({
    id,
    title,
    subtitle,
    axis: { kind: 'linear', format: 'ratio', unit: 'share', zero: 'include' },
    axisName: title.toLowerCase(),
    bounds: boundsOf(),
    rows: view.policies.map(({ name }) => ({
      name,
      colour: view.styleOf(name).colour,
      ...bothIn(view, name, metric),
    })),
  })

const heldFigure = (view: ReportView): Figure =>
  intervalChart({
    id: 'held',
    title: 'Treated, or held to the end?',
    subtitle:
      'Equity of touched accounts at the end of the run over their equity when first triggered; grey is what the outside path alone would have left them without any action',
    caption:
      'Holding counts nobody’s loss beyond zero and no price impact: it is a yardstick, not a policy. A venue that never acts would owe the winners what the losers cannot pay.',
    axis: { kind: 'linear', format: 'ratio', unit: 'share', zero: 'include' },
    axisName: 'share of equity at first trigger',
    bounds: boundsOf(),
    rows: view.policies.flatMap(({ name }) => [
      { name, colour: view.styleOf(name).colour, ...bothIn(view, name, 'equityAtHorizon') },
      { name: `${name}, if held`, of: name, colour: 'var(--faint)', ...bothIn(view, name, 'equityIfHeld') },
    ]),
  })

/** Share of equity that each touched account kept: from its first receipt's start to its last one's end, lowest first. */
export const sharesKept = (view: ReportView, receipts: readonly Receipt[]): readonly number[] => {
  const spans = new Map<string, { readonly start: number; end: number; closed: boolean }>()
  for (const receipt of receipts) {
    const known = spans.get(receipt.account) ?? { start: inUnits(view, receipt.equityAtStart), end: 0, closed: false }
    known.end = inUnits(view, receipt.equityAtEnd)
    known.closed ||= receipt.closedNotional > 0n
    spans.set(receipt.account, known)
  }
  return [...spans.values()]
    .filter(({ closed }) => closed)
    .map(({ start, end }) => (start <= 0 ? 0 : Math.max(0, end) / start))
    .toSorted((a, b) => a - b)
}

const distributionBlocks = (view: ReportView): readonly Block[] => {
  const lists = runsUnder(view, view.drawn)
    .map((run) => ({ run, shares: sharesKept(view, run.outcome.receipts) }))
    .filter(({ shares }) => shares.length > 0)
  if (lists.length === 0) return []
  return [{ kind: 'figure', figure: distributionFigure(view, lists) }]
}

interface Kept {
  readonly run: ReportRun
  readonly shares: readonly number[]
}

const distributionFigure = (view: ReportView, lists: readonly Kept[]): Figure =>
  lineChart({
    id: 'distribution',
    title: 'How the equity kept is spread over accounts',
    subtitle: `Share of the accounts of which something was closed that kept at most so much of their equity, ${BOUND_TITLES[view.drawn]}; lower and further right is better`,
    caption: `Accounts counted: ${lists.map(({ run, shares }) => `${run.policy.name} ${shares.length}`).join(', ')}. From equity when first triggered to equity when treatment last ended, so a recovery of the market in between counts too; beyond 150% is shown as 150%.`,
    x: {
      kind: 'value',
      name: 'equity kept',
      axis: { kind: 'linear', format: 'ratio', unit: 'share', domain: [0, CEILING] },
    },
    y: { kind: 'linear', format: 'ratio', unit: 'share', domain: [0, 1] },
    series: lists.map(({ run, shares }) => ({
      name: run.policy.name,
      ...view.styleOf(run.policy.name),
      points: cumulative(shares),
    })),
  })

const CEILING = 1.5
const STEPS = 300

/** Share of a sorted list that is at most x, at even steps of x: a staircase short enough for any number of accounts. */
export const cumulative = (sorted: readonly number[]): readonly LinePoint[] => {
  let at = 0
  const points = Array.from({ length: STEPS + 1 }, (_, step): LinePoint => {
    const x = (CEILING * step) / STEPS
    while (at < sorted.length && (step === STEPS || (sorted[at] ?? 0) <= x)) at += 1
    return [x, at / sorted.length]
  })
  return thinned(points)
}
