import { intervalChart, type Block, type Figure, type IntervalRow, type Section } from '@ebbline/charts'
import { metricDefinitions, type MetricDefinition } from './metrics-definitions.ts'
import { formatOf } from './report-format.ts'
import { orderText, ordersTable } from './report-orders.ts'
import { BOUND_TITLES, runOf, slug, type ReportView } from './report-view.ts'
import { ORDER_WORDS, type Variant } from './variants.ts'
import type { Comparison, Ranking } from './verdicts-types.ts'

/** The metrics whose four values are drawn. */
const DRAWN: readonly string[] = [
  'equityPreserved',
  'positionPreserved',
  'slippageBps',
  'badDebt',
  'fundDrawdown',
  'timeAtRiskSec',
]

/** Does the order of policies hold? Under every variant: a picture for the main metrics of a recorded tape, and all in a table. */
export const checksSection = (view: ReportView, comparison: Comparison): Section | null => {
  const table = ordersTable(view, comparison)
  if (table === null) return null
  const figures = view.variants.length > 2 ? DRAWN.flatMap((name) => checkFigure(view, name, comparison)) : []
  return {
    id: 'checks',
    title: 'Does the order hold?',
    lead:
      figures.length > 0
        ? `A bar tells its extremes, not which came first. So every policy was run with the ${wordsOf(view)} and then in the other order, on the frozen path and with own impact. An order of policies holds only where every run of the one lies beyond the same run of the other.`
        : 'An order of policies counts only where the frozen path and own impact agree on it.',
    blocks: [...rowsOf(figures), { kind: 'figure', figure: table }],
  }
}

const wordsOf = ({ order }: ReportView): string => (order === null ? 'order as given' : ORDER_WORDS[order])

const rowsOf = (figures: readonly Figure[]): readonly Block[] =>
  figures.flatMap((figure, at): readonly Block[] =>
    at % 2 === 0 ? [{ kind: 'row', figures: [figure, ...figures.slice(at + 1, at + 2)] }] : [],
  )

const checkFigure = (view: ReportView, name: string, { rankings }: Comparison): readonly Figure[] => {
  const definition = metricDefinitions.find((each) => each.name === name)
  const other = view.variants.find(({ order }) => order !== view.order)?.order ?? null
  if (definition === undefined || other === null || view.order === null) return []
  const ranking = rankings.find(
    ({ metric, tape }) => metric === name && tape?.scenario === view.scenario.name && tape.seed === view.scenario.seed,
  )
  return [
    intervalChart({
      id: `check-${slug(name)}`,
      title: definition.title,
      subtitle: `${sentence(ranking)} ${definition.better === 'higher' ? 'Further right is better.' : 'Further left is better.'}`,
      axis: {
        kind: 'linear',
        format: definition.unit === 'seconds' ? 'size' : formatOf(definition),
        unit: UNITS[definition.unit],
        zero: 'include',
      },
      axisName: `${definition.title.toLowerCase()}${definition.unit === 'seconds' ? ', account-hours' : ''}`,
      bounds: [BOUND_TITLES.frozen, BOUND_TITLES.own],
      checks: [`${BOUND_TITLES.frozen} (other order)`, `${BOUND_TITLES.own} (other order)`],
      rows: view.policies.map((policy) => rowOf(view, policy.name, { definition, other })),
    }),
  ]
}

const sentence = (ranking: Ranking | undefined): string => {
  const text = ranking === undefined ? 'not measured' : orderText(ranking)
  if (text === 'open') return 'No order holds in all four runs.'
  if (text === 'not measured' || text === 'all equal') return `All four runs: ${text}.`
  return `In all four runs: ${text}.`
}

const UNITS: Readonly<Record<MetricDefinition['unit'], string>> = {
  money: 'USD',
  ratio: 'share',
  bps: 'bp',
  seconds: 'h',
  count: 'accounts',
}

const rowOf = (
  view: ReportView,
  policy: string,
  { definition, other }: { readonly definition: MetricDefinition; readonly other: Variant['order'] },
): IntervalRow => {
  const value = (variant: Variant): number | null => {
    const metric = runOf(view, policy, variant)?.outcome.run.metrics[definition.name] ?? null
    return metric === null ? null : Number(metric) / (definition.unit === 'seconds' ? 3600 : 1)
  }
  const pair = (order: Variant['order']): readonly [number | null, number | null] => [
    value({ bound: 'frozen', order }),
    value({ bound: 'own', order }),
  ]
  const [first, second] = pair(view.order)
  return { name: policy, colour: view.styleOf(policy).colour, first, second, checks: pair(other) }
}
