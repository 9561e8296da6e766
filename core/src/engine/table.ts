/** A keyed store with a stable order of keys. The base keeps its values; an overlay keeps only what differs from its base. */
export interface Table<V> {
  readonly get: (key: string) => V | undefined
  readonly set: (key: string, value: V) => void
  readonly delete: (key: string) => void
  /** Keys in insertion order of the base, then of the overlay. */
  readonly keys: () => readonly string[]
  /** Keys written or deleted here since the table (or overlay) was made. */
  readonly touched: () => ReadonlySet<string>
}

/** A table that owns its values; `touched` is always empty. */
export const createTable = <V>(entries: Iterable<readonly [string, V]> = []): Table<V> => {
  const values = new Map<string, V>(entries)
  const none: ReadonlySet<string> = new Set()
  return {
    get: (key) => values.get(key),
    set: (key, value) => void values.set(key, value),
    delete: (key) => void values.delete(key),
    keys: () => [...values.keys()],
    touched: () => none,
  }
}

/** A scratch layer over a table: writes stay here, the base is never changed. */
export const overlayTable = <V>(base: Table<V>): Table<V> => {
  const changed = new Map<string, V>()
  const gone = new Set<string>()
  const touched = new Set<string>()
  return {
    get: (key) => (gone.has(key) ? undefined : (changed.get(key) ?? base.get(key))),
    set: (key, value) => {
      gone.delete(key)
      touched.add(key)
      changed.set(key, value)
    },
    delete: (key) => {
      changed.delete(key)
      touched.add(key)
      gone.add(key)
    },
    keys: () => {
      const kept = base.keys().filter((key) => !gone.has(key))
      const known = new Set(kept)
      return [...kept, ...[...changed.keys()].filter((key) => !known.has(key))]
    },
    touched: () => touched,
  }
}
