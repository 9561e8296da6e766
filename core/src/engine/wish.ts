import type { Ratio } from '../units/index.ts'
import type { AccountId } from '../accounts/index.ts'
import type { DraftLeg, LiquidationView, Outcome } from '../liquidation/index.ts'
import type { CompiledPolicy } from '../policy/index.ts'

/** An account whose stage wants to trade or to hand a slice over now; its slice is not drafted yet. */
export interface Wanting {
  readonly account: AccountId
  readonly policy: CompiledPolicy
  readonly view: LiquidationView
  readonly stage: number
}

/** An account in its policy's queue: smaller ranks are served first. */
export interface Ranked extends Wanting {
  readonly rank: Ratio
}

/** A slice that one account wants to hand over now. */
export interface Transferring extends Ranked {
  readonly outcome: Extract<Outcome, { kind: 'transfer' }>
  readonly legs: readonly DraftLeg[]
}

/** A slice that one account wants to trade now. */
export interface Wish extends Ranked {
  readonly outcome: Extract<Outcome, { kind: 'trade' }>
  /** Legs of the draft that can find something in the book. */
  readonly legs: readonly DraftLeg[]
}

/** Name of the allocation that grants the slices of a stage. */
export const allocationRule = ({ policy, stage }: Wanting): string => {
  const { stages, allocation } = policy.declaration
  return (stages[stage]?.allocation ?? allocation).rule
}
