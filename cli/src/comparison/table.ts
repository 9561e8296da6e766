import type { MetricDefinition, TapeComparison } from '@ebbline/lab'
import { metricShort } from '../text/metric.ts'
import { tableLines, toned, type Cell, type Column } from '../text/table.ts'
import { standingsOf, type Standing } from './standing.ts'

interface Block {
  readonly title: string
  /** Metric and what its column is called; `MONEY` stands for the currency. */
  readonly columns: readonly (readonly [metric: string, head: string])[]
}

/** What is shown, cost first: five columns a block, so that a block with both bounds fits in 120 columns. */
const BLOCKS: readonly Block[] = [
  {
    title: 'COST to the venue and to other users',
    columns: [
      ['badDebt', 'bad debt, MONEY'],
      ['fundDrawdown', 'fund fall, MONEY'],
      ['adlNotional', 'ADL, MONEY'],
      ['socialised', 'socialised, MONEY'],
      ['timeAtRiskSec', 'time at risk, s'],
    ],
  },
  {
    title: 'COST to the market and to the accounts treated',
    columns: [
      ['forcedNotional', 'forced, MONEY'],
      ['overLiquidationRatio', 'over-liquidation'],
      ['unnecessaryRate', 'unnecessary'],
      ['slippageBps', 'slippage, bp'],
      ['peakImpactBps', 'peak impact, bp'],
    ],
  },
  {
    title: 'BENEFIT to the accounts treated',
    columns: [
      ['equityPreserved', 'equity kept'],
      ['positionPreserved', 'position kept'],
      ['accountsTouched', 'touched'],
      ['accountsRestored', 'restored'],
      ['accountsBankrupt', 'bankrupt'],
    ],
  },
]

const BOUNDS = ['frozen', 'own'] as const

/** How the table is drawn. */
export interface TableStyle {
  readonly currency: string
  readonly colour: boolean
}

/** The table of one tape: policies as rows, every metric under both bounds, best and worst marked in each column. */
export const comparisonLines = (
  tape: TapeComparison,
  metrics: readonly MetricDefinition[],
  style: TableStyle,
): readonly string[] => [
  ...BLOCKS.flatMap((block) => [...blockLines(tape, metrics, block, style), '']),
  `${MARKS.best} best and ${MARKS.worst} worst of its column. Left: frozen path (own orders move no price); right: path plus own impact.`,
  'k thousand, M million, B billion; exact figures: --json, or comparison.json. A dash: nothing to divide by.',
]

const blockLines = (
  tape: TapeComparison,
  metrics: readonly MetricDefinition[],
  block: Block,
  { currency, colour }: TableStyle,
): readonly string[] => {
  const cells = block.columns.map(([name]) =>
    columnCells(
      tape,
      metrics.find((metric) => metric.name === name),
    ),
  )
  const columns: readonly Column[] = [
    { head: [`policy (${tape.policies.length})`, ''], align: 'left' },
    ...block.columns.map(([, head]) => ({
      head: [head.replace('MONEY', currency), 'frozen / own'],
      align: 'right' as const,
    })),
  ]
  const rows = tape.policies.map(({ policy }, row): readonly Cell[] => [
    { text: policy, tone: 'strong' },
    ...cells.map((column) => column[row] ?? { text: '-' }),
  ])
  return [toned(block.title, 'strong', colour), ...tableLines({ columns, rows }, colour)]
}

const MARKS: Readonly<Record<Exclude<Standing, 'between'>, string>> = { best: '✓', worst: '✗' }

const columnCells = (tape: TapeComparison, metric: MetricDefinition | undefined): readonly Cell[] => {
  if (metric === undefined) return []
  const sides = BOUNDS.map((bound) => {
    const values = tape.policies.map((runs) => runs[bound].metrics[metric.name] ?? null)
    const standings = standingsOf(values, metric.better)
    const blank = standings.every((standing) => standing === 'between') ? '' : ' '
    const texts = values.map((value, row) => {
      const standing = standings[row] ?? 'between'
      return metricShort(value, metric.unit) + (standing === 'between' ? blank : MARKS[standing])
    })
    const width = Math.max(...texts.map((text) => text.length))
    return { texts: texts.map((text) => text.padStart(width)), standings }
  })
  return tape.policies.map((_, row) => ({
    text: sides.map((side) => side.texts[row] ?? '').join(' / '),
    tone: toneOf(sides.map((side) => side.standings[row] ?? 'between')),
  }))
}

/** A cell has a colour only where both bounds agree. */
const toneOf = ([frozen, own]: readonly Standing[]): 'good' | 'bad' | 'plain' => {
  if (frozen !== own || frozen === 'between') return 'plain'
  return frozen === 'best' ? 'good' : 'bad'
}
