import { page, type Page, type Section } from '@ebbline/charts'
import type { Scenario } from '@ebbline/wire'
import { accountsSection } from './report-accounts.ts'
import { checksSection } from './report-checks.ts'
import { crashSection } from './report-crash.ts'
import { estimatesSection } from './report-estimates.ts'
import { fairnessSection } from './report-fairness.ts'
import { frontSection } from './report-front.ts'
import { headlineSection, provenanceOf, saidSection, subtitleOf } from './report-headline.ts'
import type { ReportInput, ReportRun } from './report-input.ts'
import { marketSection } from './report-market.ts'
import { methodSection } from './report-method.ts'
import { payersSection } from './report-payers.ts'
import { storySections } from './report-story.ts'
import { tableSection } from './report-table.ts'
import { tapesSection } from './report-tapes.ts'
import { tradeoffSection } from './report-tradeoff.ts'
import { isRecorded, viewOf, type ReportView } from './report-view.ts'

/**
 * The report of a comparison: one HTML file that needs nothing else. Pictures show the first tape; the verdicts and the table
 * of tapes speak of all. Policies or bounds that were not run are left out.
 */
export const comparisonReport = (input: ReportInput): string => {
  const view = viewOf(input.scenario, input.runs)
  const { tapes, verdicts } = input.comparison
  return page(
    pageOf(view, [
      headlineSection(view),
      frontSection(view),
      ...present(saidSection(verdicts)),
      tableSection(view, verdicts),
      ...present(checksSection(view, input.comparison)),
      ...(tapes.length > 1 ? [tapesSection(view, tapes)] : []),
      ...present(marketSection(view)),
      crashSection(view),
      payersSection(view),
      accountsSection(view),
      fairnessSection(view),
      ...storySections(view),
      tradeoffSection(view),
      ...present(estimatesSection(view)),
      methodSection(view),
    ]),
  )
}

/** One finished run to be shown alone. */
export interface RunReportInput extends ReportRun {
  readonly scenario: Scenario
}

/** The report of a single run: the same sections without anything that compares. */
export const runReport = ({ scenario, ...run }: RunReportInput): string => {
  const view = viewOf(scenario, [run])
  return page(
    pageOf(view, [
      headlineSection(view),
      tableSection(view, []),
      ...present(marketSection(view)),
      crashSection(view),
      payersSection(view),
      accountsSection(view),
      fairnessSection(view),
      ...storySections(view),
      ...present(estimatesSection(view)),
      methodSection(view),
    ]),
  )
}

const present = (section: Section | null): readonly Section[] => (section === null ? [] : [section])

const pageOf = (view: ReportView, sections: readonly Section[]): Page => ({
  title: view.scenario.title,
  subtitle: subtitleOf(view),
  brand: 'Ebbline',
  provenance: provenanceOf(view),
  policies: view.policies.map(({ name }) => ({ name, colour: view.styleOf(name).colour })),
  sections,
  footer: `${isRecorded(view) ? 'Recorded prices, generated accounts, modelled depth.' : 'Generated market, generated accounts, synthetic depth.'} Made by Ebbline from the run folders beside this file; the buttons at each picture save its data.`,
})
