export type { Doubt, Evidence, Judgement, Mark, MarkMemory, MarkStatus, Trouble } from './types.ts'
export { sourcesOf } from './rules.ts'
export type {
  ConfidenceRule,
  ConversionRule,
  EmaBasisRule,
  ImpactPriceRule,
  IndexTerms,
  StatusLadder,
  LastTradeRule,
  MarkRule,
  MedianRule,
  OwnPrice,
  SourceWeight,
  VolumeIndexRule,
} from './rules.ts'
export { judgeMark } from './judge.ts'
export { markRuleProblems } from './check.ts'
export type { MarkAssignment } from './check.ts'
export { MixedPrintsError } from './fresh.ts'
export { permits, permitted } from './permits.ts'
export type { GuardedAction } from './permits.ts'
