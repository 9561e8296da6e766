import { isRecord } from './tag.ts'
import { journalEntrySchema } from './journal.ts'
import { runSchema } from './run.ts'
import { accountFileSchema } from './schemas/account-file.ts'
import { commandSchema } from './schemas/command.ts'
import { decisionSchema, receiptSchema } from './schemas/episode.ts'
import { eventSchema } from './schemas/event.ts'
import { markRuleFileSchema } from './schemas/mark-rule-file.ts'
import { optionFileSchema } from './schemas/option-file.ts'
import { policyFileSchema } from './schemas/policy-file.ts'
import { scenarioSchema } from './schemas/scenario.ts'
import { venueSchema } from './schemas/venue.ts'
import { stateSnapshotSchema } from './snapshot.ts'

/** Every document and message by name, for `ebb schema NAME`. */
const SCHEMAS: ReadonlyMap<string, { readonly title: string; readonly schema: object }> = new Map([
  ['policy', { title: 'Liquidation policy', schema: policyFileSchema }],
  ['scenario', { title: 'Scenario', schema: scenarioSchema }],
  ['mark-rule', { title: 'Mark rule of a scenario', schema: markRuleFileSchema }],
  ['account', { title: 'Accounts to be measured', schema: accountFileSchema }],
  ['option', { title: 'Options to be valued', schema: optionFileSchema }],
  ['command', { title: 'Engine command', schema: commandSchema }],
  ['event', { title: 'Engine event', schema: eventSchema }],
  ['journal', { title: 'Journal line', schema: journalEntrySchema }],
  ['decision', { title: 'Liquidation decision', schema: decisionSchema }],
  ['receipt', { title: 'Liquidation receipt', schema: receiptSchema }],
  ['venue', { title: 'Venue, exact', schema: venueSchema }],
  ['run', { title: 'Run', schema: runSchema }],
  ['state', { title: 'Engine state', schema: stateSnapshotSchema }],
])

export const schemaNames: readonly string[] = [...SCHEMAS.keys()]

/** JSON Schema (draft 2020-12) of a name as plain data, null for an unknown one. `x-exact` marks texts that are exact integers. */
export const jsonSchema = (name: string): Readonly<Record<string, unknown>> | null => {
  const entry = SCHEMAS.get(name)
  if (entry === undefined) return null
  const plain: unknown = JSON.parse(JSON.stringify(entry.schema))
  const draft = { $schema: 'https://json-schema.org/draft/2020-12/schema', title: entry.title }
  if (!isRecord(plain)) return null
  return name === 'policy' ? { ...draft, ...withNestedTriggers(plain) } : { ...draft, ...plain }
}

const TRIGGER = '#/$defs/trigger'

/** Triggers hold triggers, which plain nesting cannot say: the exported schema names them once and refers to that. */
const withNestedTriggers = (schema: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
  const trigger = at(schema, ['properties', 'stages', 'items', 'properties', 'enter'])
  const plain = replaced(schema, (value) => (value === trigger ? { $ref: TRIGGER } : value))
  const inner = replaced(trigger, (value) => (isOpenRule(value) ? { $ref: TRIGGER } : value))
  return { ...(isRecord(plain) ? plain : schema), $defs: { trigger: inner } }
}

const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value)

/** The open form in which a strategy declares a nested rule: any object with a `rule`. */
const isOpenRule = (value: unknown): boolean =>
  isRecord(value) && value['additionalProperties'] === true && isRecord(at(value, ['properties', 'rule']))

const replaced = (value: unknown, change: (value: unknown) => unknown): unknown => {
  const changed = change(value)
  if (changed !== value) return changed
  if (Array.isArray(value)) return value.map((item: unknown) => replaced(item, change))
  if (!isRecord(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, replaced(member, change)]))
}
