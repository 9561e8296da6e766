import { comparisonTable, type Section } from '@ebbline/charts'
import { decimalOf, formatOf } from './report-format.ts'
import { BOUND_TITLES, type ReportView } from './report-view.ts'
import { BOUND_NAMES, type Variant } from './variants.ts'
import { tapeName } from './verdicts-breaks.ts'
import { valueUnder } from './verdicts-ranking.ts'
import { judgedMetrics } from './verdicts.ts'
import type { PolicyRuns, TapeComparison } from './verdicts-types.ts'

const TAPE_METRICS: readonly string[] = [
  'equityPreserved',
  'positionPreserved',
  'forcedNotional',
  'badDebt',
  'fundDrawdown',
  'adlNotional',
  'timeAtRiskSec',
]

/** Every tape and policy in a few metrics, when there is more than one tape; a row for each print order. */
export const tapesSection = (view: ReportView, tapes: readonly TapeComparison[]): Section => {
  const chosen = judgedMetrics.filter(({ name }) => TAPE_METRICS.includes(name))
  const figure = comparisonTable({
    id: 'tapes',
    title: 'Every tape',
    subtitle:
      'The same metrics for each scenario and seed; other order: the farther and the nearer extreme of each bar swapped',
    rowTitle: 'policy and tape',
    bounds: BOUND_NAMES.map((bound) => BOUND_TITLES[bound]),
    groups: [
      {
        title: '',
        columns: chosen.map((definition) => ({
          key: definition.name,
          title: definition.title,
          definition: definition.definition,
          unit: '',
          format: formatOf(definition),
          better: 'none',
        })),
      },
    ],
    rows: tapes.flatMap(({ scenario, seed, policies }) =>
      policies.flatMap((runs) =>
        ordersIn(runs).map((order, at) => ({
          name: `${runs.policy}, ${tapeName({ scenario, seed }, tapes)}${at === 0 ? '' : ' (other order)'}`,
          colour: view.styleOf(runs.policy).colour,
          cells: Object.fromEntries(
            chosen.map((definition) => [
              definition.name,
              BOUND_NAMES.map((bound) => decimalOf(definition, valueUnder(runs, definition.name, { bound, order }))),
            ]),
          ),
        })),
      ),
    ),
  })
  return {
    id: 'all-tapes',
    title: 'Does it hold on other tapes?',
    lead: `${tapes.length} tapes were run. Pictures on this page show the first; the sentences above speak of all of them. Each tape has a page of its own in its folder.`,
    blocks: [{ kind: 'figure', figure }],
  }
}

const ordersIn = ({ runs }: PolicyRuns): readonly Variant['order'][] => [...new Set(runs.map(({ order }) => order))]
