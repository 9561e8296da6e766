/**
 * A set of indices from 0 that is walked in ascending order at the cost of its members: a bitmap, with a bit for every word
 * that is not empty above it, twice.
 */
export interface IndexSet {
  /** Bits of members, of words of members, and of words of those. */
  levels: readonly [Int32Array, Int32Array, Int32Array]
}

/** An empty set with room for indices below the capacity. */
export const createIndexSet = (capacity: number): IndexSet => ({
  levels: [bitsFor(capacity), bitsFor(capacity / 32), bitsFor(capacity / 1_024)],
})

const bitsFor = (count: number): Int32Array => new Int32Array(Math.ceil(count / 32) + 1)

/** Makes room for indices below the capacity. */
export const reachIndex = (set: IndexSet, capacity: number): void => {
  if (capacity <= 32 * (set.levels[0].length - 1)) return
  const larger = createIndexSet(capacity)
  for (const [level, words] of set.levels.entries()) larger.levels[level]?.set(words)
  set.levels = larger.levels
}

/** Adds an index; nothing changes when it is a member. */
export const addIndex = ({ levels: [low, middle, high] }: IndexSet, index: number): void => {
  setBit(low, index)
  setBit(middle, index >> 5)
  setBit(high, index >> 10)
}

/** Removes an index; nothing changes when it is not a member. */
export const removeIndex = ({ levels: [low, middle, high] }: IndexSet, index: number): void => {
  if (clearBit(low, index) === 0 && clearBit(middle, index >> 5) === 0) clearBit(high, index >> 10)
}

/** The smallest member at or above an index, or -1. A walk may add and remove members at or below where it stands. */
export const nextIndex = ({ levels: [low, middle, high] }: IndexSet, from: number): number => {
  const near = bitFrom(low, from)
  if (near >= 0) return near
  const word = bitFrom(middle, (from >> 5) + 1)
  if (word >= 0) return bitFrom(low, word << 5)
  for (let group = (from >> 10) + 1; group >> 5 < high.length; group = ((group >> 5) + 1) << 5) {
    const found = bitFrom(high, group)
    if (found >= 0) return bitFrom(low, bitFrom(middle, found << 5) << 5)
  }
  return -1
}

/** The lowest bit set in the word of a bit, at or above it; -1 when there is none. */
const bitFrom = (words: Int32Array, bit: number): number => {
  const rest = (words[bit >> 5] ?? 0) & (-1 << (bit & 31))
  return rest === 0 ? -1 : (bit & ~31) + 31 - Math.clz32(rest & -rest)
}

const setBit = (words: Int32Array, bit: number): void => {
  words[bit >> 5] = (words[bit >> 5] ?? 0) | (1 << (bit & 31))
}

/** @returns the word that is left. */
const clearBit = (words: Int32Array, bit: number): number => {
  const rest = (words[bit >> 5] ?? 0) & ~(1 << (bit & 31))
  words[bit >> 5] = rest
  return rest
}
