import { formatRatio, ratio, ratioOf, RATIO_ONE, type Ratio } from '../units/index.ts'
import type { Parameters, ParameterSchema, ParameterShape, Problem } from './types.ts'

/** A parameter was read that the schema check should have refused: a bug of the caller, not of the policy's author. */
export class ParameterError extends Error {
  override readonly name = 'ParameterError'
  constructor(field: string, expected: string) {
    super(`parameter ${field} is not ${expected}; check parameters against their schema before creating a strategy`)
  }
}

/** Form of an unsigned decimal text: at most 12 digits before and 18 after the point. */
export const DECIMAL_PATTERN = '^[0-9]{1,12}(\\.[0-9]{1,18})?$'

/** Shape of an unsigned decimal text. */
export const decimal = (description: string): ParameterShape => ({
  type: 'string',
  description,
  pattern: DECIMAL_PATTERN,
})

/** Shape of a whole number within bounds. */
export const whole = (description: string, minimum: number, maximum: number): ParameterShape => ({
  type: 'integer',
  description,
  minimum,
  maximum,
})

/** Shape of one of a few words. */
export const choice = (description: string, words: readonly string[]): ParameterShape => ({
  type: 'string',
  description,
  enum: words,
})

/** Schema of a strategy whose parameters are all required, but for those named optional. */
export const schemaOf = (
  properties: Readonly<Record<string, ParameterShape>>,
  optional: readonly string[] = [],
): ParameterSchema => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
})

/** Schema of a strategy without parameters. */
export const NO_PARAMETERS: ParameterSchema = schemaOf({})

/** The check of a strategy whose schema says everything. */
export const noRules = (): readonly Problem[] => []

/** A decimal parameter as a ratio (1e18). @throws ParameterError when it is no text. */
export const decimalIn = (parameters: Parameters, field: string): Ratio => ratioOf(textIn(parameters, field))

/** A decimal parameter as a ratio, or a default when it is absent. */
export const decimalOr = (parameters: Parameters, field: string, absent: Ratio): Ratio =>
  parameters[field] === undefined ? absent : decimalIn(parameters, field)

/** A whole-number parameter. @throws ParameterError when it is no number. */
export const wholeIn = (parameters: Parameters, field: string): number => {
  const value = parameters[field]
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new ParameterError(field, 'a whole number')
  return value
}

/** A text parameter. @throws ParameterError when it is no text. */
export const textIn = (parameters: Parameters, field: string): string => {
  const value = parameters[field]
  if (typeof value !== 'string') throw new ParameterError(field, 'a text')
  return value
}

/** A list of nested rules. @throws ParameterError when it is no list of objects. */
export const rulesIn = (parameters: Parameters, field: string): readonly Parameters[] => {
  const value = parameters[field]
  if (!Array.isArray(value)) throw new ParameterError(field, 'a list')
  return value.map((item: unknown) => {
    if (!isRecord(item)) throw new ParameterError(field, 'a list of objects')
    return item
  })
}

/** A map of decimals by name; empty when absent. @throws ParameterError when it is no object. */
export const decimalsIn = (parameters: Parameters, field: string): ReadonlyMap<string, Ratio> => {
  const value = parameters[field]
  if (value === undefined) return new Map()
  if (!isRecord(value)) throw new ParameterError(field, 'an object')
  return new Map(Object.keys(value).map((name) => [name, decimalIn(value, name)]))
}

/** Whether a value is a plain object with named fields. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Bounds of a decimal parameter; `above` excludes its value, `atMost` includes it. */
export interface Bounds {
  readonly above?: Ratio
  readonly atLeast?: Ratio
  readonly atMost?: Ratio
}

/** A problem for a decimal parameter outside its bounds, none when it is absent or within. */
export const outside = (parameters: Parameters, field: string, bounds: Bounds, remedy: string): readonly Problem[] => {
  if (parameters[field] === undefined) return []
  const value = decimalIn(parameters, field)
  const low = bounds.above === undefined || value > bounds.above
  const floor = bounds.atLeast === undefined || value >= bounds.atLeast
  const high = bounds.atMost === undefined || value <= bounds.atMost
  if (low && floor && high) return []
  return [{ field, value: formatRatio(value), allowed: describe(bounds), remedy }]
}

/** A problem where one of two parameters that need each other is absent. */
export const together = (parameters: Parameters, one: string, other: string): readonly Problem[] => {
  if ((parameters[one] === undefined) === (parameters[other] === undefined)) return []
  const [absent, given] = parameters[one] === undefined ? [one, other] : [other, one]
  return [{ field: absent, value: 'absent', allowed: `given with ${given}`, remedy: `give both or drop ${given}` }]
}

/** A problem for a multiple of the maintenance requirement that is below it, with the inequality that it breaks. */
export const belowMaintenance = (parameters: Parameters, field: string, remedy: string): readonly Problem[] =>
  outside(parameters, field, { atLeast: ONE }, remedy).map((problem) => ({
    ...problem,
    allowed: `${field} ${problem.value} >= 1 is required, the maintenance requirement itself`,
  }))

const describe = ({ above, atLeast, atMost }: Bounds): string =>
  [
    above === undefined ? '' : `above ${formatRatio(above)}`,
    atLeast === undefined ? '' : `at least ${formatRatio(atLeast)}`,
    atMost === undefined ? '' : `at most ${formatRatio(atMost)}`,
  ]
    .filter((part) => part !== '')
    .join(' and ')

/** Zero and one as bounds. */
export const ZERO: Ratio = ratio(0n)
export const ONE: Ratio = RATIO_ONE
