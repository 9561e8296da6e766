import { comparisonTable, type Section, type TableColumn, type TableFigure } from '@ebbline/charts'
import type { RunEstimates } from '@ebbline/wire'
import { decimalOf } from './report-format.ts'
import { runOf, variantTitle, type ReportView } from './report-view.ts'

/** What a 90 % interval should cover, and how far off a mean may be, before the page says that it does not. */
const COVERAGE = { least: 0.85, most: 0.95 } as const
const BIAS_MOST = 0.1

/** How well the cost of forced trades was foreseen, run by run; null where no estimate was made. */
export const estimatesSection = (view: ReportView): Section | null => {
  const made = view.runs.flatMap(({ outcome: { run } }) =>
    run.estimates === undefined || run.estimates.trades === 0 ? [] : [run.estimates],
  )
  if (made.length === 0) return null
  return {
    id: 'estimates',
    title: 'Was the cost foreseen?',
    lead: 'Before each forced order its cost was estimated from the book of the batch before, with a 90% interval. Here the estimates meet what the fills then cost.',
    blocks: [
      { kind: 'text', text: verdictOn(made) },
      { kind: 'figure', figure: coverageTable(view) },
    ],
  }
}

const column = (
  key: keyof RunEstimates,
  title: string,
  definition: string,
): TableColumn & { readonly key: keyof RunEstimates } => ({
  key,
  title,
  definition,
  unit: '',
  format: key === 'trades' ? 'count' : 'ratio',
  better: 'none',
})

const COLUMNS = [
  column('trades', 'Trades', 'Forced orders that were estimated and filled at least in part.'),
  column(
    'bias',
    'Bias',
    'Estimated less realised cost in money, as a share of the realised; above zero the estimate was too dear.',
  ),
  column('coverage', 'Coverage', 'Share of trades whose cost lay within the 90% interval.'),
  column('below', 'Cheaper', 'Share of trades that cost less than the interval.'),
  column('above', 'Dearer', 'Share of trades that cost more than the interval.'),
] as const

const coverageTable = (view: ReportView): TableFigure =>
  comparisonTable({
    id: 'estimate-coverage',
    title: 'Estimated against realised',
    subtitle: 'Sound is a bias within 10% and a coverage of 85% to 95%',
    rowTitle: 'policy',
    bounds: view.variants.map(variantTitle),
    groups: [{ title: '', columns: COLUMNS }],
    rows: view.policies.map(({ name }) => ({
      name,
      colour: view.styleOf(name).colour,
      cells: Object.fromEntries(
        COLUMNS.map(({ key }) => [
          key,
          view.variants.map((variant) => decimalIn(runOf(view, name, variant)?.outcome.run.estimates, key)),
        ]),
      ),
    })),
  })

const decimalIn = (estimates: RunEstimates | undefined, key: keyof RunEstimates): string | null => {
  const value = estimates?.[key] ?? null
  return value === null || estimates?.trades === 0 ? null : decimalOf({ unit: 'ratio' }, value)
}

/** Whether an interval may be called a 90 % interval, and its mean unbiased. */
export const isSound = ({ bias, coverage }: RunEstimates): boolean =>
  coverage !== null &&
  coverage >= COVERAGE.least &&
  coverage <= COVERAGE.most &&
  bias !== null &&
  Math.abs(bias) <= BIAS_MOST

const verdictOn = (all: readonly RunEstimates[]): string => {
  const sound = all.filter(isSound).length
  if (sound === all.length)
    return 'In every run the bias is within 10% and the interval covers 85% to 95% of the trades.'
  const which = sound === 0 ? 'In no run' : `Only in ${sound} of ${all.length} runs`
  return `${which} is the bias within 10% and the coverage between 85% and 95%. Where it is not, the intervals must not be read as 90% intervals.`
}
