import { isRecord } from '../tag.ts'
import { compareRationals, distance, rationalOfNumber, rationalOfText, type Rational } from './exact-number.ts'
import { NumberLiteral } from './literal.ts'
import { allowance, boundFor, isExact, type Bound, type Tolerance } from './tolerance.ts'
import type { VectorCase } from './file.ts'

/** One expected output that was not met. */
export interface Mismatch {
  /** Dotted path within the expected outputs. */
  readonly path: string
  readonly expected: string
  readonly got: string
  readonly allowed: string
}

/**
 * Compares the outputs of a case with what is expected. Every expected field must be there; further outputs are free. Numbers,
 * numeric texts and rationals `{num, den}` compare as exact numbers within the tolerance; texts, booleans, verdicts and null
 * exactly; lists by length and item.
 *
 * @param got what the code under test answered: bigint, finite number, text, boolean, lists and records of these.
 * @returns nothing when the case passes.
 */
export const compareCase = (
  { expected, tolerance }: Pick<VectorCase, 'expected' | 'tolerance'>,
  got: Readonly<Record<string, unknown>>,
): readonly Mismatch[] => fieldsOf(expected, got, '', (field) => boundFor(tolerance, field))

/** As `compareCase`, for a tolerance given apart. */
export const compareOutputs = (
  expected: Readonly<Record<string, unknown>>,
  got: Readonly<Record<string, unknown>>,
  tolerance: Tolerance,
): readonly Mismatch[] => compareCase({ expected, tolerance }, got)

const fieldsOf = (
  expected: Readonly<Record<string, unknown>>,
  got: Readonly<Record<string, unknown>>,
  path: string,
  boundOf: (field: string) => Bound,
): readonly Mismatch[] =>
  Object.entries(expected).flatMap(([field, value]) =>
    valueOf(
      value,
      Object.hasOwn(got, field) ? got[field] : undefined,
      path === '' ? field : `${path}.${field}`,
      boundOf(field),
    ),
  )

const valueOf = (expected: unknown, got: unknown, path: string, bound: Bound): readonly Mismatch[] => {
  const wanted = numberIn(expected)
  if (wanted !== null) return numbersMatch(wanted, numberIn(got), bound) ? [] : [mismatch(expected, got, path, bound)]
  if (Array.isArray(expected)) return listOf(expected, got, path, bound)
  if (isRecord(expected))
    return isRecord(got) ? fieldsOf(expected, got, path, () => bound) : [mismatch(expected, got, path, bound)]
  return expected === got ? [] : [mismatch(expected, got, path, bound)]
}

const listOf = (expected: readonly unknown[], got: unknown, path: string, bound: Bound): readonly Mismatch[] => {
  if (!Array.isArray(got)) return [mismatch(expected, got, path, bound)]
  const items: readonly unknown[] = got
  if (items.length !== expected.length)
    return [
      {
        path,
        expected: `${expected.length} entries`,
        got: `${items.length} entries`,
        allowed: 'the same number of entries',
      },
    ]
  return expected.flatMap((value, index) => valueOf(value, items[index], `${path}.${index}`, bound))
}

const numbersMatch = (expected: Rational, got: Rational | null, bound: Bound): boolean =>
  got !== null && compareRationals(distance(expected, got), allowance(bound, expected)) <= 0

/** The exact number that a value states: a literal, number, bigint, numeric text, or `{num, den}`; null for anything else. */
const numberIn = (value: unknown): Rational | null => {
  if (value instanceof NumberLiteral) return rationalOfText(value.text)
  switch (typeof value) {
    case 'bigint':
      return { num: value, den: 1n }
    case 'number':
      return rationalOfNumber(value)
    case 'string':
      return rationalOfText(value)
    case 'object':
      return isRecord(value) ? quotientIn(value) : null
    case 'boolean':
    case 'undefined':
    case 'function':
    case 'symbol':
      return null
  }
}

const quotientIn = (value: Readonly<Record<string, unknown>>): Rational | null => {
  if (Object.keys(value).length !== 2 || !('num' in value) || !('den' in value)) return null
  const [top, bottom] = [numberIn(value['num']), numberIn(value['den'])]
  if (top === null || bottom === null || bottom.num <= 0n) return null
  return { num: top.num * bottom.den, den: top.den * bottom.num }
}

const mismatch = (expected: unknown, got: unknown, path: string, bound: Bound): Mismatch => ({
  path,
  expected: words(expected),
  got: words(got),
  allowed: numberIn(expected) === null || isExact(bound) ? 'exactly that' : within(bound),
})

const within = ({ abs, rel }: Bound): string =>
  [abs.num === 0n ? '' : `within ${approximate(abs)}`, rel.num === 0n ? '' : `within ${approximate(rel)} of its size`]
    .filter((part) => part !== '')
    .join(' or ')

/** Tolerances are printed only; a double is enough. */
const approximate = ({ num, den }: Rational): string => (num === 1n ? `1e-${String(den).length - 1}` : `${num}/${den}`)

const words = (value: unknown): string => {
  if (value === undefined) return 'nothing'
  if (value instanceof NumberLiteral) return value.text
  if (typeof value === 'bigint' || typeof value === 'number') return String(value)
  return (JSON.stringify(value, printable) ?? 'no data').slice(0, 200)
}

const printable = (_key: string, value: unknown): unknown => {
  if (value instanceof NumberLiteral) return Number(value.text)
  return typeof value === 'bigint' ? String(value) : value
}
