import { Compile, type Validator } from 'typebox/compile'
import { WHOLE, WireError, shown, type WireProblem } from './error.ts'
import { parseJson, wholeFile, type TextOrigin } from './json.ts'
import { locate } from './locate.ts'
import { EXACT_MARK, type Schema } from './schema.ts'
import { branchesOf, isRecord, node, propertiesOf, tagOf, type Node } from './tag.ts'

/**
 * The value that a JSON text encodes under a schema: exact texts have become bigint.
 *
 * @throws WireError for text that is too large, too deep, not JSON, or not of the schema.
 */
export const decode = <T>(schema: Schema<T>, text: string, origin: TextOrigin = wholeFile('input')): T =>
  decodeValue(schema, parseJson(origin, text), origin)

/** As `decode`, for a JSON value that has been parsed before. @throws WireError when it is not of the schema. */
export const decodeValue = <T>(schema: Schema<T>, value: unknown, origin: TextOrigin): T => {
  const codec = codecOf(schema)
  if (!codec.validator.Check(value)) throw new WireError(origin.file, explained(codec.validator, schema, value, origin))
  // The validator has just judged the value by this very schema, and `seal` ties the schema to T.
  return (codec.decoder === null ? value : codec.decoder(value)) as T
}

/** What is wrong with a parsed JSON value under any JSON Schema; empty when nothing is. Field paths start at `path`. */
export const problemsUnder = (schema: object, value: unknown, path: string): readonly WireProblem[] => {
  const { validator } = codecOf(schema)
  return validator.Check(value) ? [] : explained(validator, schema, value, { file: '', field: path, bytesMax: 0 })
}

type Decoder = (value: unknown) => unknown

interface Codec {
  readonly validator: Validator
  /** Null when nothing in the schema is exact, so that the value is already what it encodes. */
  readonly decoder: Decoder | null
}

const codecs = new WeakMap<object, Codec>()

const codecOf = (schema: object): Codec => {
  const known = codecs.get(schema)
  if (known !== undefined) return known
  const codec = { validator: Compile(schema), decoder: decoderOf(node(schema)) }
  codecs.set(schema, codec)
  return codec
}

const explained = (
  validator: Validator,
  schema: object,
  value: unknown,
  { field }: TextOrigin,
): readonly WireProblem[] => {
  const located = locate(schema, value, field)
  if (located.length > 0) return located
  const [first] = validator.Errors(value)
  return [
    {
      field: first === undefined ? field : pathOf(field, first.instancePath),
      value: shown(value),
      allowed: first?.message ?? 'a value of the schema',
      remedy: 'see `ebb schema` for the form',
    },
  ]
}

const pathOf = (field: string, pointer: string): string => {
  const inner = pointer.slice(1).replaceAll('/', '.')
  if (inner === '') return field
  return field === WHOLE ? inner : `${field}.${inner}`
}

/** Turns exact texts into bigint, everywhere the schema marks one; values must have passed the schema. */
const decoderOf = (schema: Node): Decoder | null => {
  if (EXACT_MARK in schema) return (value) => (typeof value === 'string' ? BigInt(value) : value)
  const branches = branchesOf(schema)
  if (branches.length > 0) return unionDecoder(branches)
  if (schema['type'] === 'array') return listDecoder(decoderOf(node(schema['items'])))
  return schema['type'] === 'object' ? objectDecoder(schema) : null
}

const listDecoder = (items: Decoder | null): Decoder | null =>
  items === null ? null : (value) => (Array.isArray(value) ? value.map(items) : value)

const objectDecoder = (schema: Node): Decoder | null => {
  const members = new Map(
    Object.entries(propertiesOf(schema)).flatMap(([key, property]) => {
      const decoder = decoderOf(property)
      return decoder === null ? [] : [[key, decoder] as const]
    }),
  )
  if (members.size === 0) return null
  return (value) => {
    if (!isRecord(value)) return value
    const decoded: Record<string, unknown> = { ...value }
    for (const [key, member] of members) if (Object.hasOwn(value, key)) decoded[key] = member(value[key])
    return decoded
  }
}

const unionDecoder = (branches: readonly Node[]): Decoder | null => {
  const tagged = tagOf(branches)
  const decoders = new Map(branches.map((branch) => [branch, decoderOf(branch)]))
  const exact = [...decoders.values()].filter((decoder) => decoder !== null)
  const [single] = exact
  if (single === undefined) return null
  if (exact.length === 1 && branches.every((branch) => decoders.get(branch) === single || branch['type'] === 'null'))
    return (value) => (value === null ? null : single(value))
  return (value) => {
    if (!isRecord(value) || tagged === null) return value
    const branch = tagged.branches.get(String(value[tagged.key]))
    const decoder = branch === undefined ? null : (decoders.get(branch) ?? null)
    return decoder === null ? value : decoder(value)
  }
}
