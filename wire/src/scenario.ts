import type { VenueFile } from './venue-file.ts'

/** Decimal text without exponent, such as `"0.0125"`; it becomes an exact integer, so nothing is lost on the way. */
export type DecimalText = string

/**
 * A scenario file: one venue, one generated crash, one population. Everything random is drawn from `seed`.
 * Times are seconds after `clock.startUtcMs` unless the name says otherwise. Decimal texts are money, prices and rates that
 * must be exact; plain numbers are parameters of models.
 */
export interface Scenario {
  readonly schema: 'ebbline.scenario/1'
  readonly name: string
  readonly title: string
  /** Whole number from 0 to 2^53 - 1. */
  readonly seed: number
  readonly venue: ScenarioVenue
  readonly clock: ScenarioClock
  readonly path: ScenarioPath
  readonly funding: ScenarioFunding
  /** One row for each derivative. */
  readonly liquidity: readonly MarketLiquidity[]
  readonly reaction: ScenarioReaction
  readonly population: ScenarioPopulation
}

/** The venue with its price sources and the money behind it. */
export interface ScenarioVenue extends VenueFile {
  readonly sources: readonly PriceSource[]
  /** Oldest print that still counts in a mark [s]. */
  readonly markAgeMaxSec: number
  /** Insurance fund of a derivative, in units of its settlement asset. Every derivative has one row; 0 is allowed. */
  readonly funds: readonly { readonly instrument: string; readonly amount: DecimalText }[]
  /** Backstop vault in units of the numeraire; null = the venue has none. */
  readonly vault: { readonly amount: DecimalText } | null
}

export interface PriceSource {
  readonly id: string
  /** Weight in the median, a whole number > 0. Keep each under half of the sum: then no source can move the mark alone. */
  readonly weight: number
  /** Batches by which its prints come late. */
  readonly lagBatches: number
  /** Standard deviation of its own noise around the true price [bp]. */
  readonly noiseBps: number
  /** Share of the price displacement by the venue's own forced flow that shows on this source; 1 = the venue's own book. */
  readonly passThrough: number
}

export interface ScenarioClock {
  /** Start of the run [ms since 1970-01-01 UTC]. */
  readonly startUtcMs: number
  readonly batchMs: number
  /** Calm before the first phase. */
  readonly calmSec: number
  /** Length of the run; `calmSec` and all phases fit in. */
  readonly horizonSec: number
  /** How much longer the exogenous path runs for the no-action counterfactual. */
  readonly counterfactualSec: number
}

/**
 * Exogenous prices: log price of market i = log(startPrice) + beta_i × common factor + its own Brownian part.
 * Before the first and after the last phase the volatility multiple is 1 and the common factor has no drift.
 */
export interface ScenarioPath {
  readonly commonVolDaily: number
  /** One row for each derivative. */
  readonly markets: readonly {
    readonly instrument: string
    readonly startPrice: DecimalText
    readonly beta: number
    readonly idioVolDaily: number
  }[]
  /** Spots follow the path of a derivative, `basisBps` above it. One row for each spot. */
  readonly spots: readonly { readonly instrument: string; readonly market: string; readonly basisBps: number }[]
  readonly phases: readonly PathPhase[]
  readonly wicks: readonly PathWick[]
}

export interface PathPhase {
  readonly name: string
  readonly kind: 'calm' | 'jump' | 'slide' | 'rebound' | 'chop'
  readonly durationSec: number
  /** Move of the common factor over the whole phase, in logs: -0.0619 is -6 % for beta 1. */
  readonly moveLog: number
  /** Multiple of every volatility within the phase. */
  readonly volMultiple: number
  /** Multiple of every market's usual volume within the phase. */
  readonly volumeMultiple: number
  /** Swings on top of the drift: `count` whole sine waves of `amplitudeLog`; they end where they began. */
  readonly waves: { readonly count: number; readonly amplitudeLog: number } | null
}

/** One source alone prints a wrong price: the true one × (1 + move). */
export interface PathWick {
  readonly source: string
  readonly instrument: string
  readonly atSec: number
  readonly durationSec: number
  readonly move: number
}

/** Every `intervalSec` longs pay `rate` × notional to shorts, in every perpetual. */
export interface ScenarioFunding {
  readonly intervalSec: number
  readonly rate: DecimalText
}

/** The background book and volume of one derivative, in base units (contracts for inverse perpetuals). */
export interface MarketLiquidity {
  readonly instrument: string
  readonly dailyVolume: number
  /** Multiples of the day's average volume by hour of the day in UTC: 24 rows. */
  readonly hourlyVolume: readonly number[]
  readonly spreadBps: number
  /** Price levels on each side. */
  readonly levels: number
  /** Cumulative size on each side within `bps` of the middle; both rise from row to row. */
  readonly depth: readonly { readonly bps: number; readonly size: number }[]
  /** Time after which half of what was taken has come back. */
  readonly refillHalfLifeSec: number
  /** Share of the usual depth that is left when the volatility multiple is at its highest; 1 = depth never falls. */
  readonly stressDepthFactor: number
}

/**
 * How prices answer to forced flow: displacement = y × dailyVol × sqrt(q / dailyVolume), linear below `crossover` (share of daily
 * volume); `permanentShare` of it stays, the rest decays with `transientHalfLifeSec`.
 */
export interface ScenarioReaction {
  readonly permanentShare: number
  readonly transientHalfLifeSec: number
  readonly y: number
  readonly crossover: number
  /** One row for each derivative. */
  readonly markets: readonly { readonly instrument: string; readonly dailyVol: number }[]
}

/** The generated traders. Shares are of accounts, 0 to 1, drawn independently. */
export interface ScenarioPopulation {
  readonly count: number
  /** Equity in units of the numeraire: Pareto tail `alpha`, cut at both ends. */
  readonly pareto: {
    readonly alpha: number
    readonly minEquity: DecimalText
    readonly maxEquity: DecimalText
  }
  /** Log-uniform gross leverage, capped where an account would miss its initial requirement × `initialBuffer`. */
  readonly leverage: { readonly min: number; readonly max: number }
  readonly initialBuffer: number
  readonly longShare: number
  readonly hedgedShare: number
  readonly isolatedShare: number
  /** Share of cross accounts that hold collateral other than the numeraire, and the part of their equity in it. */
  readonly otherCollateralShare: number
  readonly otherCollateralPart: number
  readonly ordersShare: number
  /** Weights of holding 1, 2, 3 … markets; as many rows as there are markets at most. */
  readonly marketsPerAccount: readonly number[]
  /** Standard deviation of log(entry price / start price). */
  readonly entryScatter: number
}
