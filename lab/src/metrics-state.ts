import type { Account, AccountId, EpisodeResult, InstrumentId, Ticks, TimeMs } from '@ebbline/core'

/** What is remembered of a trader from its first trigger on. Money in numeraire atoms. */
export interface Treated {
  /** Holdings at first trigger, before the engine acted. */
  readonly first: Account
  readonly time: TimeMs
  readonly marks: Readonly<Record<InstrumentId, Ticks>>
  readonly equity: bigint
  readonly notional: bigint
  /** Forced closing at the mark of each moment. */
  closed: bigint
  /** Forced closing in lots, per instrument. */
  readonly closedLots: Record<InstrumentId, bigint>
  /** Equity when the last episode ended; null while one is open. */
  equityEnd: bigint | null
  acted: boolean
  /** How its last episode ended and how long it lasted [s]; null and zero while one is open. */
  result: EpisodeResult | null
  lastedSec: number
  bankrupt: boolean
}

/** A forced order on its way: whose it is, the mark when it left, and what it has closed so far [numeraire atoms]. */
export interface Flying {
  readonly account: AccountId
  readonly arrival: Ticks | null
  closed: bigint
}

/** Who could be deleveraged and how much was: lots per account and instrument. */
export interface Eligible {
  readonly held: bigint
  readonly closed: bigint
}

/** One batch as the charts draw it. Money in numeraire atoms. */
export interface SeriesRow {
  readonly time: TimeMs
  readonly marks: Readonly<Record<InstrumentId, Ticks>>
  /** Exogenous price in quote units per base unit. */
  readonly exogenous: Readonly<Record<InstrumentId, number>>
  /** Middle of the own book after the batch's forced trades against the exogenous price [bp, signed]. */
  readonly impactBps: Readonly<Record<InstrumentId, number>>
  readonly fundEquity: bigint
  readonly vaultEquity: bigint
  readonly backstopEquity: bigint
  /** Traders under treatment, and those of them below maintenance. */
  readonly treated: number
  readonly weak: number
  /** Forced closing of traders in this batch, by way. */
  readonly traded: bigint
  readonly takenByFund: bigint
  readonly takenByVault: bigint
  readonly takenByBackstop: bigint
  readonly deleveraged: bigint
  /** What the house sold or bought in the market to unwind its inventory. */
  readonly unwound: bigint
}

/** Forced closing since the last row, by way. */
export interface Lane {
  traded: bigint
  takenByFund: bigint
  takenByVault: bigint
  takenByBackstop: bigint
  deleveraged: bigint
  unwound: bigint
}

/** Everything that metrics remember of a run. It is a fold over the journal, so a resumed run builds it again. */
export interface MetricsState {
  readonly treated: Record<AccountId, Treated>
  readonly flying: Record<string, Flying>
  readonly eligible: Record<string, Eligible>
  /** Sides of markets in which deleveraging has begun. */
  readonly deleveraged: string[]
  readonly blocks: bigint[]
  readonly series: SeriesRow[]
  readonly unmet: Record<AccountId, bigint>
  /** Equity of funds, vault and backstops at the first sample, and what each trader was then worth. */
  readonly start: Record<AccountId, bigint>
  readonly worth: Record<AccountId, bigint>
  lane: Lane
  badDebt: bigint
  socialised: bigint
  slippage: bigint
  traded: bigint
  fees: bigint
  penalties: bigint
  forfeited: bigint
  adlNotional: bigint
  adlTaken: bigint
  adlCovered: bigint
  fundPeak: bigint
  fundDrawdown: bigint
  vaultStart: bigint | null
  openInterest: bigint
  weakSec: number
}

/** An empty lane. */
export const emptyLane = (): Lane => ({
  traded: 0n,
  takenByFund: 0n,
  takenByVault: 0n,
  takenByBackstop: 0n,
  deleveraged: 0n,
  unwound: 0n,
})

/** What metrics know before the first event. */
export const emptyMetrics = (): MetricsState => ({
  treated: {},
  flying: {},
  eligible: {},
  deleveraged: [],
  blocks: [],
  series: [],
  unmet: {},
  start: {},
  worth: {},
  lane: emptyLane(),
  badDebt: 0n,
  socialised: 0n,
  slippage: 0n,
  traded: 0n,
  fees: 0n,
  penalties: 0n,
  forfeited: 0n,
  adlNotional: 0n,
  adlTaken: 0n,
  adlCovered: 0n,
  fundPeak: 0n,
  fundDrawdown: 0n,
  vaultStart: null,
  openInterest: 0n,
  weakSec: 0,
})
