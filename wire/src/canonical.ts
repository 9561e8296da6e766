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
export const encodeCanonical = (value: unknown): string => encodeAt(value, null)

/** Where a value stands, linked towards the root; made a text only for an error. */
interface Place {
  readonly parent: Place | null
  readonly key: string | number
  readonly depth: number
}

const encodeAt = (value: unknown, place: Place | null): string => {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value)
    case 'bigint':
      return `"${value}"`
    case 'boolean':
      return value ? 'true' : 'false'
    case 'number':
      if (!Number.isFinite(value)) throw refused(value, place, 'a finite number', 'find out where the number was lost')
      return JSON.stringify(value)
    case 'object':
      return value === null ? 'null' : encodeObject(value, place)
    case 'undefined':
    case 'function':
    case 'symbol':
      throw refused(
        String(value),
        place,
        'text, number, bigint, boolean, null, list or record',
        'leave it out or write data',
      )
  }
}

const encodeObject = (value: object, place: Place | null): string => {
  if ((place?.depth ?? 0) > DEPTH_MAX)
    throw refused(value, place, `lists and objects nested at most ${DEPTH_MAX} deep`, 'flatten it, or break the cycle')
  if (Array.isArray(value)) return encodeList(value, place)
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null)
    throw refused(value.constructor.name, place, 'plain records and lists', 'list the entries, sorted by key')
  return encodeRecord(value, place)
}

const encodeList = (value: readonly unknown[], place: Place | null): string => {
  let text = ''
  for (let index = 0; index < value.length; index += 1)
    text += (index === 0 ? '' : ',') + encodeAt(value[index], inside(place, index))
  return `[${text}]`
}

const encodeRecord = (value: object, place: Place | null): string => {
  const members = value as Readonly<Record<string, unknown>>
  let text = ''
  for (const key of Object.keys(value).toSorted(byUnit)) {
    const member = members[key]
    if (member === undefined) continue
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${encodeAt(member, inside(place, key))}`
  }
  return `{${text}}`
}

const byUnit = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)

const inside = (parent: Place | null, key: string | number): Place => ({
  parent,
  key,
  depth: (parent?.depth ?? 0) + 1,
})

const pathOf = (place: Place | null): string => (place === null ? WHOLE : within(pathOf(place.parent), place.key))

const refused = (value: unknown, place: Place | null, allowed: string, remedy: string): WireError =>
  new WireError('value to encode', [{ field: pathOf(place), value: shown(value), allowed, remedy }])
