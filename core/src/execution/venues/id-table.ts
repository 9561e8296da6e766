/** Whose names a table finds: it holds numbers only. */
export interface Named {
  /** The name behind a value that was put into the table. */
  readonly nameOf: (value: number) => string
  /** Hears where a value stands after the table has grown. */
  readonly moved: (value: number, place: number) => void
}

/** One whole number other than 0 for each name that ever arrived. */
export interface IdTable {
  /** Makes room for a new name. @returns its place, at which a value must be put before the next call; -1 for a known name. */
  readonly claim: (id: string) => number
  /** Puts the value of a name at its place. */
  readonly put: (place: number, value: number) => void
  /** @returns the value of a name, 0 for one that never arrived. */
  readonly find: (id: string) => number
  readonly clear: () => void
}

/** Pairs of hash and value in one array; value 0 is an empty pair. */
type Pairs = Int32Array

const FIRST_PAIRS = 1 << 10
const GROWTH = 4

/**
 * A hash table of names with open addressing, at most half full. `Map` needs one look-up to tell a new name from a known one
 * and another to keep it; here a place is found once and stays until the table grows.
 */
export const createIdTable = ({ nameOf, moved }: Named): IdTable => {
  let pairs: Pairs = new Int32Array(2 * FIRST_PAIRS)
  let mask = FIRST_PAIRS - 1
  let count = 0
  const claim = (id: string): number => {
    if (2 * count > mask) {
      pairs = widened(pairs, moved)
      mask = pairs.length / 2 - 1
    }
    const hash = hashOf(id)
    let at = hash & mask
    for (let value = pairs[2 * at + 1] ?? 0; value !== 0; value = pairs[2 * at + 1] ?? 0) {
      if (pairs[2 * at] === hash && nameOf(value) === id) return -1
      at = (at + strideOf(hash)) & mask
    }
    pairs[2 * at] = hash
    count += 1
    return at
  }
  const find = (id: string): number => {
    const hash = hashOf(id)
    let at = hash & mask
    for (let value = pairs[2 * at + 1] ?? 0; value !== 0; value = pairs[2 * at + 1] ?? 0) {
      if (pairs[2 * at] === hash && nameOf(value) === id) return value
      at = (at + strideOf(hash)) & mask
    }
    return 0
  }
  const clear = (): void => {
    pairs = new Int32Array(2 * FIRST_PAIRS)
    mask = FIRST_PAIRS - 1
    count = 0
  }
  const put = (place: number, value: number): void => {
    pairs[2 * place + 1] = value
  }
  return { claim, put, find, clear }
}

/**
 * FNV-1a over pairs of characters, mixed once more so that its low bits depend on all of them; the last two characters are added at
 * the end, tens and ones, so that ids which count up lie side by side in memory, a hundred at a time.
 */
const hashOf = (id: string): number => {
  const { length } = id
  if (length < 2) return length === 0 ? 0 : id.charCodeAt(0)
  const end = length - 2
  const even = end & ~1
  let hash = Math.imul(length, 0x811c9dc5)
  for (let at = 0; at < even; at += 2)
    hash = Math.imul(hash ^ id.charCodeAt(at) ^ (id.charCodeAt(at + 1) << 16), 0x01000193)
  if (even < end) hash = Math.imul(hash ^ id.charCodeAt(even), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return ((hash ^ (hash >>> 13)) + 10 * id.charCodeAt(end) + id.charCodeAt(end + 1)) | 0
}

/** How far on to look when a place is taken: odd, so that every place has its turn, and alike for ids that lie side by side. */
const strideOf = (hash: number): number => (hash >>> 15) | 1

const widened = (pairs: Pairs, moved: Named['moved']): Pairs => {
  const wider = new Int32Array(GROWTH * pairs.length)
  const mask = wider.length / 2 - 1
  for (let from = 0; from < pairs.length; from += 2) {
    const value = pairs[from + 1] ?? 0
    if (value === 0) continue
    const hash = pairs[from] ?? 0
    let at = hash & mask
    while (wider[2 * at + 1] !== 0) at = (at + strideOf(hash)) & mask
    wider[2 * at] = hash
    wider[2 * at + 1] = value
    moved(value, at)
  }
  return wider
}
