import type { PolicyDeclaration } from '@ebbline/core'
import type { Scenario } from '@ebbline/wire'
import type { Comparison } from './verdicts-types.ts'
import type { RunOutcome } from './replay.ts'
import type { BoundName } from './runner.ts'

/** One finished run with everything that pictures need. */
export interface ReportRun {
  readonly policy: PolicyDeclaration
  readonly bound: BoundName
  readonly outcome: RunOutcome
}

/** What the comparison report is made of: all runs of one tape, and the comparison over all tapes. */
export interface ReportInput {
  readonly scenario: Scenario
  readonly comparison: Comparison
  readonly runs: readonly ReportRun[]
}
