import { scatterChart, type Figure, type Section } from '@ebbline/charts'
import type { Run } from '@ebbline/wire'
import { BOUND_TITLES, runIn, type ReportView } from './report-view.ts'

/** Section g: what the traders lose against what the others lose; nobody may look at one side alone. */
export const tradeoffSection = (view: ReportView): Section => ({
  id: 'tradeoff',
  title: 'One side against the other',
  lead: 'A gentler policy shifts risk to the venue and to the winners; it does not delete it. Further left is better for the treated accounts: less of their equity at first trigger was lost by the end of treatment. Further down is better for everybody else.',
  blocks: [{ kind: 'row', figures: COSTS.map((cost) => tradeoffFigure(view, cost)) }],
})

interface Cost {
  readonly id: string
  readonly title: string
  readonly subtitle: string
  readonly name: string
  readonly format: 'money' | 'size'
  readonly of: (metrics: Run['metrics']) => number
}

const amount = (metrics: Run['metrics'], name: string): number => Number(metrics[name] ?? 0)

const COSTS: readonly Cost[] = [
  {
    id: 'tradeoff-house',
    title: 'Traders’ loss against the house’s loss',
    subtitle: 'Funds by their largest fall, vault by its loss over the run; bad debt is inside where they paid it',
    name: 'fund drawdown and vault loss, USD',
    format: 'money',
    of: (metrics) => amount(metrics, 'fundDrawdown') + Math.max(0, -amount(metrics, 'vaultResult')),
  },
  {
    id: 'tradeoff-debt',
    title: 'Traders’ loss against bad debt',
    subtitle: 'Bad debt: what accounts owed beyond their equity, whoever paid it',
    name: 'bad debt, USD',
    format: 'money',
    of: (metrics) => amount(metrics, 'badDebt'),
  },
  {
    id: 'tradeoff-winners',
    title: 'Traders’ loss against what winners had cut',
    subtitle: 'Notional of winners’ positions that deleveraging closed',
    name: 'deleveraged notional, USD',
    format: 'money',
    of: (metrics) => amount(metrics, 'adlNotional'),
  },
  {
    id: 'tradeoff-time',
    title: 'Traders’ loss against time at risk',
    subtitle: 'Time that accounts under treatment spent below maintenance, all added up',
    name: 'account-hours below maintenance',
    format: 'size',
    of: (metrics) => amount(metrics, 'timeAtRiskSec') / 3600,
  },
]

const tradeoffFigure = (view: ReportView, cost: Cost): Figure =>
  scatterChart({
    id: cost.id,
    title: cost.title,
    subtitle: cost.subtitle,
    x: {
      kind: 'linear',
      format: 'ratio',
      unit: 'share',
      name: 'share of equity lost',
    },
    y: {
      kind: 'linear',
      format: cost.format,
      unit: cost.format === 'money' ? 'USD' : 'hours',
      zero: 'include',
      name: cost.name,
    },
    bounds: [BOUND_TITLES.frozen, BOUND_TITLES.own],
    points: view.policies.flatMap(({ name }) => {
      const pairs = view.bounds.flatMap((bound) => {
        const metrics = runIn(view, name, bound)?.outcome.run.metrics
        const kept = metrics?.['equityPreserved'] ?? null
        return metrics === undefined || kept === null ? [] : [[1 - Number(kept), cost.of(metrics)] as const]
      })
      const [first, second] = pairs
      return first === undefined ? [] : [{ name, colour: view.styleOf(name).colour, first, second: second ?? null }]
    }),
  })
