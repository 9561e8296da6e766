import { laneChart, type Block, type Figure, type LineLane, type Section, type Series } from '@ebbline/charts'
import { closingFigures } from './report-closing.ts'
import { lineOf, rulesOf } from './report-time.ts'
import { derivativesOf, isRecorded, runsUnder, type ReportView } from './report-view.ts'
import type { Sample } from './series.ts'

/** Section c: the prices that nobody moved, those that the policies made of them, and what was closed by force. */
export const crashSection = (view: ReportView): Section => ({
  id: 'crash',
  title: 'The crash',
  lead:
    view.drawn === 'own'
      ? 'The same outside path for all; each policy’s own forced orders push its venue’s price further.'
      : 'The frozen path: prices ignore what the policy sells, so all policies see the same marks.',
  blocks: [
    ...(isRecorded(view) ? [] : [{ kind: 'figure', figure: priceFigure(view) } satisfies Block]),
    { kind: 'figure', figure: impactFigure(view) },
    ...closingFigures(view).map((figure): Block => ({ kind: 'figure', figure })),
  ],
})

const policyLines = (view: ReportView, read: (sample: Sample) => number | undefined): readonly Series[] =>
  runsUnder(view, view.drawn)
    .map((run) => ({ name: run.policy.name, ...view.styleOf(run.policy.name), points: lineOf(view, run, read) }))
    .filter(({ points }) => points.length > 0)

/** Outside price and mark under each policy, market by market. */
export const priceFigure = (view: ReportView): Figure =>
  laneChart({
    id: 'prices',
    title: 'Outside price, and mark under each policy',
    subtitle: 'Quote units of each market, whole run; the grey line is the price without any forced order',
    caption: `${isRecorded(view) ? 'Marks are judged from the recorded prints by the rule of the scenario.' : 'Marks are weighted medians of simulated sources, so one false print moves none of them.'} Lowest and highest points are kept where lines are thinned.`,
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
