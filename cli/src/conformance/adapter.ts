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
  const text = typeof value === 'number' ? plain(value) : value
  if (typeof text !== 'string') throw new CaseShapeError(name, value, 'a number or decimal text')
  try {
    return parseDecimal(text, decimals)
  } catch {
    throw new CaseShapeError(name, value, `a decimal with at most ${decimals} decimals`)
  }
}

const numberOf = (name: string, value: unknown): number => {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new CaseShapeError(name, value, 'a finite number')
  return value
}

/** Shortest text of a double without exponent, where 20 decimals hold it. */
const plain = (value: number): string => {
  const shortest = String(value)
  return shortest.includes('e-') ? value.toFixed(20).replace(/0+$/, '') : shortest
}
