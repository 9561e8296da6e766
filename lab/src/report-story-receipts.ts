import { comparisonTable, type TableColumn, type TableFigure } from '@ebbline/charts'
import type { Receipt } from '@ebbline/core'
import { ENDS } from './report-story-words.ts'
import type { AccountTale, Telling } from './report-tale.ts'
import { asDecimal, BOUND_TITLES, type ReportView } from './report-view.ts'

interface Item {
  readonly key: string
  readonly title: string
  readonly definition: string
  readonly of: (view: ReportView, receipts: readonly [Receipt, ...Receipt[]]) => string
}

const sum = (receipts: readonly Receipt[], read: (receipt: Receipt) => bigint): bigint =>
  receipts.reduce((total, receipt) => total + read(receipt), 0n)

const added =
  (read: (receipt: Receipt) => bigint): Item['of'] =>
  (view, receipts) =>
    asDecimal(view, sum(receipts, read))

const last = (receipts: readonly [Receipt, ...Receipt[]]): Receipt => receipts.at(-1) ?? receipts[0]

/** In the order in which they add up: equity at start, what the market and the treatment did to it, equity at end. */
const ITEMS: readonly Item[] = [
  {
    key: 'start',
    title: 'Equity at start',
    definition: 'Equity when the first episode began.',
    of: (view, receipts) => asDecimal(view, receipts[0].equityAtStart),
  },
  {
    key: 'market',
    title: 'Market',
    definition: 'Change of equity from prices, funding and deposits, between episodes too.',
    of: (view, receipts) => asDecimal(view, marketOf(receipts)),
  },
  {
    key: 'slippage',
    title: 'Slippage',
    definition: 'Loss against the mark of the moment in trades, takeover and deleveraging.',
    of: (view, receipts) => asDecimal(view, -sum(receipts, ({ slippage }) => slippage)),
  },
  {
    key: 'charges',
    title: 'Fees and penalties',
    definition: 'Taker fees and liquidation penalties.',
    of: (view, receipts) => asDecimal(view, -sum(receipts, ({ fees, penalties }) => fees + penalties)),
  },
  {
    key: 'covered',
    title: 'Paid by others',
    definition: 'Paid into the account by funds, vault or all others.',
    of: added(({ covered }) => covered),
  },
  {
    key: 'end',
    title: 'Equity at end',
    definition: 'Equity when the last episode ended: the sum of the columns before.',
    of: (view, receipts) => asDecimal(view, last(receipts).equityAtEnd),
  },
  {
    key: 'closed',
    title: 'Closed',
    definition: 'Notional closed by force, in whatever way.',
    of: added(({ closedNotional }) => closedNotional),
  },
  {
    key: 'left',
    title: 'Position left',
    definition: 'Notional of positions when the last episode ended.',
    of: (view, receipts) => asDecimal(view, last(receipts).notionalAtEnd),
  },
]

/** What is neither cost nor cover is the market's, so that the row adds up exactly. */
const marketOf = (receipts: readonly [Receipt, ...Receipt[]]): bigint =>
  last(receipts).equityAtEnd -
  receipts[0].equityAtStart +
  sum(receipts, ({ slippage, fees, penalties, covered }) => slippage + fees + penalties - covered)

const columns: readonly TableColumn[] = ITEMS.map(({ key, title, definition }) => ({
  key,
  title,
  definition,
  unit: 'USD',
  format: 'money',
  better: 'none',
}))

/** The account's receipts under every policy, summed over its episodes. */
export const receiptsTable = (view: ReportView, { tellings }: AccountTale): TableFigure =>
  comparisonTable({
    id: 'receipts',
    title: 'The same account under every policy',
    subtitle: `From first trigger to the end of treatment, ${BOUND_TITLES[view.drawn]}`,
    rowTitle: 'policy',
    bounds: [BOUND_TITLES[view.drawn]],
    groups: [{ title: '', columns }],
    rows: tellings.map((telling) => ({
      name: telling.run.policy.name,
      colour: view.styleOf(telling.run.policy.name).colour,
      note: ENDS[telling.receipts.at(-1)?.result ?? 'untouched'],
      cells: cellsOf(view, telling),
    })),
  })

const cellsOf = (view: ReportView, { receipts }: Telling): Readonly<Record<string, readonly (string | null)[]>> => {
  const [first, ...rest] = receipts
  const values = ITEMS.map(({ key, of }) => [key, [first === undefined ? null : of(view, [first, ...rest])]] as const)
  return Object.fromEntries(values)
}
