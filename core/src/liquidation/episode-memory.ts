import type { Atoms, Lots, Ratio } from '../units/index.ts'
import type { InstrumentId } from '../instruments/index.ts'
import type { Balance, Position } from '../accounts/index.ts'
import type { TimeMs } from '../market/index.ts'

/** What an episode remembers between decisions. It is plain data and part of the state. */
export interface EpisodeMemory {
  readonly started: TimeMs
  /** Index of the present stage in the policy. */
  readonly stage: number
  readonly stageEntered: TimeMs
  /** Decisions that sent an order or a transfer since the episode began, and in the present stage. */
  readonly actions: number
  readonly stageActions: number
  readonly firstAction: TimeMs | null
  readonly lastAction: TimeMs | null
  /** Orders of the present stage that came back with nothing filled. */
  readonly stageUnfilled: number
  /** Whether resting orders of the account were cancelled in this episode. */
  readonly ordersCancelled: boolean
  /** Notional closed so far in numeraire atoms, at the mark of each fill. */
  readonly closedNotional: Atoms
  /** Fees and penalties paid so far, numeraire atoms. */
  readonly paid: Atoms
  /** Shortage that own actions and cancelled orders have removed, numeraire atoms; kept where the stage's exit states a shortage. */
  readonly freed?: Atoms
  /** Whether the last slice was as large as its sizing needed; kept where a sizing says what it needs. */
  readonly met?: boolean
  /** Numeraire atoms that buyers of slices have paid in and that are never sold again. */
  readonly reserved?: Atoms
  /** Whether the account's cash was seized: the episode then ends only when it is flat. */
  readonly seized?: boolean
  /** What the episode found, and how low it would have sunk; kept where a strategy remembers `untouched`. */
  readonly untouched?: UntouchedAccount
  /** What a penalty has built up; kept where one remembers `accrual`. */
  readonly accrual?: PenaltyAccrual
  /** What was closed in the last `RECENT_MS`, oldest first; kept where a strategy remembers `recent`. */
  readonly recent?: readonly RecentClose[]
  /** Since when books had nothing for the slices of the present stage within their limits; null = since a fill; kept where a strategy remembers `no-taker`. */
  readonly noTakerSince?: TimeMs | null
}

/** Signed lots of an instrument. */
export interface HeldSize {
  readonly instrument: InstrumentId
  readonly size: Lots
}

/**
 * An account as its episode found it, with what was paid in since and with the market of that moment; and the least health,
 * equity over requirement at maintenance, that it would have had since, had nobody touched it.
 */
export interface UntouchedAccount {
  readonly balances: readonly Balance[]
  readonly positions: readonly Position[]
  /** 1e-18. */
  readonly lowest: Ratio
  /** Annual volatility of its marks, weighted by notional, 1e-18; null = not known. */
  readonly volatility: Ratio | null
  /** Least of its positions' shown size over held size, 1e-18; null = not known. */
  readonly depth: Ratio | null
}

/** A penalty that builds up over time: `area` up to `time`, and the rate at which it grows since, both shares of notional at 1e-18. */
export interface PenaltyAccrual {
  readonly time: TimeMs
  readonly rate: Ratio
  /** Share × ms. */
  readonly area: Ratio
}

/** One closing of an episode: notional at the mark, and what others paid for it, both in numeraire atoms. */
export interface RecentClose {
  readonly time: TimeMs
  readonly instrument: InstrumentId
  readonly notional: Atoms
  readonly covered: Atoms
}

/** What an episode keeps only when a strategy of its policy asks for it; of `volatility` it is the venue that keeps it, for all marks. */
export type Remembered = 'untouched' | 'accrual' | 'recent' | 'no-taker' | 'volatility'
