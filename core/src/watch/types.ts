import type { Ratio } from '../units/index.ts'
import type { Account } from '../accounts/index.ts'
import type { MarginRules, MarkPrices } from '../margin/index.ts'

/**
 * When an account wants to be named: once equity < multiple × maintenance requirement; at every look; or never. Which policy
 * asks is not known here.
 */
export type WakeLevel = Ratio | 'always' | null

/**
 * Which accounts may have crossed their wake level. An index is the account's place in the caller's own numbering, from 0.
 * It is derived data: rebuilt from accounts and rules at will, outside the state, never changing a result.
 */
export interface Watch {
  /** Sets what stands at an index; null (account or level) = never name it. */
  readonly refresh: (index: number, account: Account | null, wake: WakeLevel) => void
  /**
   * Ascending indices of all accounts that breach their level at these marks, exactly those that a full exact sweep names.
   * An account that cannot be measured for lack of a mark is not named, unless it always is.
   */
  readonly named: (marks: MarkPrices) => number[]
  /** Changes the margin rules for all accounts. */
  readonly setRules: (rules: MarginRules) => void
  /** Exact measures made so far. */
  readonly looks: () => number
}
