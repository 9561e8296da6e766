/** The part of JSON Schema (draft 2020-12) that parameters need, as plain data. */
export type ParameterShape =
  | { readonly type: 'string'; readonly description: string; readonly pattern: string }
  | { readonly type: 'string'; readonly description: string; readonly enum: readonly string[] }
  | {
      readonly type: 'integer'
      readonly description: string
      readonly minimum: number
      readonly maximum: number
    }
  | {
      readonly type: 'array'
      readonly description: string
      readonly items: ParameterShape | ParameterSchema
      readonly minItems: number
    }
  | {
      readonly type: 'object'
      readonly description: string
      readonly additionalProperties: ParameterShape
    }

/** One object per strategy: its parameters by name. `additionalProperties` is open only for a nested rule reference. */
export type ParameterSchema = {
  readonly type: 'object'
  readonly properties: Readonly<Record<string, ParameterShape>>
  readonly required: readonly string[]
  readonly additionalProperties: boolean
}

/** What is wrong with a parameter, across fields: dotted field, value, what is allowed, and what to do. */
export interface Problem {
  readonly field: string
  readonly value: string
  readonly allowed: string
  readonly remedy: string
}

/** Parameters as they stand in a policy file: JSON values; ratios and prices as decimal strings. */
export type Parameters = Readonly<Record<string, unknown>>
