import { join } from 'node:path'
import type { Manifest } from '../importers/index.ts'
import type { TapeDataset } from './tape.ts'

/** Datasets of one kind, each read once. */
export interface OpenedDatasets<T> {
  /** What a dataset holds, by its name relative to the data folder. @throws WireError for what its reader refuses */
  readonly open: (name: string) => Promise<T>
  /** Those opened so far. */
  readonly datasets: () => readonly TapeDataset[]
}

/** Reads each dataset of a folder when it is first asked for, and keeps what it held. */
export const openOnce = <T extends { readonly manifest: Manifest }>(
  root: string,
  read: (path: string) => Promise<T>,
): OpenedDatasets<T> => {
  const opened = new Map<string, T>()
  return {
    open: async (name) => {
      const before = opened.get(name)
      if (before !== undefined) return before
      const fresh = await read(join(root, name))
      opened.set(name, fresh)
      return fresh
    },
    datasets: () => [...opened].map(([name, { manifest }]) => ({ name, sha256: manifest.sha256, rows: manifest.rows })),
  }
}
