export type {
  Command,
  Decision,
  EngineEvent,
  Episode,
  EpisodeChanges,
  EpisodeResult,
  FullCloseEstimate,
  FundingDue,
  HouseDeclaration,
  JournalEntry,
  InterestDue,
  LiveOrder,
  MarkVolatility,
  OpenInterestCap,
  PolicyAssignment,
  Receipt,
  VenueDeclaration,
  Volume,
} from './types.ts'
export { createEngine, engineOf, step, applyAll } from './engine.ts'
export type { Engine } from './engine.ts'
export { askingFor } from './wake-level.ts'
export type { Asking } from './wake-level.ts'
export { decide } from './decide.ts'
export type { Named } from './decide.ts'
export { apply } from './apply.ts'
export type { State, CompiledVenue } from './state.ts'
export { EngineUsageError } from './state.ts'
export { VenueError } from './compile.ts'
export { snapshotOf, restoreState } from './snapshot.ts'
export type { StateSnapshot } from './snapshot.ts'
export { runningImbalances, fullImbalances } from './invariants.ts'
export type { Imbalance } from './invariants.ts'
export { createAuditor } from './audit.ts'
export type { Auditor, Finding } from './audit.ts'
export { adlMaxima } from './adl-maxima.ts'
export type { AdlMaximum } from './adl-maxima.ts'
export { foldJournal, redecideJournal } from './replay.ts'
export type { Divergence } from './replay.ts'
