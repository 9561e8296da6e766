import { comparisonTable, type TableFigure } from '@ebbline/charts'

/** A table of words: one text a cell, no order among them. */
export interface TextTable {
  readonly id: string
  readonly title: string
  readonly subtitle: string
  readonly rowTitle: string
  readonly columns: readonly string[]
  readonly rows: readonly { readonly name: string; readonly colour?: string; readonly cells: readonly string[] }[]
}

/** The table as a figure whose words can be saved as CSV. */
export const textTable = (table: TextTable): TableFigure => {
  const keys = table.columns.map((_, at) => `c${at}`)
  return comparisonTable({
    id: table.id,
    title: table.title,
    subtitle: table.subtitle,
    rowTitle: table.rowTitle,
    bounds: ['as run'],
    groups: [
      {
        title: '',
        columns: table.columns.map((title, at) => ({
          key: keys[at] ?? '',
          title,
          definition: '',
          unit: '',
          format: 'text',
          better: 'none',
        })),
      },
    ],
    rows: table.rows.map(({ cells, ...row }) => ({
      ...row,
      cells: Object.fromEntries(keys.map((key, at) => [key, [cells[at] ?? null]])),
    })),
  })
}
