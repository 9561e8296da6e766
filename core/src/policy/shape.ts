import { isRecord, type Parameters, type ParameterSchema, type ParameterShape } from '../liquidation/index.ts'
import type { PolicyProblem } from './types.ts'

/** Whether parameters obey their schema: every problem with its place. Covers exactly what `ParameterSchema` can say. */
export const shapeProblems = (
  schema: ParameterSchema,
  parameters: Parameters,
  path: string,
): readonly PolicyProblem[] => {
  const names = Object.keys(schema.properties)
  const missing = schema.required
    .filter((name) => parameters[name] === undefined)
    .map((name) => problem(`${path}.${name}`, undefined, allowedBy(schema.properties[name]), 'add the parameter'))
  const unknown = schema.additionalProperties
    ? []
    : Object.keys(parameters)
        .filter((name) => !names.includes(name))
        .map((name) =>
          problem(
            `${path}.${name}`,
            parameters[name],
            names.length === 0 ? 'no parameter' : `only ${names.join(', ')}`,
            'remove or rename it',
          ),
        )
  const wrong = Object.entries(schema.properties).flatMap(([name, shape]) =>
    parameters[name] === undefined ? [] : valueProblems(shape, parameters[name], `${path}.${name}`),
  )
  return [...missing, ...unknown, ...wrong]
}

const valueProblems = (shape: ParameterShape, value: unknown, path: string): readonly PolicyProblem[] => {
  switch (shape.type) {
    case 'string':
      return fitsText(shape, value) ? [] : [problem(path, value, allowedBy(shape), 'write it as a text')]
    case 'integer':
      return isWithin(value, shape.minimum, shape.maximum)
        ? []
        : [problem(path, value, allowedBy(shape), 'write a whole number within the range')]
    case 'array':
      return arrayProblems(shape, value, path)
    case 'object':
      if (!isRecord(value)) return [problem(path, value, allowedBy(shape), 'write an object')]
      return Object.entries(value).flatMap(([name, item]) =>
        valueProblems(shape.additionalProperties, item, `${path}.${name}`),
      )
  }
}

const arrayProblems = (
  shape: Extract<ParameterShape, { type: 'array' }>,
  value: unknown,
  path: string,
): readonly PolicyProblem[] => {
  if (!Array.isArray(value) || value.length < shape.minItems)
    return [problem(path, value, allowedBy(shape), 'write a list')]
  const { items } = shape
  return value.flatMap((item: unknown, index): readonly PolicyProblem[] => {
    const at = `${path}[${index}]`
    if (!('properties' in items)) return valueProblems(items, item, at)
    return isRecord(item)
      ? shapeProblems(items, item, at)
      : [problem(at, item, 'an object', 'write a rule with its parameters')]
  })
}

const fitsText = (shape: Extract<ParameterShape, { type: 'string' }>, value: unknown): boolean => {
  if (typeof value !== 'string') return false
  return 'enum' in shape ? shape.enum.includes(value) : new RegExp(shape.pattern, 'u').test(value)
}

const isWithin = (value: unknown, minimum: number, maximum: number): boolean =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= minimum && value <= maximum

const allowedBy = (shape: ParameterShape | undefined): string => {
  if (shape === undefined) return 'a value'
  switch (shape.type) {
    case 'string':
      return 'enum' in shape
        ? `one of ${shape.enum.join(', ')}`
        : `${shape.description}; a text of form ${shape.pattern}`
    case 'integer':
      return `${shape.description}; a whole number from ${shape.minimum} to ${shape.maximum}`
    case 'array':
      return `${shape.description}; a list of at least ${shape.minItems}`
    case 'object':
      return `${shape.description}; an object`
  }
}

/** A problem at a place; the field is what follows the last dot. */
export const problem = (path: string, value: unknown, allowed: string, remedy: string): PolicyProblem => ({
  path,
  field: path.slice(path.lastIndexOf('.') + 1),
  value: value === undefined ? 'absent' : (JSON.stringify(value) ?? typeof value).slice(0, 120),
  allowed,
  remedy,
})
