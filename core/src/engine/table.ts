/** A keyed store with a stable order of keys. The base keeps its values; an overlay keeps only what differs from its base. */
export interface Table<V> {
  readonly get: (key: string) => V | undefined
  readonly set: (key: string, value: V) => void
  readonly delete: (key: string) => void
  /** Shows every key with its value, in insertion order of the base, then of the overlay. */
  readonly each: (show: (key: string, value: V) => void) => void
  /** Keys in the order of `each`. */
  readonly keys: () => readonly string[]
  /** Values in the order of `each`. */
  readonly values: () => readonly V[]
  /** Keys written or deleted here since the table (or overlay) was made. */
  readonly touched: () => ReadonlySet<string>
  /** Writes an overlay's changes into its base, in the order in which they were made; nothing for a base. */
  readonly commit: () => void
}

/** A table that owns its values; `touched` is always empty. */
export const createTable = <V>(entries: Iterable<readonly [string, V]> = []): Table<V> => {
  const values = new Map<string, V>(entries)
  const none: ReadonlySet<string> = new Set()
  return {
    get: (key) => values.get(key),
    set: (key, value) => void values.set(key, value),
    delete: (key) => void values.delete(key),
    each: (show) => {
      for (const [key, value] of values) show(key, value)
    },
    keys: () => [...values.keys()],
    values: () => [...values.values()],
    touched: () => none,
    commit: () => {},
  }
}

/** A scratch layer over a table: writes stay here, the base is never changed. */
export const overlayTable = <V>(base: Table<V>): Table<V> => {
  const changed = new Map<string, V>()
  const gone = new Set<string>()
  /** Deleted and then written again, so that they stand behind what was there before. */
  const anew = new Set<string>()
  const each: Table<V>['each'] = (show) => {
    base.each((key, value) => {
      if (!gone.has(key)) show(key, changed.get(key) ?? value)
    })
    for (const [key, value] of changed) if (base.get(key) === undefined) show(key, value)
  }
  return {
    get: (key) => changed.get(key) ?? (gone.has(key) ? undefined : base.get(key)),
    set: (key, value) => {
      if (gone.delete(key)) anew.add(key)
      changed.set(key, value)
    },
    delete: (key) => {
      changed.delete(key)
      gone.add(key)
    },
    each,
    keys: () => listed((list: string[]) => each((key) => list.push(key))),
    values: () => listed((list: V[]) => each((_, value) => list.push(value))),
    touched: () => new Set([...changed.keys(), ...gone]),
    commit: () => {
      for (const key of gone) base.delete(key)
      for (const key of anew) base.delete(key)
      for (const [key, value] of changed) base.set(key, value)
    },
  }
}

const listed = <T>(fill: (list: T[]) => void): readonly T[] => {
  const list: T[] = []
  fill(list)
  return list
}
