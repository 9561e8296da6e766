import fc from 'fast-check'
import { branchesOf, node, propertiesOf, type Node } from './tag.ts'

/** A JSON value of a schema, and what it must decode to. */
export interface Twin {
  readonly wire: unknown
  readonly value: unknown
}

/**
 * Draws values of a schema together with their decoded twins, by the keywords alone: nothing of the codec is used.
 * Optional fields come and go; lists are short.
 */
export const twinsOf = (schema: unknown): fc.Arbitrary<Twin> => {
  const { type, ...keywords } = node(schema)
  const branches = branchesOf(node(schema))
  if (branches.length > 0) return fc.oneof(...branches.map(twinsOf))
  if ('const' in keywords) return fc.constant(same(keywords['const']))
  if (Array.isArray(keywords['enum'])) return fc.constantFrom(...keywords['enum'].map(same))
  switch (type) {
    case 'object':
      return objects(node(schema))
    case 'array':
      return lists(node(schema))
    case 'string':
      return strings(node(schema))
    case 'integer':
      return fc
        .maxSafeInteger()
        .map((drawn) => same(within(drawn, Number(keywords['minimum']), Number(keywords['maximum']))))
    case 'number':
      return doubles(node(schema))
    case 'boolean':
      return fc.boolean().map(same)
    default:
      return fc.constant(same(null))
  }
}

const same = (value: unknown): Twin => ({ wire: value, value })

/** Finite doubles within the bounds; zero has one sign on the wire. */
const doubles = (schema: Node): fc.Arbitrary<Twin> => {
  const [min, max] = [Number(schema['minimum'] ?? -1e300), Number(schema['maximum'] ?? 1e300)]
  return fc.double({ noNaN: true, min, max }).map((drawn) => same(drawn === 0 ? 0 : drawn))
}

const within = (drawn: number, minimum: number, maximum: number): number => {
  const span = maximum - minimum + 1
  return minimum + (Math.abs(drawn) % span)
}

const objects = (schema: Node): fc.Arbitrary<Twin> => {
  const properties = Object.entries(propertiesOf(schema))
  const required = new Set(Array.isArray(schema['required']) ? schema['required'].map(String) : [])
  const known = fc
    .record(Object.fromEntries(properties.map(([key, property]) => [key, twinsOf(property)])), {
      requiredKeys: [...required],
    })
    .map(joined)
  return properties.length > 0 ? known : fc.dictionary(fc.string(), twinsOf(schema['additionalProperties'])).map(joined)
}

const joined = (members: Readonly<Record<string, Twin>>): Twin => ({
  wire: Object.fromEntries(Object.entries(members).map(([key, member]) => [key, member.wire])),
  value: Object.fromEntries(Object.entries(members).map(([key, member]) => [key, member.value])),
})

const lists = (schema: Node): fc.Arbitrary<Twin> => {
  const least = Number(schema['minItems'] ?? 0)
  return fc
    .array(twinsOf(schema['items']), {
      minLength: least,
      maxLength: Math.min(least + 2, Number(schema['maxItems'] ?? 9)),
    })
    .map((items) => ({ wire: items.map(({ wire }) => wire), value: items.map(({ value }) => value) }))
}

const strings = (schema: Node): fc.Arbitrary<Twin> => {
  const dimension = schema['x-exact']
  if (typeof dimension === 'string') return exacts(String(schema['pattern']))
  const { pattern } = schema
  if (typeof pattern === 'string') return fc.stringMatching(new RegExp(pattern)).map(same)
  const least = Number(schema['minLength'] ?? 0)
  return fc
    .string({ minLength: least, maxLength: Math.min(Number(schema['maxLength'] ?? 20), 20), unit: 'binary' })
    .map(same)
}

/** Signed, natural or positive integers of up to 400 bits, told apart by the pattern's own verdict on "-1" and "0". */
const exacts = (pattern: string): fc.Arbitrary<Twin> => {
  const fits = new RegExp(pattern)
  const bound = 2n ** 390n
  const min = fits.test('-1') ? -bound : fits.test('0') ? 0n : 1n
  return fc.bigInt({ min, max: bound }).map((value) => ({ wire: value.toString(), value }))
}
