import { DEPTH_MAX } from './limits.ts'
import { WHOLE, WireError, shown, within } from './error.ts'

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
export const encodeCanonical = (value: unknown): string => encodeAt(value, [])

/** Keys and indices from the root to where a value stands; one list serves a whole encoding, pushed and popped on the way. */
type Path = (string | number)[]

const encodeAt = (value: unknown, path: Path): string => {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value)
    case 'bigint':
      return `"${value}"`
    case 'boolean':
      return value ? 'true' : 'false'
    case 'number':
      if (!Number.isFinite(value)) throw refused(value, path, 'a finite number', 'find out where the number was lost')
      return JSON.stringify(value)
    case 'object':
      return value === null ? 'null' : encodeObject(value, path)
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

const encodeObject = (value: object, path: Path): string => {
  if (path.length > DEPTH_MAX)
    throw refused(value, path, `lists and objects nested at most ${DEPTH_MAX} deep`, 'flatten it, or break the cycle')
  if (Array.isArray(value)) return encodeList(value, path)
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null)
    throw refused(value.constructor.name, path, 'plain records and lists', 'list the entries, sorted by key')
  return encodeRecord(value, path)
}

const encodeList = (value: readonly unknown[], path: Path): string => {
  let text = ''
  for (let index = 0; index < value.length; index += 1) {
    path.push(index)
    text += (index === 0 ? '' : ',') + encodeAt(value[index], path)
    path.pop()
  }
  return `[${text}]`
}

const encodeRecord = (value: object, path: Path): string => {
  const members = value as Readonly<Record<string, unknown>>
  let text = ''
  for (const { key, label } of shapeOf(Object.keys(value))) {
    const member = members[key]
    if (member === undefined) continue
    path.push(key)
    text += (text === '' ? '' : ',') + label + encodeAt(member, path)
    path.pop()
  }
  return `{${text}}`
}

/** A key with its encoded text and colon. */
interface Label {
  readonly key: string
  readonly label: string
}

interface Shape {
  readonly keys: readonly string[]
  readonly sorted: readonly Label[]
}

/** Records met so far, by their keys as they came: a journal holds few shapes and many records of each. */
const shapes = new Map<string, Shape>()

const SHAPES_MAX = 4_096

const shapeOf = (keys: readonly string[]): readonly Label[] => {
  const name = keys.join('\n')
  const known = shapes.get(name)
  // Keys that hold line feeds may share a name with others; then the shape is worked out anew.
  if (known !== undefined && sameKeys(known.keys, keys)) return known.sorted
  const sorted = keys.toSorted(byUnit).map((key) => ({ key, label: `${JSON.stringify(key)}:` }))
  if (shapes.size >= SHAPES_MAX) shapes.clear()
  shapes.set(name, { keys, sorted })
  return sorted
}

const sameKeys = (left: readonly string[], right: readonly string[]): boolean => {
  if (left.length !== right.length) return false
  for (let index = 0; index < left.length; index += 1) if (left[index] !== right[index]) return false
  return true
}

const byUnit = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)

const pathOf = (path: Path): string => path.reduce<string>((text, key) => within(text, key), WHOLE)

const refused = (value: unknown, path: Path, allowed: string, remedy: string): WireError =>
  new WireError('value to encode', [{ field: pathOf(path), value: shown(value), allowed, remedy }])
