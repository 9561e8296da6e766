import {
  comparisonTable,
  type Block,
  type ColumnGroup,
  type Section,
  type TableColumn,
  type TableFigure,
} from '@ebbline/charts'
import type { Run } from '@ebbline/wire'
import { metricDefinitions, type MetricDefinition } from './metrics-definitions.ts'
import { claimsTable } from './report-claims.ts'
import { decimalOf, formatOf } from './report-format.ts'
import { runOf, variantTitle, type ReportView } from './report-view.ts'
import { judgedMetrics } from './verdicts.ts'
import type { Verdict } from './verdicts-types.ts'

/** The columns that are read first; all others follow in two further tables. */
const FIRST: readonly string[] = [
  'traderLoss',
  'equityPreserved',
  'positionPreserved',
  'forcedNotional',
  'overLiquidationRatio',
  'slippageBps',
  'accountsTouched',
  'venueLoss',
  'badDebt',
  'fundDrawdown',
  'vaultResult',
  'adlNotional',
  'peakImpactBps',
  'timeAtRiskSec',
  'accountsBankrupt',
]

const SIDES: Readonly<Record<MetricDefinition['side'], string>> = {
  benefit: 'To the accounts under treatment',
  cost: 'To the venue, its other users and the market',
}

/** Section b: the policies side by side, benefit beside cost, all variants in every cell. */
export const tableSection = (view: ReportView, verdicts: readonly Verdict[]): Section => ({
  id: 'table',
  title: view.policies.length > 1 ? 'The policies side by side' : 'The numbers',
  lead:
    view.variants.length > 2
      ? 'Each cell holds four numbers: on the frozen path and with the price impact of the run’s own orders, each with both orders of prints inside a bar. A best or worst is claimed only where all four agree.'
      : view.variants.length > 1
        ? 'Each cell holds two numbers: on the frozen path, and with the price impact of the run’s own orders. A best or worst is claimed only where both agree.'
        : `Each cell holds one number: ${view.variants.map(variantTitle).join('')}.`,
  blocks: [
    { kind: 'figure', figure: policyTable(view) },
    { kind: 'figure', figure: restTable(view, 'benefit') },
    { kind: 'figure', figure: restTable(view, 'cost') },
    ...claimsBlocks(view, verdicts),
  ],
})

const claimsBlocks = (view: ReportView, verdicts: readonly Verdict[]): readonly Block[] => {
  const figure = claimsTable(view, verdicts)
  return figure === null ? [] : [{ kind: 'figure', figure }]
}

const policyTable = (view: ReportView): TableFigure =>
  metricTable(view, {
    id: 'policies',
    title: 'Benefit and cost',
    subtitle: 'What was done for the accounts under treatment, and what that cost everybody else',
    metrics: FIRST,
  })

const restTable = (view: ReportView, side: MetricDefinition['side']): TableFigure =>
  metricTable(view, {
    id: `more-${side}`,
    title: side === 'benefit' ? 'More on the accounts' : 'More on everybody else',
    subtitle: 'The remaining metrics',
    metrics: metricDefinitions
      .filter((each) => each.side === side && !FIRST.includes(each.name))
      .map(({ name }) => name),
  })

interface Wanted {
  readonly id: string
  readonly title: string
  readonly subtitle: string
  readonly metrics: readonly string[]
}

const metricTable = (view: ReportView, wanted: Wanted): TableFigure => {
  const chosen = metricDefinitions.filter(({ name }) => wanted.metrics.includes(name))
  const groups = (['benefit', 'cost'] as const).flatMap((side): readonly ColumnGroup[] => {
    const columns = chosen.filter((each) => each.side === side).map((each) => columnOf(view, each))
    return columns.length === 0 ? [] : [{ title: SIDES[side], columns }]
  })
  return comparisonTable({
    id: wanted.id,
    title: wanted.title,
    subtitle: wanted.subtitle,
    rowTitle: 'policy',
    bounds: view.variants.map(variantTitle),
    groups,
    rows: view.policies.map(({ name }) => ({
      name,
      colour: view.styleOf(name).colour,
      cells: Object.fromEntries(
        chosen.map((definition) => [
          definition.name,
          view.variants.map((variant) => metricIn(runOf(view, name, variant)?.outcome.run, definition)),
        ]),
      ),
    })),
  })
}

const metricIn = (run: Run | undefined, definition: MetricDefinition): string | null =>
  decimalOf(definition, run?.metrics[definition.name] ?? null)

const UNITS: Readonly<Record<MetricDefinition['unit'], string>> = {
  money: 'USD',
  ratio: '',
  bps: 'bp',
  seconds: '',
  count: '',
}

/** One policy alone is neither best nor worst. */
const columnOf = (view: ReportView, definition: MetricDefinition): TableColumn => ({
  key: definition.name,
  title: definition.title,
  definition: definition.definition,
  unit: UNITS[definition.unit],
  format: formatOf(definition),
  better: view.policies.length > 1 && judgedMetrics.includes(definition) ? definition.better : 'none',
})
