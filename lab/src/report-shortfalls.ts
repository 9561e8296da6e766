import { comparisonTable, type ColumnGroup, type TableColumn, type TableFigure } from '@ebbline/charts'
import { asDecimal, runOf, variantTitle, type ReportView } from './report-view.ts'
import type { Shortfalls, ShortfallSum } from './shortfalls.ts'

type Part = keyof ShortfallSum
type Side = keyof Shortfalls

const PARTS: readonly (readonly [part: Part, title: string, definition: string, better: TableColumn['better']])[] = [
  ['missing', 'Missing', 'What equity was below zero, each atom once: the sum of the columns beside it.', 'lower'],
  ['fund', 'Funds', 'Paid by insurance funds, in cash or by taking positions over above their mark.', 'none'],
  ['vault', 'Vault', 'Paid by the backstop vault, in cash or by taking positions over above their mark.', 'none'],
  ['adl', 'Deleveraged', 'Given up by winners whose positions were closed against the account’s.', 'none'],
  ['socialised', 'Socialised', 'Shared by all other traders in proportion to their equity.', 'none'],
  ['unmet', 'Unmet', 'What nobody had paid when the run ended.', 'lower'],
  [
    'dust',
    'Rounding',
    'Handover prices are whole ticks; minus: the payers gave that much more than was missing.',
    'none',
  ],
]

const SIDES: readonly (readonly [side: Side, title: string])[] = [
  ['traders', 'Traders below zero'],
  ['house', 'Funds and vault below zero'],
]

/** Who paid for what was missing, exact: each row adds up. Null when nothing was missing in any run. */
export const shortfallTable = (view: ReportView): TableFigure | null => {
  const sides = SIDES.filter(([side]) => view.runs.some(({ outcome }) => outcome.shortfalls[side].missing > 0n))
  if (sides.length === 0) return null
  return comparisonTable({
    id: 'shortfalls',
    title: 'Who paid for what was missing',
    subtitle: 'Each shortfall split over those who bore it; a fund that falls below zero in turn is a shortfall too',
    rowTitle: 'policy',
    bounds: view.variants.map(variantTitle),
    groups: sides.map(([side, title]) => groupOf(view, side, title)),
    rows: view.policies.map(({ name }) => ({
      name,
      colour: view.styleOf(name).colour,
      cells: Object.fromEntries(
        sides.flatMap(([side]) =>
          PARTS.map(([part]) => [
            keyOf(side, part),
            view.variants.map((variant) => amountOf(view, runOf(view, name, variant)?.outcome.shortfalls[side][part])),
          ]),
        ),
      ),
    })),
  })
}

const keyOf = (side: Side, part: Part): string => `${side}-${part}`

const amountOf = (view: ReportView, amount: bigint | undefined): string | null =>
  amount === undefined ? null : asDecimal(view, amount)

const groupOf = (view: ReportView, side: Side, title: string): ColumnGroup => ({
  title,
  columns: PARTS.map(([part, name, definition, better]) => ({
    key: keyOf(side, part),
    title: name,
    definition,
    unit: 'USD',
    format: 'money',
    better: view.policies.length > 1 ? better : 'none',
  })),
})
