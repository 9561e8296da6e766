import { formatValue, type Block, type Section, type TableFigure } from '@ebbline/charts'
import type { RunProvenance } from '@ebbline/wire'
import { priceFigure } from './report-crash.ts'
import { textTable } from './report-text-table.ts'
import type { ReportView } from './report-view.ts'

/** The recorded market behind a tape: its prices, what is assumed, what it cannot show, and the files. Null for a generated one. */
export const marketSection = (view: ReportView): Section | null => {
  const provenance = view.runs[0]?.outcome.run.provenance ?? {}
  const { datasets = [], assumptions = [], limits = [], reaction = [] } = provenance
  if (datasets.length === 0) return null
  return {
    id: 'market',
    title: 'The market',
    lead: 'Prices are recorded. Books, accounts and the answer to forced orders are models, fitted where there are data to fit them to.',
    blocks: [
      { kind: 'figure', figure: priceFigure(view) },
      ...listOf('What is assumed', assumptions),
      ...listOf('What these data cannot show', limits),
      ...(reaction.length === 0 ? [] : [{ kind: 'figure', figure: reactionTable(reaction) } satisfies Block]),
      { kind: 'figure', figure: datasetTable(datasets) },
    ],
  }
}

const listOf = (title: string, items: readonly string[]): readonly Block[] =>
  items.length === 0 ? [] : [{ kind: 'list', title, items }]

const datasetTable = (datasets: NonNullable<RunProvenance['datasets']>): TableFigure =>
  textTable({
    id: 'datasets',
    title: 'The files',
    subtitle: 'Named relative to the data folder; the same hash means the same bytes',
    rowTitle: 'dataset',
    columns: ['SHA-256, first 16 of 64 digits'],
    rows: datasets.map(({ name, sha256 }) => ({ name, cells: [sha256.slice(0, 16)] })),
  })

const reactionTable = (reaction: NonNullable<RunProvenance['reaction']>): TableFigure =>
  textTable({
    id: 'reaction',
    title: 'How the market answers, as fitted',
    subtitle: 'The value that was used, and the interval in which it may lie',
    rowTitle: 'parameter',
    columns: ['value', 'interval'],
    rows: reaction.map(({ name, value, low, high }) => {
      const [used = '', from = '', to = ''] = [value, low, high].map((each) => formatValue('size', each))
      return { name, cells: [used, `${from} to ${to}`] }
    }),
  })
