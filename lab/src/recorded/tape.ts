import type { InstrumentId } from '@ebbline/core'
import type { Scenario } from '@ebbline/wire'
import type { Bars } from '../importers/index.ts'
import type { FittedReaction } from './fitted.ts'

/** A file that a tape was read from. */
export interface TapeDataset {
  /** Relative to the data folder, as the scenario names it. */
  readonly name: string
  /** SHA-256 of its bytes, hexadecimal. */
  readonly sha256: string
  readonly rows: number
}

/** Bars of one series of a recorded path. */
export interface TapeSeries {
  readonly id: string
  readonly bars: Bars
  /** Bars that are missing between the start of the run and its end. */
  readonly missing: number
}

/** Recorded funding rates of one perpetual, in order of time. */
export interface TapeFunding {
  readonly instrument: InstrumentId
  readonly times: readonly number[]
  /** Share of notional that longs pay, as decimal texts. */
  readonly rates: readonly string[]
}

/** What the datasets of a recorded scenario say. It does not depend on the order of prints, the policy or the bound. */
export interface Tape {
  readonly datasets: readonly TapeDataset[]
  readonly series: readonly TapeSeries[]
  /** Open interest of the real market by derivative, in base units (contracts for inverse perpetuals). */
  readonly openInterest: ReadonlyMap<InstrumentId, number>
  readonly funding: readonly TapeFunding[]
  readonly reaction: FittedReaction
}

/** A scenario that lacks nothing: tiers, liquidity and reaction are numbers. `tape` is null for a generated one. */
export interface ResolvedScenario {
  readonly scenario: Scenario
  readonly tape: Tape | null
}

/** A scenario with its tape; one that stands alone has none. */
export const resolvedOf = (source: Scenario | ResolvedScenario): ResolvedScenario =>
  'scenario' in source ? source : { scenario: source, tape: null }
