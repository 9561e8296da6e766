import {
  directions,
  isRecord,
  pacings,
  triggers,
  type Parameters,
  type ParameterSchema,
  type Problem,
} from '../liquidation/index.ts'
import type { PolicyProblem, RuleReference } from './types.ts'
import { problem, shapeProblems } from './shape.ts'

/** What every strategy of a registry declares. */
export interface Declared {
  readonly name: string
  readonly schema: ParameterSchema
  readonly check: (parameters: Parameters) => readonly Problem[]
}

/** Everything wrong with a rule reference: unknown name, unknown, missing or ill-typed parameters, rules across them. */
export const referenceProblems = (
  registry: readonly Declared[],
  reference: unknown,
  path: string,
): readonly PolicyProblem[] => {
  const known = `one of ${registry.map((strategy) => strategy.name).join(', ')}`
  if (!isRecord(reference) || typeof reference['rule'] !== 'string')
    return [problem(path, reference, `an object with rule: ${known}`, 'name a rule')]
  const strategy = named(registry, reference['rule'])
  if (strategy === undefined)
    return [problem(`${path}.rule`, reference['rule'], known, 'correct the name or add the strategy to its registry')]
  const parameters = parametersOf(reference)
  const shape = shapeProblems(strategy.schema, parameters, path)
  if (shape.length > 0) return shape
  return strategy.check(parameters).map((found) => ({ ...found, path: `${path}.${found.field}` }))
}

/** Everything wrong with a trigger and the triggers nested in it. */
export const triggerProblems = (reference: unknown, path: string): readonly PolicyProblem[] => {
  const own = referenceProblems(triggers, reference, path)
  if (own.length > 0 || !isRecord(reference)) return own
  return nestedIn(reference).flatMap((nested, index) => triggerProblems(nested, `${path}.of[${index}]`))
}

/** Everything wrong with a direction and the directions that it chooses from. */
export const directionProblems = (reference: unknown, path: string): readonly PolicyProblem[] => {
  const own = referenceProblems(directions, reference, path)
  if (own.length > 0 || !isRecord(reference)) return own
  return choicesIn(reference).flatMap((nested, index) => directionProblems(nested, `${path}.choices[${index}]`))
}

/** The directions that one chooses from; none in a plain one. */
export const choicesIn = (reference: Parameters | RuleReference): readonly unknown[] => {
  const { choices } = reference
  return Array.isArray(choices) ? choices : []
}

/** Everything wrong with a pacing and the pacings that follow it. */
export const pacingProblems = (reference: unknown, path: string): readonly PolicyProblem[] => {
  const own = referenceProblems(pacings, reference, path)
  if (own.length > 0 || !isRecord(reference)) return own
  return nestedIn(reference).flatMap((nested, index) => pacingProblems(nested, `${path}.of[${index}]`))
}

/** The rules nested in one; none in a plain one. */
export const nestedIn = (reference: Parameters): readonly unknown[] => {
  const { of } = reference
  return Array.isArray(of) ? of : []
}

/** The strategy of a name. */
export const named = <S extends { readonly name: string }>(registry: readonly S[], name: string): S | undefined =>
  registry.find((strategy) => strategy.name === name)

/** The parameters of a reference: everything but the rule's name. */
export const parametersOf = (reference: Parameters | RuleReference): Parameters => {
  const { rule: _rule, ...parameters } = reference
  return parameters
}
