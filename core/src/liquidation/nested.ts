import type { ParameterSchema, ParameterShape, Verdict } from './types.ts'

/** Schema of a trigger made of others: `of` lists rule references, each checked against its own rule's schema. */
export const NESTED_TRIGGERS: ParameterSchema = {
  type: 'object',
  properties: {
    of: {
      type: 'array',
      description: 'triggers, each a rule with its parameters',
      minItems: 1,
      items: {
        type: 'object',
        properties: { rule: { type: 'string', description: 'name of a trigger', pattern: '^[a-z][a-z0-9-]*$' } },
        required: ['rule'],
        additionalProperties: true,
      },
    },
  },
  required: ['of'],
  additionalProperties: false,
}

/** Facts of nested verdicts under their place in the list. */
export const nestedFacts = (verdicts: readonly Verdict[]): Readonly<Record<string, string>> => {
  const facts: Record<string, string> = {}
  verdicts.forEach((verdict, index) => {
    facts[`of[${index}]`] = verdict.holds ? 'holds' : 'does not hold'
    for (const [name, value] of Object.entries(verdict.facts())) facts[`of[${index}].${name}`] = value
  })
  return facts
}

/** Shape of the directions that one is made of: rule references, each checked against its own rule's schema. */
export const NESTED_DIRECTIONS: ParameterShape = {
  type: 'array',
  description: 'directions, each a rule with its parameters',
  minItems: 2,
  items: {
    type: 'object',
    properties: { rule: { type: 'string', description: 'name of a direction', pattern: '^[a-z][a-z0-9-]*$' } },
    required: ['rule'],
    additionalProperties: true,
  },
}
