import type { PolicyDeclaration, Receipt } from '@ebbline/core'
import type { PrintOrder, Run, Scenario } from '@ebbline/wire'
import type { Comparison } from './verdicts-types.ts'
import type { Burden } from './metrics-losses.ts'
import type { BoundName } from './runner.ts'
import type { Series } from './series.ts'
import type { Shortfalls } from './shortfalls.ts'
import type { Story } from './stories.ts'
import type { Taking } from './takings.ts'

/** What a finished run leaves to be drawn; the outcome of `replay` is one. */
export interface ReportOutcome {
  readonly run: Run
  readonly series: Series
  readonly receipts: readonly Receipt[]
  /** The touched accounts that had something to lose, and what they lost of it. */
  readonly burdens: readonly Burden[]
  readonly takings: readonly Taking[]
  readonly shortfalls: Shortfalls
  readonly stories: readonly Story[]
}

/** One finished run with everything that pictures need. */
export interface ReportRun {
  readonly policy: PolicyDeclaration
  readonly bound: BoundName
  /** Order of prints within recorded bars; null on a generated tape. */
  readonly order: PrintOrder | null
  readonly outcome: ReportOutcome
}

/** What the comparison report is made of: all runs of one tape, and the comparison over all tapes. */
export interface ReportInput {
  readonly scenario: Scenario
  readonly comparison: Comparison
  readonly runs: readonly ReportRun[]
}
