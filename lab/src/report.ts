import { comparisonTable, page, type Page, type Section } from '@ebbline/charts'
import type { Scenario } from '@ebbline/wire'
import type { TapeComparison } from './verdicts-types.ts'
import { accountsSection } from './report-accounts.ts'
import { crashSection } from './report-crash.ts'
import { decimalOf, formatOf } from './report-format.ts'
import { headlineSection, provenanceOf, subtitleOf } from './report-headline.ts'
import type { ReportInput, ReportRun } from './report-input.ts'
import { methodSection } from './report-method.ts'
import { payersSection } from './report-payers.ts'
import { storySections } from './report-story.ts'
import { tableSection } from './report-table.ts'
import { tradeoffSection } from './report-tradeoff.ts'
import { BOUND_TITLES, viewOf, type ReportView } from './report-view.ts'
import { BOUND_NAMES } from './verdicts-ranking.ts'
import { judgedMetrics } from './verdicts.ts'

/**
 * The report of a comparison: one HTML file that needs nothing else. Pictures show the first tape; the verdicts and the table
 * of tapes speak of all. Policies or bounds that were not run are left out.
 */
export const comparisonReport = (input: ReportInput): string => {
  const view = viewOf(input.scenario, input.runs)
  const { tapes, verdicts } = input.comparison
  return page(
    pageOf(view, [
      headlineSection(view, verdicts),
      tableSection(view, verdicts),
      ...(tapes.length > 1 ? [tapesSection(view, tapes)] : []),
      crashSection(view),
      payersSection(view),
      accountsSection(view),
      ...storySections(view),
      tradeoffSection(view),
      methodSection(view),
    ]),
  )
}

/** One finished run to be shown alone. */
export interface RunReportInput extends ReportRun {
  readonly scenario: Scenario
}

/** The report of a single run: the same sections without anything that compares. */
export const runReport = ({ scenario, policy, bound, outcome }: RunReportInput): string => {
  const view = viewOf(scenario, [{ policy, bound, outcome }])
  return page(
    pageOf(view, [
      headlineSection(view, []),
      tableSection(view, []),
      crashSection(view),
      payersSection(view),
      accountsSection(view),
      ...storySections(view),
      methodSection(view),
    ]),
  )
}

const pageOf = (view: ReportView, sections: readonly Section[]): Page => ({
  title: view.scenario.title,
  subtitle: subtitleOf(view),
  brand: 'Ebbline',
  provenance: provenanceOf(view),
  policies: view.policies.map(({ name }) => ({ name, colour: view.styleOf(name).colour })),
  sections,
  footer:
    'Generated market, generated accounts, synthetic depth. Made by Ebbline from the run folders beside this file; the buttons at each picture save its data.',
})

/** Every tape and policy in a few metrics, when there is more than one tape. */
const tapesSection = (view: ReportView, tapes: readonly TapeComparison[]): Section => {
  const chosen = judgedMetrics.filter(({ name }) => TAPE_METRICS.includes(name))
  const figure = comparisonTable({
    id: 'tapes',
    title: 'Every tape',
    subtitle: 'The same metrics for each scenario and seed',
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
      policies.map((runs) => ({
        name: `${runs.policy}, ${scenario} ${seed}`,
        colour: view.styleOf(runs.policy).colour,
        cells: Object.fromEntries(
          chosen.map((definition) => [
            definition.name,
            BOUND_NAMES.map((bound) => decimalOf(definition, runs[bound].metrics[definition.name] ?? null)),
          ]),
        ),
      })),
    ),
  })
  return {
    id: 'all-tapes',
    title: 'Does it hold on other tapes?',
    lead: `${tapes.length} tapes were run. Pictures on this page show the first; the sentences above speak of all of them.`,
    blocks: [{ kind: 'figure', figure }],
  }
}

const TAPE_METRICS: readonly string[] = [
  'equityPreserved',
  'positionPreserved',
  'forcedNotional',
  'badDebt',
  'fundDrawdown',
  'adlNotional',
  'timeAtRiskSec',
]
