export { WireError } from './error.ts'
export type { WireProblem } from './error.ts'
export { FILE_BYTES_MAX, LINE_BYTES_MAX, DEPTH_MAX } from './limits.ts'
export { parseJson, wholeFile } from './json.ts'
export type { TextOrigin } from './json.ts'
export type { Schema } from './schema.ts'
export { decode, decodeValue, problemsUnder } from './codec.ts'
export { encodeCanonical } from './canonical.ts'
export { CHAIN_START, hashChain, stateHash } from './hash.ts'
export type { Sha256 } from './hash.ts'
export { chainEntry, createJournalReader, journalLine, journalEntrySchema, parseJournalLine } from './journal.ts'
export type { JournalEntry, JournalReader } from './journal.ts'
export { accountSchema } from './schemas/accounts.ts'
export { commandSchema } from './schemas/command.ts'
export { eventSchema } from './schemas/event.ts'
export { decisionSchema, receiptSchema } from './schemas/episode.ts'
export { venueSchema } from './schemas/venue.ts'
export {
  atomsOfText,
  lotSizeOf,
  lotsOfText,
  ratioOfText,
  textOfAtoms,
  textOfLots,
  textOfTicks,
  ticksOfText,
  ScaleError,
} from './exact-values.ts'
export type * from './venue-file.ts'
export type * from './mark-rule-file.ts'
export { markRuleOf } from './mark-rule-file.ts'
export { markRuleFileSchema } from './schemas/mark-rule-file.ts'
export { markRuleSchema } from './schemas/marks.ts'
export type { VenueTerms } from './venue-terms.ts'
export type * from './scenario.ts'
export { scenarioSchema } from './schemas/scenario.ts'
export { checkScenario, isGenerated, isRecorded, parseScenario } from './scenario-file.ts'
export type { CheckedScenario } from './scenario-file.ts'
export type * from './account-file.ts'
export { accountFileSchema } from './schemas/account-file.ts'
export { parseAccountFile } from './accounts-of-file.ts'
export type { AccountsToMeasure, VenueByName } from './accounts-of-file.ts'
export type { OptionEntry, OptionFile, PlacedOption } from './option-file.ts'
export { parseOptionFile } from './option-file.ts'
export { optionFileSchema } from './schemas/option-file.ts'
export { METRIC_NAMES, parseRun, runSchema } from './run.ts'
export type { MetricValue, Run, RunEstimates, RunMetrics } from './run.ts'
export type { DatasetUsed, FittedParameter, RunProvenance } from './run-provenance.ts'
export { encodeSnapshot, parseSnapshot, snapshotSchemaOf, stateSnapshotSchema } from './snapshot.ts'
export type { Snapshot } from './snapshot.ts'
export * from './vectors/index.ts'
export { checkPolicy, parsePolicy } from './policy-file.ts'
export { policyFileSchema } from './schemas/policy-file.ts'
export { jsonSchema, schemaNames } from './catalogue.ts'
