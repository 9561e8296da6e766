import { formatValue, type Section } from '@ebbline/charts'
import type { RunEstimates } from '@ebbline/wire'
import { textTable } from './report-text-table.ts'
import { variantTitle, type ReportView } from './report-view.ts'

/** What a 90 % interval should cover, and how far off a mean may be, before the page says that it does not. */
const COVERAGE = { least: 0.85, most: 0.95 } as const
const BIAS_MOST = 0.1

/** How well the cost of forced trades was foreseen, run by run; null where no estimate was made. */
export const estimatesSection = (view: ReportView): Section | null => {
  const rows = view.runs.flatMap(({ policy, bound, order, outcome: { run } }) =>
    run.estimates === undefined || run.estimates.trades === 0
      ? []
      : [{ policy: policy.name, variant: variantTitle({ bound, order }), estimates: run.estimates }],
  )
  if (rows.length === 0) return null
  return {
    id: 'estimates',
    title: 'Was the cost foreseen?',
    lead: 'Before each forced order its cost was estimated from the book of the batch before, with a 90 % interval. Here the estimates meet what the fills then cost.',
    blocks: [
      { kind: 'text', text: verdictOn(rows.map(({ estimates }) => estimates)) },
      {
        kind: 'figure',
        figure: textTable({
          id: 'estimate-coverage',
          title: 'Estimated against realised',
          subtitle:
            'Bias: estimated less realised cost, as a share of the realised; coverage: share of trades within the interval',
          rowTitle: 'run',
          columns: ['trades', 'bias', 'coverage', 'cheaper than the interval', 'dearer', 'verdict'],
          rows: rows.map(({ policy, variant, estimates }) => ({
            name: `${policy}, ${variant}`,
            colour: view.styleOf(policy).colour,
            cells: [
              formatValue('count', estimates.trades),
              share(estimates.bias),
              share(estimates.coverage),
              share(estimates.below),
              share(estimates.above),
              isSound(estimates) ? 'as claimed' : 'outside',
            ],
          })),
        }),
      },
    ],
  }
}

const share = (value: number | null): string => (value === null ? '–' : formatValue('ratio', value))

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
