import { shown, WHOLE, WireError } from '../error.ts'
import { parseJson, wholeFile } from '../json.ts'
import { isRecord, node, type Node } from '../tag.ts'
import { parseLiterals, plainValue } from './literal.ts'
import { toleranceOf, type Tolerance } from './tolerance.ts'

/** A file of inputs and expected outputs, of the form of vectors/README.md. */
export interface VectorFile {
  readonly file: string
  readonly system: string
  readonly cases: readonly VectorCase[]
}

export interface VectorCase {
  readonly id: string
  /** Adapters are chosen by the file and this key. */
  readonly formula: string
  /** The file's parameters, overridden by the case's own inputs. Numbers are doubles, texts where a double would lose a digit; decimals in texts stay texts. */
  readonly inputs: Readonly<Record<string, unknown>>
  /** Named outputs with numbers as literals, or only `verdict`. */
  readonly expected: Readonly<Record<string, unknown>>
  readonly tolerance: Tolerance
}

/**
 * The vectors of a file's text. A case's tolerance wins over the file's, which is looked up under `formula/group`, then
 * `formula`, then `default`.
 *
 * @throws WireError for text that is not such a file: a missing key, an id given twice, a case without tolerance.
 */
export const parseVectorFile = (file: string, text: string): VectorFile => {
  const plain = parseJson(wholeFile(file), text)
  const literal = node(parseLiterals(text))
  if (!isRecord(plain)) throw refused(file, WHOLE, plain, 'an object with vectors', 'see vectors/README.md')
  const rows: unknown = plain['vectors']
  if (!Array.isArray(rows)) throw refused(file, 'vectors', rows, 'a list of cases', 'see vectors/README.md')
  const literals: unknown = literal['vectors']
  const parameters = node(plain['parameters'])
  const seen = new Set<string>()
  const cases = rows.map((row: unknown, index): VectorCase => {
    const written: unknown = Array.isArray(literals) ? literals[index] : undefined
    const found = caseOf({ file, at: `vectors.${index}`, row, written, parameters, shared: node(literal['tolerance']) })
    if (seen.has(found.id))
      throw refused(file, `vectors.${index}.id`, found.id, 'each id once', 'rename the second case')
    seen.add(found.id)
    return found
  })
  return { file, system: typeof plain['system'] === 'string' ? plain['system'] : '', cases }
}

interface RowAt {
  readonly file: string
  readonly at: string
  readonly row: unknown
  /** The same row with numbers as literals. */
  readonly written: unknown
  readonly parameters: Node
  readonly shared: Node
}

const caseOf = ({ file, at, row, written, parameters, shared }: RowAt): VectorCase => {
  const named = node(row)
  const { id, formula, inputs, group } = named
  const expected = node(written)['expected']
  if (typeof id !== 'string' || id === '') throw refused(file, `${at}.id`, id, 'a text', 'name the case')
  if (typeof formula !== 'string')
    throw refused(file, `${at}.formula`, formula, 'a key of formulas', 'name the formula')
  if (!isRecord(inputs)) throw refused(file, `${at}.inputs`, inputs, 'an object', 'give the named inputs')
  if (!isRecord(expected) || Object.keys(expected).length === 0)
    throw refused(file, `${at}.expected`, named['expected'], 'an object with outputs or a verdict', 'give the outputs')
  const own = node(written)['tolerance']
  const stated = own ?? lookUp(shared, formula, group)
  const tolerance = toleranceOf(stated)
  if (tolerance === null) {
    const field = own === undefined ? `tolerance (for ${formula})` : `${at}.tolerance`
    throw refused(file, field, named['tolerance'], '0, {"abs": x}, {"rel": y}, both, or one by field', 'state one')
  }
  return { id, formula, inputs: { ...parameters, ...node(plainValue(node(written)['inputs'])) }, expected, tolerance }
}

const lookUp = (shared: Node, formula: string, group: unknown): unknown => {
  const keys = [...(typeof group === 'string' ? [`${formula}/${group}`] : []), formula, 'default']
  const key = keys.find((candidate) => Object.hasOwn(shared, candidate))
  return key === undefined ? undefined : shared[key]
}

const refused = (file: string, field: string, value: unknown, allowed: string, remedy: string): WireError =>
  new WireError(file, [{ field, value: shown(value), allowed, remedy }])
