import type { MetricDefinition, PolicyRuns, TapeComparison } from '@ebbline/lab'
import type { MetricValue } from '@ebbline/wire'
import { metricShort } from '../text/metric.ts'
import { tableLines, toned, type Cell, type Column } from '../text/table.ts'
import { BLOCKS, type Block } from './columns.ts'
import { extremesOf, standingsOf, type Standing } from './standing.ts'

/** How the table is drawn. */
export interface TableStyle {
  readonly currency: string
  readonly colour: boolean
}

/**
 * The table of one tape: policies as rows, best and worst marked in each column. A generated tape shows each metric under both
 * bounds; a recorded one, which is run under both print orders as well, its lowest and highest value over all four.
 */
export const comparisonLines = (
  tape: TapeComparison,
  metrics: readonly MetricDefinition[],
  style: TableStyle,
): readonly string[] => [
  ...BLOCKS.flatMap((block) => [...blockLines(tape, metrics, block, style), '']),
  hasOrders(tape) ? `${MARKS.best} best and ${MARKS.worst} worst of its column in all runs. ${RANGE_KEY}` : PAIR_KEY,
  'k thousand, M million, B billion; exact figures: --json, or comparison.json. A dash: nothing to divide by.',
]

const MARKS: Readonly<Record<Exclude<Standing, 'between'>, string>> = { best: '✓', worst: '✗' }

const PAIR_KEY = `${MARKS.best} best and ${MARKS.worst} worst of its column. Left: frozen path (own orders move no price); right: path plus own impact.`

const RANGE_KEY = 'Range: frozen path and own impact, each bar in both print orders.'

const hasOrders = ({ policies }: TapeComparison): boolean =>
  (policies[0]?.runs ?? []).some(({ order }) => order !== null)

const blockLines = (
  tape: TapeComparison,
  metrics: readonly MetricDefinition[],
  block: Block,
  { currency, colour }: TableStyle,
): readonly string[] => {
  const cellsOf = hasOrders(tape) ? rangeCells : pairCells
  const cells = block.columns.map(({ metric: name }) => {
    const metric = metrics.find((each) => each.name === name)
    return metric === undefined ? [] : cellsOf(tape, metric)
  })
  const second = hasOrders(tape) ? `range of ${tape.policies[0]?.runs.length ?? 0}` : 'frozen / own'
  const columns: readonly Column[] = [
    { head: [`policy (${tape.policies.length})`, ''], align: 'left' },
    ...block.columns.map(({ head }) => ({ head: [head.replace('MONEY', currency), second], align: 'right' as const })),
  ]
  const rows = tape.policies.map(({ policy }, row): readonly Cell[] => [
    { text: policy, tone: 'strong' },
    ...cells.map((column) => column[row] ?? { text: '-' }),
  ])
  return [toned(block.title, 'strong', colour), ...tableLines({ columns, rows }, colour)]
}

const valueOf = ({ runs }: PolicyRuns, at: number, { name }: MetricDefinition): MetricValue =>
  runs[at]?.run.metrics[name] ?? null

/** Standings of all policies in a metric, one list a variant. */
const standingsIn = (tape: TapeComparison, metric: MetricDefinition): readonly (readonly Standing[])[] =>
  (tape.policies[0]?.runs ?? []).map((_, at) =>
    standingsOf(
      tape.policies.map((runs) => valueOf(runs, at, metric)),
      metric.better,
    ),
  )

/** `frozen / own`, each marked by itself. */
const pairCells = (tape: TapeComparison, metric: MetricDefinition): readonly Cell[] => {
  const all = standingsIn(tape, metric)
  const sides = all.map((standings, at) => {
    const blank = standings.every((standing) => standing === 'between') ? '' : ' '
    const texts = tape.policies.map((runs, row) => {
      const standing = standings[row] ?? 'between'
      return metricShort(valueOf(runs, at, metric), metric.unit) + (standing === 'between' ? blank : MARKS[standing])
    })
    const width = Math.max(...texts.map((text) => text.length))
    return texts.map((text) => text.padStart(width))
  })
  return tape.policies.map((_, row) => ({
    text: sides.map((texts) => texts[row] ?? '').join(' / '),
    tone: toneOf(agreed(all.map((standings) => standings[row] ?? 'between'))),
  }))
}

/** `lowest–highest` over all variants, marked only where all agree. */
const rangeCells = (tape: TapeComparison, metric: MetricDefinition): readonly Cell[] => {
  const all = standingsIn(tape, metric)
  const standings = tape.policies.map((_, row) => agreed(all.map((list) => list[row] ?? 'between')))
  const blank = standings.every((standing) => standing === 'between') ? '' : ' '
  return tape.policies.map((runs, row) => {
    const standing = standings[row] ?? 'between'
    const [low, high] = extremesOf(runs.runs.map((_, at) => valueOf(runs, at, metric))).map((value) =>
      metricShort(value, metric.unit),
    )
    const text = low === high ? (low ?? '-') : `${low}–${high}`
    return { text: text + (standing === 'between' ? blank : MARKS[standing]), tone: toneOf(standing) }
  })
}

/** A standing counts only where every variant has it. */
const agreed = (standings: readonly Standing[]): Standing => {
  const [first = 'between'] = standings
  return standings.every((each) => each === first) ? first : 'between'
}

const toneOf = (standing: Standing): 'good' | 'bad' | 'plain' =>
  standing === 'between' ? 'plain' : standing === 'best' ? 'good' : 'bad'
