import { Type } from 'typebox'
import type { FeeDeclaration, PolicyDeclaration, RuleReference, StageDeclaration, WaterfallStep } from '@ebbline/core'
import { presetNames } from '@ebbline/core'
import { choice, either, list, only, record, seal, text, type Schema } from '../schema.ts'

const name: Schema<string> = Type.Unsafe<string>({
  type: 'string',
  pattern: '^[a-z0-9][a-z0-9.-]{0,63}$',
  description: '1 to 64 small letters, digits, dots or hyphens',
})

/** A strategy by name; its parameters are judged by the strategy's own schema. */
export const ruleReferenceSchema: Schema<RuleReference> = Type.Unsafe<RuleReference>({
  type: 'object',
  properties: { rule: name },
  required: ['rule'],
})

const coverSchema: Schema<string> = Type.Unsafe<string>({
  type: 'string',
  pattern: '^[0-9]{1,9}(?:\\.[0-9]{1,18})?$',
  description: 'a decimal text from 0, such as "1.5"',
})

const atomsSchema: Schema<string> = Type.Unsafe<string>({
  type: 'string',
  pattern: '^[0-9]{1,30}$',
  description: 'whole atoms of the numeraire, as a text',
})

export const waterfallStepSchema: Schema<WaterfallStep> = seal<WaterfallStep>()(
  either(
    record({ step: only('fund'), keepsAtoms: Type.Optional(atomsSchema) }),
    record({ step: only('vault'), cover: coverSchema }),
    record({ step: only('backstop'), cover: coverSchema }),
    record({ step: only('adl'), rule: name }),
    record({ step: only('socialise'), by: Type.Optional(choice('equity', 'open-interest')) }),
  ),
)

const feeSchema: Schema<FeeDeclaration> = seal<FeeDeclaration>()(
  record({
    to: choice('fund', 'liquidator', 'treasury', 'burn'),
    share: coverSchema,
    coverage: Type.Optional(coverSchema),
  }),
)

/** The parts of a stage that name a strategy. */
export const STAGE_PARTS = ['enter', 'until', 'direction', 'size', 'pace', 'limit', 'penalty', 'action'] as const

/** Schema of each rule reference in a policy: by part of a stage, and of the policy itself. */
export type RuleSchemas = Readonly<
  Record<(typeof STAGE_PARTS)[number] | 'queue' | 'allocation' | 'withdrawals', Schema<RuleReference>>
>

/** Any strategy with any parameters, for journals: what is in one has been compiled before. */
export const ANY_RULES: RuleSchemas = {
  enter: ruleReferenceSchema,
  until: ruleReferenceSchema,
  direction: ruleReferenceSchema,
  size: ruleReferenceSchema,
  pace: ruleReferenceSchema,
  limit: ruleReferenceSchema,
  penalty: ruleReferenceSchema,
  action: ruleReferenceSchema,
  queue: ruleReferenceSchema,
  allocation: ruleReferenceSchema,
  withdrawals: ruleReferenceSchema,
}

/** A policy whose rule references obey the given schemas. */
export const policySchemaOf = (rules: RuleSchemas): Schema<PolicyDeclaration> => {
  const { queue, allocation, withdrawals, ...parts } = rules
  const stage: Schema<StageDeclaration> = seal<StageDeclaration>()(
    record({
      name,
      before: list(only('cancel-orders'), { maxItems: 1 }),
      ...parts,
      allocation: Type.Optional(allocation),
    }),
  )
  return seal<PolicyDeclaration>()(
    record({
      name,
      title: text(200),
      source: text(1_000),
      date: text(40),
      evidence: choice('test-numbers', 'documents', 'assumption', 'own'),
      summary: text(4_000),
      treats: Type.Optional(choice('loans', 'house')),
      queue,
      stages: list(stage, { minItems: 1, maxItems: 32 }),
      allocation,
      waterfall: list(waterfallStepSchema, { maxItems: 16 }),
      house: Type.Optional(Type.Unsafe<string>({ type: 'string', enum: [...presetNames] })),
      withdrawals: Type.Optional(withdrawals),
      fees: Type.Optional(list(feeSchema, { minItems: 1, maxItems: 4 })),
      rounding: either(
        only('against-account'),
        record({ profile: only('as-source'), note: text(2_000, { minLength: 1 }) }),
      ),
      weaknesses: Type.Optional(list(text(2_000, { minLength: 1 }), { maxItems: 32 })),
      laws: record({
        holds: list(text(100), { maxItems: 64 }),
        breaks: list(record({ law: text(100), witness: text(2_000) }), { maxItems: 64 }),
      }),
    }),
  )
}

/** A policy as journals carry it. */
export const policySchema: Schema<PolicyDeclaration> = policySchemaOf(ANY_RULES)
