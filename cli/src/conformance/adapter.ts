import { isRecord, parseDecimal } from '@ebbline/core'

/** Named inputs of a case: numbers, texts, booleans, and lists of these. */
export type Inputs = Readonly<Record<string, unknown>>

/** Named outputs: bigint, number, decimal text, `{num, den}`, or only `verdict`. */
export type Outputs = Readonly<Record<string, unknown>>

/**
 * Hands a case to the code that policies and margin run. It renames and scales and computes nothing: a number that comes out
 * was made by core.
 */
export interface Adapter {
  /** Name of the vector file, without folder. */
  readonly file: string
  readonly formula: string
  readonly run: (inputs: Inputs) => Outputs
}

/** A case whose inputs do not have the shape that its formula states. It counts as failed. */
export class CaseShapeError extends Error {
  override readonly name = 'CaseShapeError'
  constructor(input: string, value: unknown, allowed: string) {
    super(`input ${input} = ${JSON.stringify(value) ?? 'nothing'} is refused; allowed: ${allowed}`)
  }
}

/** A finite number input. @throws CaseShapeError */
export const numberIn = (inputs: Inputs, name: string): number => numberOf(name, inputs[name])

/** A list of finite numbers. @throws CaseShapeError */
export const numbersIn = (inputs: Inputs, name: string): readonly number[] =>
  listIn(inputs, name).map((value) => numberOf(name, value))

/** A text input. @throws CaseShapeError */
export const textIn = (inputs: Inputs, name: string): string => {
  const value = inputs[name]
  if (typeof value !== 'string') throw new CaseShapeError(name, value, 'a text')
  return value
}

/** A list input. @throws CaseShapeError */
export const listIn = (inputs: Inputs, name: string): readonly unknown[] => {
  const value = inputs[name]
  if (!Array.isArray(value)) throw new CaseShapeError(name, value, 'a list')
  return value
}

/** An input that has named inputs of its own. @throws CaseShapeError */
export const recordIn = (inputs: Inputs, name: string): Inputs => recordOf(name, inputs[name])

/** A value with named inputs, such as an item of a list. @throws CaseShapeError */
export const recordOf = (name: string, value: unknown): Inputs => {
  if (!isRecord(value)) throw new CaseShapeError(name, value, 'an object')
  return value
}

/** A yes or no. @throws CaseShapeError */
export const flagIn = (inputs: Inputs, name: string): boolean => {
  const value = inputs[name]
  if (typeof value !== 'boolean') throw new CaseShapeError(name, value, 'true or false')
  return value
}

/** An input as an exact integer at a scale of `10^decimals`. @throws CaseShapeError */
export const exactIn = (inputs: Inputs, name: string, decimals: number): bigint => exactOf(name, inputs[name], decimals)

/** A number or decimal text as an exact integer at a scale of `10^decimals`. @throws CaseShapeError */
export const exactOf = (name: string, value: unknown, decimals: number): bigint => {
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text !== 'string') throw new CaseShapeError(name, value, 'a number or decimal text')
  try {
    return parseDecimal(plain(text), decimals)
  } catch {
    throw new CaseShapeError(name, value, `a decimal with at most ${decimals} decimals`)
  }
}

const numberOf = (name: string, value: unknown): number => {
  const number = typeof value === 'string' && NUMERIC.test(value) ? Number(value) : value
  if (typeof number !== 'number' || !Number.isFinite(number)) throw new CaseShapeError(name, value, 'a finite number')
  return number
}

const NUMERIC = /^(-?)(\d{1,60})(?:\.(\d{1,60}))?(?:[eE]([+-]?\d{1,3}))?$/

/** A decimal text without its exponent; any other text as it is. */
const plain = (text: string): string => {
  const [, sign = '', whole = '', fraction = '', exponent] = NUMERIC.exec(text) ?? []
  if (exponent === undefined) return text
  const point = whole.length + Number(exponent)
  const digits = `${'0'.repeat(Math.max(0, 1 - point))}${whole}${fraction}`
  const left = Math.max(1, point)
  const rest = digits.slice(left)
  return `${sign}${digits.slice(0, left).padEnd(left, '0')}${rest === '' ? '' : `.${rest}`}`
}
