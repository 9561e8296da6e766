import { shown, within, type WireProblem } from './error.ts'
import { branchesOf, isRecord, node, propertiesOf, tagOf, type Node } from './tag.ts'

/** Problems named at most; the first ones are enough to start mending. */
const PROBLEMS_MAX = 20

/**
 * What is wrong with a value, as precisely as its schema can say: the dotted field, the value, what is allowed, the remedy.
 * The compiled validator decides *whether* a value is wrong; this finds *where*, stepping into the branch of a union that the
 * value itself names. Empty when the schema uses a keyword unknown here.
 */
export const locate = (schema: unknown, value: unknown, path: string): readonly WireProblem[] =>
  problemsOf(node(schema), value, path).slice(0, PROBLEMS_MAX)

const problemsOf = (schema: Node, value: unknown, path: string): readonly WireProblem[] => {
  const branches = branchesOf(schema)
  if (branches.length > 0) return inUnion(branches, value, path)
  if ('const' in schema || 'enum' in schema) return inChoice(schema, value, path)
  switch (schema['type']) {
    case 'object':
      return inObject(schema, value, path)
    case 'array':
      return inList(schema, value, path)
    case 'string':
      return inText(schema, value, path)
    case 'number':
    case 'integer':
      return inNumber(schema, value, path)
    case 'boolean':
      return typeof value === 'boolean' ? [] : [wrong(schema, value, path)]
    case 'null':
      return value === null ? [] : [wrong(schema, value, path)]
    default:
      return []
  }
}

const inUnion = (branches: readonly Node[], value: unknown, path: string): readonly WireProblem[] => {
  const tagged = tagOf(branches)
  if (tagged !== null && isRecord(value)) {
    const name = value[tagged.key]
    const branch = typeof name === 'string' ? tagged.branches.get(name) : undefined
    if (branch !== undefined) return problemsOf(branch, value, path)
    const known = [...tagged.branches.keys()].map((text) => JSON.stringify(text)).join(', ')
    return [problem(within(path, tagged.key), name, `one of ${known}`)]
  }
  const fitting = branches.filter((branch) => problemsOf(branch, value, path).length === 0)
  if (fitting.length > 0) return []
  const near = branches.filter((branch) => isOfType(branch, value))
  const [only] = near
  if (only !== undefined && near.length === 1) return problemsOf(only, value, path)
  return [problem(path, value, [...new Set(branches.map(allowedBy))].join(', or '))]
}

const inChoice = (schema: Node, value: unknown, path: string): readonly WireProblem[] => {
  const options: unknown = 'const' in schema ? [schema['const']] : schema['enum']
  return Array.isArray(options) && options.includes(value) ? [] : [wrong(schema, value, path)]
}

const inObject = (schema: Node, value: unknown, path: string): readonly WireProblem[] => {
  if (!isRecord(value)) return [wrong(schema, value, path)]
  const properties = propertiesOf(schema)
  const required = Array.isArray(schema['required']) ? schema['required'].map(String) : []
  const missing = required
    .filter((key) => !Object.hasOwn(value, key))
    .map((key) => ({
      ...problem(within(path, key), undefined, allowedBy(properties[key] ?? {})),
      remedy: 'add this field',
    }))
  const found = Object.entries(value).flatMap(([key, member]) => {
    if (Object.hasOwn(properties, key)) return problemsOf(properties[key] ?? {}, member, within(path, key))
    const others = schema['additionalProperties']
    if (isRecord(others)) return problemsOf(others, member, within(path, key))
    return others === false ? [unknownKey(Object.keys(properties), member, within(path, key))] : []
  })
  return [...missing, ...found].slice(0, PROBLEMS_MAX)
}

const unknownKey = (known: readonly string[], value: unknown, path: string): WireProblem => ({
  field: path,
  value: shown(value),
  allowed: known.length === 0 ? 'no fields here' : `only the fields ${known.join(', ')}`,
  remedy: 'remove this field or correct its name',
})

const inList = (schema: Node, value: unknown, path: string): readonly WireProblem[] => {
  if (!Array.isArray(value)) return [wrong(schema, value, path)]
  const [least, most] = [bound(schema, 'minItems') ?? 0, bound(schema, 'maxItems') ?? Infinity]
  if (value.length < least || value.length > most) return [wrong(schema, value, path)]
  const found: WireProblem[] = []
  for (const [index, item] of value.entries()) {
    found.push(...problemsOf(node(schema['items']), item, within(path, index)))
    if (found.length >= PROBLEMS_MAX) break
  }
  return found
}

const inText = (schema: Node, value: unknown, path: string): readonly WireProblem[] => {
  if (typeof value !== 'string') return [wrong(schema, value, path)]
  const [least, most] = [bound(schema, 'minLength') ?? 0, bound(schema, 'maxLength') ?? Infinity]
  const pattern = schema['pattern']
  const fits = typeof pattern !== 'string' || new RegExp(pattern, 'u').test(value)
  return fits && value.length >= least && value.length <= most ? [] : [wrong(schema, value, path)]
}

const inNumber = (schema: Node, value: unknown, path: string): readonly WireProblem[] => {
  const isKind = schema['type'] === 'integer' ? Number.isInteger(value) : Number.isFinite(value)
  if (typeof value !== 'number' || !isKind) return [wrong(schema, value, path)]
  const holds =
    value >= (bound(schema, 'minimum') ?? -Infinity) &&
    value <= (bound(schema, 'maximum') ?? Infinity) &&
    value > (bound(schema, 'exclusiveMinimum') ?? -Infinity) &&
    value < (bound(schema, 'exclusiveMaximum') ?? Infinity)
  return holds ? [] : [wrong(schema, value, path)]
}

const bound = (schema: Node, keyword: string): number | undefined => {
  const limit = schema[keyword]
  return typeof limit === 'number' ? limit : undefined
}

const isOfType = (schema: Node, value: unknown): boolean => {
  if (value === null) return schema['type'] === 'null'
  if (Array.isArray(value)) return schema['type'] === 'array'
  return schema['type'] === 'integer' ? typeof value === 'number' : schema['type'] === typeof value
}

const wrong = (schema: Node, value: unknown, path: string): WireProblem => problem(path, value, allowedBy(schema))

const problem = (field: string, value: unknown, allowed: string): WireProblem => ({
  field,
  value: shown(value),
  allowed,
  remedy: value === undefined ? 'add this field' : 'write a value of this form',
})

/** What a schema lets through, in words. */
const allowedBy = (schema: Node): string => {
  const branches = branchesOf(schema)
  if (branches.length > 0) return [...new Set(branches.map(allowedBy))].join(', or ')
  if ('const' in schema) return JSON.stringify(schema['const'])
  const options = schema['enum']
  if (Array.isArray(options)) return `one of ${options.map((option) => JSON.stringify(option)).join(', ')}`
  const { type, description } = schema
  const words = WORDS[String(type)] ?? 'another kind of value'
  const range = rangeOf(schema)
  if (typeof description === 'string' && type === 'string') return description
  return [words, range, typeof description === 'string' ? `(${description})` : '']
    .filter((part) => part !== '')
    .join(' ')
}

const WORDS: Readonly<Record<string, string>> = {
  object: 'an object',
  array: 'a list',
  string: 'a text',
  number: 'a finite number',
  integer: 'a whole number',
  boolean: 'true or false',
  null: 'null',
}

const rangeOf = (schema: Node): string => {
  const said = RANGES.flatMap(([keyword, words]) => {
    const limit = bound(schema, keyword)
    return limit === undefined ? [] : [`${words} ${limit}`]
  })
  const pattern = schema['pattern']
  return [...said, ...(typeof pattern === 'string' ? [`of the form ${pattern}`] : [])].join(', ')
}

const RANGES: readonly (readonly [string, string])[] = [
  ['minimum', 'from'],
  ['exclusiveMinimum', 'above'],
  ['maximum', 'up to'],
  ['exclusiveMaximum', 'below'],
  ['minItems', 'with entries from'],
  ['maxItems', 'with entries up to'],
  ['minLength', 'with characters from'],
  ['maxLength', 'with characters up to'],
]
