import { DEPTH_MAX } from './limits.ts'
import { WHOLE, WireError, shown, within } from './error.ts'
import { createInk, writeBytes, writeCode, writeInteger, writePlain, writeQuoted, written, type Ink } from './ink.ts'

/**
 * The one text of a value: keys sorted by UTF-16 unit, no blanks, bigint as a quoted decimal, numbers as JavaScript prints
 * them with -0 as 0, keys whose value is undefined left out. Equal values have equal texts on every machine.
 *
 * Refused, by path: NaN and infinities, Map, Set, typed arrays and other instances of classes (a Map must be listed by its owner,
 * sorted by key, so that the order is the owner's statement), functions, symbols, undefined outside of an object, holes in lists,
 * and nesting deeper than 64 (which a cycle is).
 *
 * @throws WireError
 */
export const encodeCanonical = (value: unknown): string => decoder.decode(canonicalBytes('', value))

/**
 * The same text in UTF-8 behind a prefix, without making a text of it: what is hashed and stored by the megabyte.
 *
 * @returns a window into a buffer that the next call overwrites; use it up or copy it first.
 * @throws WireError as `encodeCanonical` does.
 */
export const canonicalBytes = (prefix: string, value: unknown): Uint8Array => {
  ink.length = 0
  writePlain(ink, prefix)
  encodeAt(ink, value, [])
  return written(ink)
}

const ink = createInk()
const decoder = new TextDecoder()

/** Keys and indices from the root to where a value stands; one list serves a whole encoding, pushed and popped on the way. */
type Path = (string | number)[]

const encodeAt = (to: Ink, value: unknown, path: Path): void => {
  switch (typeof value) {
    case 'string':
      return writeQuoted(to, value)
    case 'bigint':
      return encodeBigint(to, value)
    case 'boolean':
      return writePlain(to, value ? 'true' : 'false')
    case 'number':
      if (Number.isSafeInteger(value)) return writeInteger(to, value)
      if (!Number.isFinite(value)) throw refused(value, path, 'a finite number', 'find out where the number was lost')
      return writePlain(to, JSON.stringify(value))
    case 'object':
      return value === null ? writePlain(to, 'null') : encodeObject(to, value, path)
    case 'undefined':
    case 'function':
    case 'symbol':
      throw refused(
        String(value),
        path,
        'text, number, bigint, boolean, null, list or record',
        'leave it out or write data',
      )
  }
}

const encodeBigint = (to: Ink, value: bigint): void => {
  const small = Number(value)
  writeCode(to, QUOTE)
  // A bigint beyond the safe integers rounds to a number beyond them, so a safe one is exact.
  if (Number.isSafeInteger(small)) writeInteger(to, small)
  else writePlain(to, String(value))
  writeCode(to, QUOTE)
}

const encodeObject = (to: Ink, value: object, path: Path): void => {
  if (path.length > DEPTH_MAX)
    throw refused(value, path, `lists and objects nested at most ${DEPTH_MAX} deep`, 'flatten it, or break the cycle')
  if (Array.isArray(value)) return encodeList(to, value, path)
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null)
    throw refused(value.constructor.name, path, 'plain records and lists', 'list the entries, sorted by key')
  encodeRecord(to, value, path)
}

const encodeList = (to: Ink, value: readonly unknown[], path: Path): void => {
  writeCode(to, OPEN_LIST)
  for (let index = 0; index < value.length; index += 1) {
    if (index > 0) writeCode(to, COMMA)
    path.push(index)
    encodeAt(to, value[index], path)
    path.pop()
  }
  writeCode(to, CLOSE_LIST)
}

const encodeRecord = (to: Ink, value: object, path: Path): void => {
  const members = value as Readonly<Record<string, unknown>>
  writeCode(to, OPEN_RECORD)
  let first = true
  for (const { key, label } of labelsAt(path.length, members)) {
    const member = members[key]
    if (member === undefined) continue
    if (!first) writeCode(to, COMMA)
    first = false
    writeBytes(to, label)
    path.push(key)
    encodeAt(to, member, path)
    path.pop()
  }
  writeCode(to, CLOSE_RECORD)
}

const [QUOTE, COMMA, OPEN_LIST, CLOSE_LIST, OPEN_RECORD, CLOSE_RECORD] = [0x22, 0x2c, 0x5b, 0x5d, 0x7b, 0x7d]

/** A key, and the bytes of its text with a colon behind. */
interface Label {
  readonly key: string
  readonly label: Uint8Array
}

/** Records met so far, as a tree: each branch is the next key as it came, and its end holds the keys sorted. */
interface Shape {
  readonly next: Map<string, Shape>
  sorted: readonly Label[] | null
}

const SHAPES_MAX = 16_384
let shapes: Shape = { next: new Map(), sorted: null }
let shapeCount = 0

/** The last shape that was met at each depth: records of a list mostly look alike. */
const recent: { readonly keys: readonly string[]; readonly sorted: readonly Label[] }[] = []

const labelsAt = (depth: number, members: Readonly<Record<string, unknown>>): readonly Label[] => {
  const known = recent[depth]
  if (known !== undefined && hasKeys(members, known.keys)) return known.sorted
  const keys = Object.keys(members)
  const sorted = sortedLabels(keys)
  while (recent.length < depth) recent.push({ keys: [], sorted: [] })
  recent[depth] = { keys, sorted }
  return sorted
}

/** Whether a record's keys are these, in this order; no list of them is made. */
const hasKeys = (members: Readonly<Record<string, unknown>>, keys: readonly string[]): boolean => {
  let count = 0
  for (const key in members) if (keys[count++] !== key) return false
  return count === keys.length
}

/** Labels of a record's keys in canonical order; a journal holds few shapes and many records of each. */
const sortedLabels = (keys: readonly string[]): readonly Label[] => {
  let shape = shapes
  for (const key of keys) shape = shape.next.get(key) ?? branch(shape, key)
  shape.sorted ??= keys.toSorted(byUnit).map((key) => ({ key, label: encoder.encode(`${JSON.stringify(key)}:`) }))
  return shape.sorted
}

const branch = (shape: Shape, key: string): Shape => {
  if (shapeCount >= SHAPES_MAX) [shapes, shapeCount] = [{ next: new Map(), sorted: null }, 0]
  const grown: Shape = { next: new Map(), sorted: null }
  shape.next.set(key, grown)
  shapeCount += 1
  return grown
}

const encoder = new TextEncoder()

const byUnit = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)

const pathOf = (path: Path): string => path.reduce<string>((text, key) => within(text, key), WHOLE)

const refused = (value: unknown, path: Path, allowed: string, remedy: string): WireError =>
  new WireError('value to encode', [{ field: pathOf(path), value: shown(value), allowed, remedy }])
