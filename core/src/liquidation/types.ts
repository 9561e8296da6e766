import type { Atoms, Lots, Ratio, Ticks } from '../units/index.ts'
import type { Instrument, InstrumentId } from '../instruments/index.ts'
import type { Account, AccountId, Balance, Position } from '../accounts/index.ts'
import type { DepthCurve, TimeMs } from '../market/index.ts'
import type { MarginRules, MarkPrices, Measure } from '../margin/index.ts'
import type { Parameters, ParameterSchema, Problem } from './parameter-schema.ts'

export type { Parameters, ParameterSchema, ParameterShape, Problem } from './parameter-schema.ts'

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

/** Everything a strategy may read. Capacity and costs are data; no venue, ledger or clock is reachable from here. */
export interface LiquidationView {
  readonly time: TimeMs
  readonly account: Account
  readonly rules: MarginRules
  readonly marks: MarkPrices
  /** What outside sources alone say, before the venue's own book has a word. */
  readonly index: MarkPrices
  /** Health at maintenance, exact, at `marks`. */
  readonly maintenance: Measure
  /** Annual volatility of an instrument's mark, 1e-18, where a policy of the venue remembers `volatility`; null = no two marks yet. */
  readonly volatility?: (instrument: InstrumentId) => Ratio | null
  /** Equity of the fund of a market, numeraire atoms, not below zero; nothing where there is none. */
  readonly fund: (instrument: InstrumentId) => Atoms
  /** Book of an instrument, less what own orders in flight will take. Empty sides when unknown. */
  readonly depth: (instrument: InstrumentId) => DepthCurve
  /** Taker fee on notional. */
  readonly feeRate: Ratio
  /** Signed lots of own liquidation orders in flight; a position may be planned only beyond them. */
  readonly inFlight: (instrument: InstrumentId) => Lots
  readonly episode: EpisodeMemory
}

/**
 * One leg of a slice: a trade of `size` (opposite in sign to the position, collateral or debt it reduces), at `limit` or better; null = any
 * price. With `hedges` it may open or enlarge a position, against what the account is exposed to elsewhere.
 */
export interface DraftLeg {
  readonly instrument: InstrumentId
  readonly size: Lots
  readonly limit: Ticks | null
  readonly hedges?: true
}

/** Why a step of the pipeline did what it did; numbers as exact decimal or integer strings with unit in the key. */
export interface Reason {
  readonly part:
    | 'enter'
    | 'until'
    | 'before'
    | 'direction'
    | 'size'
    | 'pace'
    | 'limit'
    | 'penalty'
    | 'action'
    | 'allocation'
  readonly rule: string
  readonly facts: Readonly<Record<string, string>>
  /** True when this step made the slice smaller than the step before wanted. */
  readonly bound: boolean
}

/** A slice on its way through the pipeline. */
export interface Draft {
  readonly legs: readonly DraftLeg[]
  readonly reasons: readonly Reason[]
  readonly penalty: PenaltyTerms
  /** Numeraire atoms that the account pays to whoever takes the whole of a transferred slice, on top of the legs' prices; absent = nothing. */
  readonly discount?: Atoms
  /** What the sizing needed whatever is there, where it says so; null = no size would do. */
  readonly needed?: HeldSize | null
  /** Numeraire atoms of what the buyer of the whole slice pays in that later buyers do not buy again; absent = nothing. */
  readonly reserves?: Atoms
}

/**
 * A way to shrink: a monotone path from nothing (step 0) to everything the direction would ever close (step `steps`).
 * Each leg's magnitude never falls as the step rises; a leg never exceeds its position less what is in flight. A leg in a spot
 * market sells collateral that is held, or buys back a debt.
 *
 * `corners` are rising steps that end with `steps`: between two of them the same legs shrink at the same rate, so that
 * exact health after the slice is concave there (costs are convex, tiers are convex) but for rounding.
 */
export interface Path {
  readonly steps: bigint
  readonly corners: readonly bigint[]
  readonly at: (step: bigint) => readonly DraftLeg[]
  readonly facts: Readonly<Record<string, string>>
}

interface Declared {
  readonly name: string
  /**
   * The rule in one line, for people. E equity · M maintenance requirement · N gross notional · P mark · q size of a position ·
   * x what is closed · t time; parameters by their names.
   */
  readonly formula?: string
  readonly schema: ParameterSchema
  /** Rules across fields that a JSON Schema cannot say; runs after the schema has passed. */
  readonly check: (parameters: Parameters) => readonly Problem[]
  /** What episodes must remember so that the strategy works; absent = nothing beyond the usual. */
  readonly remembers?: readonly Remembered[]
}

/** A yes or no about entering or leaving a stage, with its numbers: written out only for a decision, for most verdicts lead to none. */
export interface Verdict {
  readonly holds: boolean
  readonly facts: () => Readonly<Record<string, string>>
}

/**
 * When a trigger could next come true: for an account without an episode, only once equity falls under `multiple` ×
 * maintenance requirement (`always` = at any health); published so that watch can name the account in time.
 */
export type Wake =
  | { readonly kind: 'health'; readonly multiple: Ratio }
  | { readonly kind: 'always' }
  | { readonly kind: 'episode' }

export interface Trigger {
  readonly holds: (view: LiquidationView) => Verdict
  readonly wake: Wake
}

/** `compile` builds nested triggers (for `all` and `any`); it is handed in by the registry. */
export interface TriggerStrategy extends Declared {
  readonly create: (parameters: Parameters, compile: (nested: Parameters) => Trigger) => Trigger
}

export interface Exit {
  readonly reached: (view: LiquidationView) => Verdict
  /** Multiple of the maintenance requirement that the exit asks for, if it asks for one. */
  readonly multiple: Ratio | null
  /** What is missing to the exit, numeraire atoms (at or below 0: nothing); absent where the rule has no such number. */
  readonly shortage?: (view: LiquidationView) => Atoms
}
export interface ExitStrategy extends Declared {
  readonly create: (parameters: Parameters) => Exit
}

/** A way to shrink an account. `penaltyRate` is what the stage charges on what is closed; absent = nothing. */
export type Direction = (view: LiquidationView, penaltyRate?: Ratio) => Path

export interface DirectionStrategy extends Declared {
  /** `compile` builds the directions nested in one that weighs others; it is handed in by the registry. */
  readonly create: (parameters: Parameters, compile?: (nested: Parameters) => Direction) => Direction
  /** Whether the direction sells collateral, so that a loan is left to the policy that uses it. */
  readonly sells?: boolean
  /** Whether legs of the direction may open positions as hedges, in markets where nothing is held. */
  readonly hedges?: boolean
}

export interface Sized {
  readonly step: bigint
  readonly facts: Readonly<Record<string, string>>
  /** False when no step reaches what was wanted, so that the best one (often the whole) was taken instead. */
  readonly reachable: boolean
  /** What would have to be closed of one market, be it there or not, in magnitude; null = no size would do. Absent = not asked. */
  readonly needed?: HeldSize | null
}
/** How far along a path: `penaltyRate` is what `penalty` charges on notional. */
export type Sizing = (view: LiquidationView, path: Path, penaltyRate: Ratio, penalty?: PenaltyTerms) => Sized
export interface SizingStrategy extends Declared {
  readonly create: (parameters: Parameters) => Sizing
}

/** A draft equal or smaller, with the reason appended; `until` says when asking again makes sense if nothing is left. */
export interface Paced {
  readonly draft: Draft
  readonly until: TimeMs | null
}
export type Pace = (view: LiquidationView, draft: Draft) => Paced

/** `compile` builds the pacings nested in one that wraps others; it is handed in by the registry. */
export interface PacingStrategy extends Declared {
  readonly create: (parameters: Parameters, compile: (nested: Parameters) => Pace) => Pace
}

export interface LimitStrategy extends Declared {
  readonly create: (parameters: Parameters) => (view: LiquidationView, draft: Draft) => Draft
}

/**
 * Liquidation fee as fixed by a decision. `base`: a share of the closed notional, or of the maintenance requirement that the
 * fill frees. `cap`: it stops at the account's equity, nowhere, or at what the fill was better than the leg's bankruptcy price.
 */
export interface PenaltyTerms {
  readonly rate: Ratio
  readonly base: 'notional' | 'requirement'
  /** Who pays at once what a fill was worse than its bankruptcy quote; absent = nobody, it stays with the account. */
  readonly excess?: 'fund'
  readonly cap: 'equity' | 'none' | 'improvement'
  /** Which way the charge and its notional are rounded; absent = up, against the account. */
  readonly round?: 'down'
  /** Share of the notional at the mark that the account pays to whoever takes a transferred slice, rounded down; absent = none. */
  readonly keeper?: Ratio
}
/** The terms now: they may depend on time, on the depth of the breach and on the episode. */
export type StagePenalty = (view: LiquidationView) => PenaltyTerms
export interface PenaltyStrategy extends Declared {
  readonly create: (parameters: Parameters) => StagePenalty
  /** Of a penalty that builds up: the rate at which it grows now, as a share of notional. */
  readonly accrues?: (parameters: Parameters) => (view: LiquidationView) => Ratio
}

/** House accounts that may receive a slice. */
export type Receiver = 'backstop' | 'vault' | 'fund'

/**
 * What a stage does with its slice: orders to the venue; a hand-over that walks the policy's waterfall; a transfer to house
 * accounts at the legs' limits (null = mark), as far as the receiver's `margin` carries it (`none`: whatever it is); or a seizure of
 * all cash, for nothing in return.
 */
export type Action =
  | { readonly kind: 'trade'; readonly timeInForce: 'IOC' | 'FOK' }
  | { readonly kind: 'takeover' }
  | { readonly kind: 'transfer'; readonly to: readonly Receiver[]; readonly margin: 'initial' | 'none' }
  | { readonly kind: 'seize'; readonly to: Receiver }

export interface ActionStrategy extends Declared {
  readonly create: (parameters: Parameters) => Action
}

/** What frees margin before anything is closed. */
export type Before = { readonly kind: 'cancel-orders' }

export interface BeforeStrategy extends Declared {
  readonly create: (parameters: Parameters) => Before
}

/** What a rule that locks withdrawals may see of the venue. */
export interface LockView {
  readonly time: TimeMs
  /** When an account was last found below zero; null = never. */
  readonly lastShortfall: TimeMs | null
  /** Σ of requirement less equity over accounts under treatment whose equity is below zero, numeraire atoms. */
  readonly insolventRequirement: Atoms
  /** Cash of all funds, numeraire atoms. */
  readonly fundCash: Atoms
}

/** Whether nobody may withdraw now. */
export type Lock = (view: LockView) => Verdict

export interface LockStrategy extends Declared {
  readonly create: (parameters: Parameters) => Lock
}

/** Rank of a proposal: smaller goes first. Equal ranks are served in order of account id. */
export interface QueueStrategy extends Declared {
  readonly create: (parameters: Parameters) => (view: LiquidationView) => Ratio
}

/** A stage, compiled from its JSON. */
export interface Stage {
  readonly name: string
  readonly enter: Trigger
  readonly until: Exit
  readonly before: readonly Before[]
  readonly direction: Direction
  /** Whether the direction can sell collateral to repay debts. */
  readonly sells: boolean
  /** Whether the direction can open hedges; absent = no. */
  readonly hedges?: boolean
  readonly size: Sizing
  readonly pace: Pace
  readonly limit: (view: LiquidationView, draft: Draft) => Draft
  readonly penalty: StagePenalty
  /** How fast the penalty builds up; absent = it does not. */
  readonly accrues?: (view: LiquidationView) => Ratio
  readonly action: Action
  /** Names of the strategies used, for reasons and explanations. */
  readonly rules: {
    readonly enter: string
    readonly until: string
    readonly direction: string
    readonly size: string
    readonly pace: string
    readonly limit: string
    readonly penalty: string
    readonly action: string
  }
}

/** What the pipeline wants for one account now. */
export type Outcome =
  | { readonly kind: 'restored'; readonly reasons: readonly Reason[] }
  | { readonly kind: 'idle' }
  | { readonly kind: 'cancel-orders'; readonly stage: number; readonly reasons: readonly Reason[] }
  | {
      readonly kind: 'wait'
      readonly stage: number
      readonly until: TimeMs | null
      readonly reasons: readonly Reason[]
    }
  | { readonly kind: 'trade'; readonly stage: number; readonly timeInForce: 'IOC' | 'FOK'; readonly draft: Draft }
  | { readonly kind: 'takeover'; readonly stage: number; readonly draft: Draft }
  | {
      readonly kind: 'transfer'
      readonly stage: number
      readonly action: Extract<Action, { kind: 'transfer' }>
      readonly draft: Draft
    }
  | { readonly kind: 'seize'; readonly stage: number; readonly to: Receiver; readonly draft: Draft }

/** One account's wish for a slice, as allocation sees it. Legs are independent per instrument. */
export interface Proposal {
  readonly account: AccountId
  readonly rank: Ratio
  readonly legs: readonly DraftLeg[]
  /** A slice that must be granted whole or not at all (fill-or-kill). */
  readonly whole: boolean
}

/** Lots that forced flow may still take in one instrument in the present window; null = no cap. */
export interface Budget {
  readonly instrument: InstrumentId
  readonly buy: Lots | null
  readonly sell: Lots | null
}

/** What a proposal may do: every leg equal or smaller, in the proposal's order; legs granted nothing are absent. */
export interface Grant {
  readonly account: AccountId
  readonly legs: readonly DraftLeg[]
  readonly bound: readonly InstrumentId[]
}

/** One side of a market, as the budget of an allocation sees it. All lots count what this policy sent or transferred. */
export interface MarketWindow {
  readonly instrument: Instrument
  readonly side: 'buy' | 'sell'
  readonly time: TimeMs
  /** Traded volume since the batch before [lots]. */
  readonly expectedVolume: Lots
  /** On this side since the last batch. */
  readonly used: Lots
  /** On both sides after a time; as far back as the allocation's `lookbackMs`. */
  readonly taken: (since: TimeMs) => Lots
  /** When the market was last taken from, on either side; null = not within the lookback. */
  readonly last: TimeMs | null
  /** Net signed lots of all customers. */
  readonly skew: Lots
}

/** `allocate(proposals, budgets)`: never more than proposed, sums within the budget, blind to the order of its input, says what bound. */
export interface Allocation {
  /** Lots that forced flow may still take of one side of a market now. Null = no cap. */
  readonly budget: (window: MarketWindow) => Lots | null
  /** How far back `taken` and `last` must reach, ms; absent = not at all. */
  readonly lookbackMs?: number
  /** Grants in queue order, one for every proposal. */
  readonly allocate: (proposals: readonly Proposal[], budgets: readonly Budget[]) => readonly Grant[]
}
export interface AllocationStrategy extends Declared {
  readonly create: (parameters: Parameters) => Allocation
}
