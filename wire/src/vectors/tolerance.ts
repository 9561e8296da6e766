import { isRecord, type Node } from '../tag.ts'
import { absolute, larger, product, rationalOfText, type Rational } from './exact-number.ts'
import { NumberLiteral } from './literal.ts'

/** How far a number may be off: |got - expected| <= max(abs, rel × |expected|). Zero for both is exact. */
export interface Bound {
  readonly abs: Rational
  readonly rel: Rational
}

/** One bound for every number of a case, or one for each expected field. */
export type Tolerance =
  | { readonly kind: 'all'; readonly bound: Bound }
  | { readonly kind: 'by-field'; readonly fields: ReadonlyMap<string, Bound> }

const ZERO: Rational = { num: 0n, den: 1n }

export const EXACT: Bound = { abs: ZERO, rel: ZERO }

export const isExact = ({ abs, rel }: Bound): boolean => abs.num === 0n && rel.num === 0n

/** What a bound allows around an expected number. */
export const allowance = ({ abs, rel }: Bound, expected: Rational): Rational =>
  larger(abs, product(rel, absolute(expected)))

/** The tolerance that a JSON value states, null when it states none. Literals keep their digits. */
export const toleranceOf = (value: unknown): Tolerance | null => {
  const bound = boundOf(value)
  if (bound !== null) return { kind: 'all', bound }
  if (!isRecord(value) || value instanceof NumberLiteral) return null
  const fields = new Map<string, Bound>()
  for (const [field, stated] of Object.entries(value)) {
    const one = boundOf(stated)
    if (one === null) return null
    fields.set(field, one)
  }
  return fields.size === 0 ? null : { kind: 'by-field', fields }
}

const boundOf = (value: unknown): Bound | null => {
  if (value instanceof NumberLiteral) return isZero(value) ? EXACT : null
  if (!isRecord(value) || Object.keys(value).length === 0) return null
  const known = Object.keys(value).every((key) => key === 'abs' || key === 'rel')
  const [abs, rel] = [part(value, 'abs'), part(value, 'rel')]
  return known && abs !== null && rel !== null ? { abs, rel } : null
}

const part = (value: Node, key: string): Rational | null => {
  const stated = value[key]
  if (stated === undefined) return ZERO
  const number = stated instanceof NumberLiteral ? rationalOfText(stated.text) : null
  return number === null || number.num < 0n ? null : number
}

const isZero = ({ text }: NumberLiteral): boolean => rationalOfText(text)?.num === 0n

/** The bound of an expected field; fields of a by-field tolerance that are not listed are exact. */
export const boundFor = (tolerance: Tolerance, field: string): Bound =>
  tolerance.kind === 'all' ? tolerance.bound : (tolerance.fields.get(field) ?? EXACT)
