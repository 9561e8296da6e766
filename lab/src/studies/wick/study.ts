import type { MarkRule } from '@ebbline/core'
import type { CoinFall } from './falls.ts'

/** A set of accounts with money: what they held at 21:00, what they have at the end, and what they would have untouched, at the index; USD. */
export interface AccountSet {
  readonly accounts: number
  readonly equityAtStart: string
  readonly equityAtEnd: string
  readonly equityUntouched: string
}

/** One mark rule against the index-only sweep. */
export interface RuleResult {
  readonly rule: MarkRule['kind']
  readonly words: string
  readonly liquidated: number
  /** Liquidated here and not on the index alone. */
  readonly extra: AccountSet
  readonly extraByCoin: Readonly<Record<string, number>>
  /** Breached on the index and never liquidated here. */
  readonly missing: number
  /** Longest time from the breach on the index to the breach in the engine, over accounts in both sets [ms]; null without any. */
  readonly worstDelayMs: number | null
  /** Time in which a mark was in doubt, summed over coins [s]. */
  readonly doubtSec: { readonly stale: number; readonly suspect: number; readonly halted: number }
}

/** The result of the study. `holds` says whether the shipped rule liquidated exactly the index-only set, within its bound. */
export interface WickStudy {
  readonly schema: 'ebbline.study.wick/1'
  readonly seed: number
  readonly accountsPerCoin: number
  readonly startMs: number
  readonly endMs: number
  readonly stepMs: number
  readonly datasets: readonly { readonly name: string; readonly sha256: string }[]
  readonly coins: readonly CoinFall[]
  /** Perpetuals that no Coinbase market prices. */
  readonly withoutReference: readonly string[]
  readonly accounts: number
  readonly indexOnly: number
  readonly rules: readonly RuleResult[]
  readonly shipped: MarkRule['kind']
  /** Delay that the shipped rule may add to a move of the index [ms]. */
  readonly delayBoundMs: number
  readonly holds: boolean
}
