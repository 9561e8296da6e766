import type { Ratio } from '../units/index.ts'
import type { FeeReceiver, FeeShare } from '../settlement/index.ts'
import type { Allocation, LiquidationView, Lock, Problem, Remembered, Stage, Wake } from '../liquidation/index.ts'

/** A strategy by name with its parameters beside it, as in JSON: `{ "rule": "fraction", "share": "0.2" }`. */
export interface RuleReference {
  readonly rule: string
  readonly [parameter: string]: unknown
}

export interface StageDeclaration {
  readonly name: string
  readonly enter: RuleReference
  readonly until: RuleReference
  readonly before: readonly 'cancel-orders'[]
  readonly direction: RuleReference
  readonly size: RuleReference
  readonly pace: RuleReference
  readonly limit: RuleReference
  readonly penalty: RuleReference
  readonly action: RuleReference
  /** Grants the slices of this stage instead of the policy's allocation, such as `independent` for a last resort. */
  readonly allocation?: RuleReference
}

/** Who bears what is left, in order. */
export type WaterfallStep =
  /** The fund of the market; `keepsAtoms` of the numeraire stay in it when it pays a debt, absent = none. */
  | { readonly step: 'fund'; readonly keepsAtoms?: string }
  /** The vault takes over while its equity stays at or above `cover` × the maintenance requirement of what it then holds. */
  | { readonly step: 'vault'; readonly cover: string }
  /** Backstops in order, each while its equity stays at or above `cover` × the maintenance requirement of what it then holds. */
  | { readonly step: 'backstop'; readonly cover: string }
  | { readonly step: 'adl'; readonly rule: string }
  /** All customers in proportion to their equity, or all holders of the market in which the loss arose by their size; absent = equity. */
  | { readonly step: 'socialise'; readonly by?: 'equity' | 'open-interest' }

/** Who gets which share of every penalty. A burn leaves the venue, and happens only while fund equity over open interest is at least `coverage`. */
export interface FeeDeclaration {
  readonly to: FeeReceiver
  readonly share: string
  readonly coverage?: string
}

export interface LawBreak {
  readonly law: string
  readonly witness: string
}

/**
 * Which way divisions go. `against-account`: amounts the account pays up, amounts it gets down. `as-source`: as the venue's own
 * code or pages round, in the strategies that carry its formulas; `note` says how, and everything else stays `against-account`.
 */
export type RoundingProfile = 'against-account' | { readonly profile: 'as-source'; readonly note: string }

/** A policy as its JSON file says it. */
export interface PolicyDeclaration {
  readonly name: string
  readonly title: string
  readonly source: string
  readonly date: string
  readonly evidence: 'test-numbers' | 'documents' | 'assumption' | 'own'
  readonly summary: string
  /** What it is made for: accounts with positions (absent), loans, or the inventory of the house. It may run on others all the same. */
  readonly treats?: 'loans' | 'house'
  readonly queue: RuleReference
  readonly stages: readonly StageDeclaration[]
  readonly allocation: RuleReference
  readonly waterfall: readonly WaterfallStep[]
  /** Name of the preset by which funds and vault dispose of what they took over; absent: what the venue does otherwise. */
  readonly house?: string
  /** When accounts under this policy may not withdraw; absent: whenever their own margin allows it, they may. */
  readonly withdrawals?: RuleReference
  /** Who gets the penalties; absent: the fund of the market. */
  readonly fees?: readonly FeeDeclaration[]
  readonly rounding: RoundingProfile
  /** Known ways in which the rules fail or can be used, one sentence each. Presets that stand for others' rules must name them. */
  readonly weaknesses?: readonly string[]
  readonly laws: { readonly holds: readonly string[]; readonly breaks: readonly LawBreak[] }
}

/** What is wrong with a policy, and where: `path` is the full place in the file, `field` the parameter itself. */
export type PolicyProblem = Problem & { readonly path: string }

/** A policy that can run: every rule found in its registry and created with its parameters. */
export interface CompiledPolicy {
  readonly declaration: PolicyDeclaration
  /** From mild to harsh. */
  readonly stages: readonly Stage[]
  /** Rank of an account among those to be served: smaller first. */
  readonly queue: (view: LiquidationView) => Ratio
  /** One for each stage: its own, or the policy's. */
  readonly allocations: readonly Allocation[]
  /** When an account without an episode must be looked at. A compiled policy can always start an episode. */
  readonly wake: Exclude<Wake, { kind: 'episode' }>
  /** What its episodes keep beyond the usual. */
  readonly remembers: ReadonlySet<Remembered>
  /** Null = withdrawals are never locked. */
  readonly withdrawals: Lock | null
  /** How far back flow must be known for its allocations, ms. */
  readonly lookbackMs: number
  readonly waterfall: readonly WaterfallStep[]
  /** Empty: all to the fund. */
  readonly fees: readonly FeeShare[]
}

/** A policy compiled, or everything that is wrong with it. */
export type Compilation =
  | { readonly kind: 'compiled'; readonly policy: CompiledPolicy }
  | { readonly kind: 'refused'; readonly problems: readonly PolicyProblem[] }
