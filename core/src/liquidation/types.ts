import type { Atoms, Lots, Ratio } from '../units/index.ts'
import type { InstrumentId } from '../instruments/index.ts'
import type { Account } from '../accounts/index.ts'
import type { DepthCurve, TimeMs } from '../market/index.ts'
import type { MarginRules, MarkPrices, Measure } from '../margin/index.ts'
import type { EpisodeMemory, HeldSize, Remembered } from './episode-memory.ts'
import type { Allocation, DraftLeg } from './granting.ts'
import type { Parameters, ParameterSchema, Problem } from './parameter-schema.ts'

export type { Parameters, ParameterSchema, ParameterShape, Problem } from './parameter-schema.ts'
export type {
  EpisodeMemory,
  HeldSize,
  PenaltyAccrual,
  RecentClose,
  Remembered,
  UntouchedAccount,
} from './episode-memory.ts'
export type { Allocation, Budget, DraftLeg, Grant, MarketWindow, Proposal } from './granting.ts'

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
 * When a trigger could next come true: for an account without an episode, only once
 *
 *   E < multiple · M + amount + notional · N
 *
 * E equity · M maintenance requirement · N gross notional · `amount` in whole units of the numeraire, 1e-18 (both absent = 0); `always` =
 * at any health. Published so that watch can name the account in time: a rule that could hold earlier would be late.
 */
export type Wake =
  | { readonly kind: 'health'; readonly multiple: Ratio; readonly amount?: Ratio; readonly notional?: Ratio }
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

/** Grants the slices of one round jointly. */
export interface AllocationStrategy extends Declared {
  readonly create: (parameters: Parameters) => Allocation
}
