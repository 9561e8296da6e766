import { Type } from 'typebox'
import {
  actions,
  allocations,
  directions,
  exits,
  limits,
  locks,
  pacings,
  penalties,
  queues,
  sizings,
  triggers,
  type ParameterSchema,
  type PolicyDeclaration,
  type RuleReference,
} from '@ebbline/core'
import type { Schema } from '../schema.ts'
import { policySchemaOf } from './policy.ts'

/** What a registry's entries tell about themselves. */
interface Strategy {
  readonly name: string
  readonly schema: ParameterSchema
}

/** Any one of a registry's strategies with exactly its own parameters, told apart by `rule`. */
export const ruleSchemaOf = (registry: readonly Strategy[]): Schema<RuleReference> =>
  Type.Unsafe<RuleReference>({
    oneOf: registry.map(({ name, schema }) => ({
      type: 'object',
      properties: { rule: { type: 'string', const: name }, ...schema.properties },
      required: ['rule', ...schema.required],
      additionalProperties: schema.additionalProperties,
    })),
  })

/** A policy file: every rule reference with the parameters of its strategy. Core checks rules nested in rules. */
export const policyFileSchema: Schema<PolicyDeclaration> = policySchemaOf({
  enter: ruleSchemaOf(triggers),
  until: ruleSchemaOf(exits),
  direction: ruleSchemaOf(directions),
  size: ruleSchemaOf(sizings),
  pace: ruleSchemaOf(pacings),
  limit: ruleSchemaOf(limits),
  penalty: ruleSchemaOf(penalties),
  action: ruleSchemaOf(actions),
  queue: ruleSchemaOf(queues),
  allocation: ruleSchemaOf(allocations),
  withdrawals: ruleSchemaOf(locks),
})
