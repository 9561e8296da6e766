import { join } from 'node:path'
import { WireError, type RecordedScenario } from '@ebbline/wire'
import { openCsv, placesOf, textAt } from '../importers/csv.ts'
import type { TapeDataset } from './tape.ts'

/** Rows of a small table whose key column has one text, and the file that they stand in. */
export interface TableRows {
  /** By column name, in the order of the file. */
  readonly rows: readonly ReadonlyMap<string, string>[]
  readonly dataset: TapeDataset
}

/** Which rows of which table are wanted, and where the scenario says so. */
export interface TableRowsWanted {
  readonly scenario: RecordedScenario
  readonly field: string
  readonly root: string
  readonly dataset: string
  readonly columns: readonly string[]
  readonly key: string
  readonly symbol: string
}

/** Rows of one symbol. @throws WireError for a file that cannot be read, lacks a column, or does not hold the symbol */
export const readTableRows = async (wanted: TableRowsWanted): Promise<TableRows> => {
  const table = await openCsv(join(wanted.root, wanted.dataset))
  const [keyPlace = 0, ...places] = placesOf(table, [wanted.key, ...wanted.columns])
  const width = table.columns.length
  const rows: ReadonlyMap<string, string>[] = []
  let count = 0
  for await (const batch of table.batches)
    for (let index = 0; index < batch.count; index += 1) {
      count += 1
      if (textAt(batch, width, index, keyPlace) !== wanted.symbol) continue
      rows.push(new Map(places.map((place, at) => [wanted.columns[at] ?? '', textAt(batch, width, index, place)])))
    }
  if (rows.length === 0) throw absent(wanted)
  return { rows, dataset: { name: wanted.dataset, sha256: table.seal().sha256, rows: count } }
}

const absent = ({ scenario, field, dataset, key, symbol }: TableRowsWanted): WireError =>
  new WireError(scenario.name, [
    { field, value: symbol, allowed: `a ${key} that ${dataset} holds`, remedy: 'correct the symbol or the dataset' },
  ])

/** A finite number of a row. @throws WireError */
export const numberOf = (wanted: TableRowsWanted, row: ReadonlyMap<string, string>, column: string): number => {
  const text = row.get(column) ?? ''
  const value = text === '' ? Number.NaN : Number(text)
  if (Number.isFinite(value)) return value
  throw new WireError(wanted.scenario.name, [
    {
      field: wanted.field,
      value: `${wanted.symbol}: ${column} = ${text === '' ? 'nothing' : text}`,
      allowed: 'a finite number',
      remedy: `mend ${wanted.dataset}`,
    },
  ])
}
