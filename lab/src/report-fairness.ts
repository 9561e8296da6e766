import {
  comparisonTable,
  formatValue,
  lorenzChart,
  type Block,
  type Figure,
  type Section,
  type TableColumn,
  type TableFigure,
} from '@ebbline/charts'
import type { ReportRun } from './report-input.ts'
import { BOUND_TITLES, runOf, runsUnder, variantTitle, type ReportView } from './report-view.ts'

/** How losses and deleveraging are spread over those who bear them. */
export const fairnessSection = (view: ReportView): Section => ({
  id: 'fairness',
  title: 'Who bears it',
  lead: 'Even is not mild: a policy that takes everything from everybody treats all alike. Read these beside what is lost in all.',
  blocks: [
    ...lossBlocks(view),
    { kind: 'figure', figure: burdenTable(view) },
    { kind: 'text', text: deleveragedText(view) },
    ...(deleveragedRuns(view).length === 0 ? [] : [{ kind: 'figure', figure: takingFigure(view) } satisfies Block]),
  ],
})

const lossBlocks = (view: ReportView): readonly Block[] => {
  const runs = runsUnder(view, view.drawn).filter(({ outcome }) => outcome.burdens.length > 0)
  return runs.length === 0 ? [] : [{ kind: 'figure', figure: fairnessFigure(view, runs) }]
}

const fairnessFigure = (view: ReportView, runs: readonly ReportRun[]): Figure =>
  lorenzChart({
    id: 'fairness-curve',
    title: 'How evenly treated accounts lost',
    subtitle: `Share of the equity at first trigger against share of what was lost of it, ${BOUND_TITLES[view.drawn]}`,
    caption:
      'Accounts in the order of the share of their equity that they lost, least first. On the straight line all lose the same share; the deeper a curve sags, the more is borne by few.',
    weightName: 'equity of treated accounts',
    takenName: 'losses',
    series: runs.map(({ policy, outcome }) => ({
      name: policy.name,
      ...view.styleOf(policy.name),
      accounts: outcome.burdens.map(({ equity, loss }) => ({ taken: loss, weight: equity })),
    })),
  })

const SHARE = { unit: 'share', format: 'ratio' } as const
const GINI = { unit: '0 to 1', format: 'price' } as const

const COLUMNS: readonly TableColumn[] = [
  {
    key: 'giniOfLosses',
    title: 'Inequality of losses',
    definition:
      'Gini coefficient of the curve above: 0 when all lose the same share of their equity, near 1 when few lose all.',
    better: 'none',
    ...GINI,
  },
  {
    key: 'hardestTenth',
    title: 'Hardest-hit tenth',
    definition: 'Share of all losses that the tenth of the treated accounts with the largest losses bears.',
    better: 'none',
    ...SHARE,
  },
  {
    key: 'giniOfAdl',
    title: 'Inequality of deleveraging',
    definition:
      'Gini coefficient of the share of their position that winners lost to deleveraging, over all who could have been asked.',
    better: 'lower',
    ...GINI,
  },
  {
    key: 'deleveraged',
    title: 'Accounts deleveraged',
    definition: 'Accounts whose positions were cut by deleveraging.',
    unit: '',
    format: 'count',
    better: 'none',
  },
  {
    key: 'largestTaking',
    title: 'From the largest',
    definition: 'Share of all deleveraging that the account which was cut most bears.',
    better: 'lower',
    ...SHARE,
  },
  {
    key: 'tenLargest',
    title: 'From the ten largest',
    definition: 'Share of all deleveraging that the ten accounts which were cut most bear.',
    better: 'lower',
    ...SHARE,
  },
]

const burdenTable = (view: ReportView): TableFigure =>
  comparisonTable({
    id: 'burdens',
    title: 'Losses and deleveraging by who bears them',
    subtitle: 'Concentration of what treated accounts lose, and of what winners are cut',
    rowTitle: 'policy',
    bounds: view.variants.map(variantTitle),
    groups: [
      {
        title: '',
        columns: view.policies.length > 1 ? COLUMNS : COLUMNS.map((column) => ({ ...column, better: 'none' as const })),
      },
    ],
    rows: view.policies.map(({ name }) => ({
      name,
      colour: view.styleOf(name).colour,
      cells: Object.fromEntries(
        COLUMNS.map(({ key }) => [key, view.variants.map((variant) => burdenIn(runOf(view, name, variant), key))]),
      ),
    })),
  })

const burdenIn = (run: ReportRun | undefined, key: string): string | null => {
  if (run === undefined) return null
  const { burdens, takings } = run.outcome
  const taken = takings.map(({ notional }) => notional)
  switch (key) {
    case 'hardestTenth':
      return topShare(
        burdens.map(({ loss }) => loss),
        Math.ceil(burdens.length / 10),
      )
    case 'deleveraged':
      return String(taken.length)
    case 'largestTaking':
      return topShare(taken, 1)
    case 'tenLargest':
      return topShare(taken, 10)
    default: {
      const value = run.outcome.run.metrics[key] ?? null
      return value === null ? null : Number(value).toFixed(9)
    }
  }
}

/** Share of a sum that its largest parts make up, as decimal text; null where there is nothing to share. */
export const topShare = (values: readonly number[], count: number): string | null => {
  const sorted = values.toSorted((a, b) => b - a)
  const sum = (list: readonly number[]): number => list.reduce((all, value) => all + value, 0)
  const all = sum(sorted)
  return all > 0 ? (sum(sorted.slice(0, count)) / all).toFixed(9) : null
}

const deleveragedRuns = (view: ReportView): readonly ReportRun[] =>
  runsUnder(view, view.drawn).filter(({ outcome }) => outcome.takings.length > 0)

const deleveragedText = (view: ReportView): string => {
  const counts = runsUnder(view, view.drawn).map(
    ({ policy, outcome }) => `${policy.name} ${formatValue('count', outcome.takings.length)}`,
  )
  return deleveragedRuns(view).length === 0
    ? `Nobody was deleveraged (${BOUND_TITLES[view.drawn]}).`
    : `Accounts whose positions were cut by deleveraging (${BOUND_TITLES[view.drawn]}): ${counts.join(', ')}.`
}

const takingFigure = (view: ReportView): Figure =>
  lorenzChart({
    id: 'deleveraged',
    title: 'How evenly deleveraging was spread',
    subtitle: `Share of the accounts that were cut against share of the notional that was cut, ${BOUND_TITLES[view.drawn]}`,
    caption:
      'Among the accounts that were cut at all. The table’s inequality counts every account that could have been, and the share of its position.',
    weightName: 'deleveraged accounts',
    takenName: 'notional taken',
    series: deleveragedRuns(view).map(({ policy, outcome }) => ({
      name: policy.name,
      ...view.styleOf(policy.name),
      accounts: outcome.takings.map(({ notional }) => ({ taken: notional, weight: 1 })),
    })),
  })
