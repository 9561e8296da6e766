export type { AdlAllocation, AdlCandidate, AdlRequest, AdlRule, Cause, Movement } from './types.ts'
