import { comparisonTable, type ColumnGroup, type TableFigure, type TableRow } from '@ebbline/charts'
import type { RuleResult, WickStudy } from './study.ts'

/** Every rule against the index-only set. */
export const rulesTable = (study: WickStudy): TableFigure =>
  comparisonTable({
    id: 'rules-table',
    title: 'Six mark rules on the same prices',
    subtitle: `${study.indexOnly} accounts breach on the index alone`,
    rowTitle: 'rule',
    bounds: ['measured'],
    groups: GROUPS,
    rows: study.rules.map(rowOf),
  })

const COUNT = { unit: 'accounts', format: 'count', better: 'none' } as const
const USD = { unit: 'USD', format: 'money', better: 'none' } as const
const TIME = { unit: 'ms', format: 'duration-ms', better: 'none' } as const

const GROUPS: readonly ColumnGroup[] = [
  {
    title: 'Accounts',
    columns: [
      { key: 'liquidated', title: 'liquidated', definition: 'accounts the engine began to treat', ...COUNT },
      { key: 'extra', title: 'extra', definition: 'of them, never breached on the index', ...COUNT },
      { key: 'missing', title: 'missing', definition: 'breached on the index, never liquidated', ...COUNT },
    ],
  },
  {
    title: 'Extra accounts',
    columns: [
      { key: 'start', title: 'at 21:00', definition: 'their equity at the start', ...USD },
      { key: 'end', title: 'left', definition: 'their equity at the end', ...USD },
      {
        key: 'untouched',
        title: 'untouched',
        definition: 'their equity at the end had nobody closed them',
        ...USD,
      },
    ],
  },
  {
    title: 'Time',
    columns: [
      {
        key: 'delay',
        title: 'worst delay',
        definition: 'from breach on the index to breach in the engine',
        ...TIME,
      },
      { key: 'doubt', title: 'in doubt', definition: 'time in which a mark was not fine, all coins added', ...TIME },
    ],
  },
]

const rowOf = ({ rule, liquidated, extra, missing, worstDelayMs, doubtSec }: RuleResult): TableRow => ({
  name: rule,
  cells: {
    liquidated: [String(liquidated)],
    extra: [String(extra.accounts)],
    missing: [String(missing)],
    start: [extra.equityAtStart],
    end: [extra.equityAtEnd],
    untouched: [extra.equityUntouched],
    delay: [worstDelayMs === null ? null : String(worstDelayMs)],
    doubt: [String(1_000 * (doubtSec.stale + doubtSec.suspect + doubtSec.halted))],
  },
})
