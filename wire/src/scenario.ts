import type { MarkRuleFile } from './mark-rule-file.ts'
import type { VenueFile } from './venue-file.ts'

/** Decimal text without exponent, such as `"0.0125"`; it becomes an exact integer, so nothing is lost on the way. */
export type DecimalText = string

/**
 * A scenario file: one venue, one crash (generated or recorded), one population. Everything random is drawn from `seed`.
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
  /**
   * One row for each derivative; a spot market with a row has a book too. The file of a recorded scenario leaves the list
   * empty: rows are derived from its datasets.
   */
  readonly liquidity: readonly MarketLiquidity[]
  /** Null in the file of a recorded scenario: the answer to forced flow is then the fitted one. */
  readonly reaction: ScenarioReaction | null
  readonly population: ScenarioPopulation
}

/** A scenario whose market is made from its seed. */
export interface GeneratedScenario extends Scenario {
  readonly path: GeneratedPath
  readonly reaction: ScenarioReaction
}

/** A scenario whose market is read from datasets. */
export interface RecordedScenario extends Scenario {
  readonly path: RecordedPath
}

/** The venue with its price sources and the money behind it. */
export interface ScenarioVenue extends VenueFile {
  readonly sources: readonly PriceSource[]
  /** Oldest print that still counts in a mark [s]. */
  readonly markAgeMaxSec: number
  /** How instruments get their marks; one without a row by the weighted median of all sources that print it. */
  readonly marks?: readonly { readonly instrument: string; readonly rule: MarkRuleFile }[]
  /** Insurance fund of a derivative, in units of its settlement asset. Every derivative has one row; 0 is allowed. */
  readonly funds: readonly { readonly instrument: string; readonly amount: DecimalText }[]
  /** Backstop vault in units of the numeraire; null = the venue has none. */
  readonly vault: { readonly amount: DecimalText } | null
  /** Those who take slices over (keepers, bidders, liquidity providers), in the order in which they are asked, in units of the numeraire; absent = none. */
  readonly backstops?: readonly { readonly name: string; readonly amount: DecimalText }[]
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

/** Where prices come from that nobody in the run can move. */
export type ScenarioPath = GeneratedPath | RecordedPath

/**
 * Exogenous prices: log price of market i = log(startPrice) + beta_i × common factor + its own Brownian part.
 * Before the first and after the last phase the volatility multiple is 1 and the common factor has no drift.
 */
export interface GeneratedPath {
  readonly kind: 'generated'
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

/** Which extreme of a bar comes first: the one nearer to its open or the one farther from it. */
export type PrintOrder = 'nearer-first' | 'farther-first'

/**
 * Exogenous prices read from datasets: files named relative to the data folder. A bar is four prints a quarter of its length
 * apart: open, one extreme, the other, close. A missing bar prints nothing, so that the last print grows old.
 */
export interface RecordedPath {
  readonly kind: 'recorded'
  readonly printOrder: PrintOrder
  /** First moment that is read, such as "2021-05-18T00:00Z"; what lies before `clock.startUtcMs` only tells usual volume and volatility. */
  readonly from: string
  /** End of what is read: at or after the horizon; what lies beyond it serves the no-action counterfactual. */
  readonly to: string
  readonly series: readonly RecordedSeries[]
  /** Prices that a source states again in every batch, such as the ratio at which an issuer redeems. */
  readonly stated: readonly StatedPrice[]
  /** One row for each instrument, spots included. */
  readonly markets: readonly RecordedMarket[]
  /** Leverage tiers read from a dataset; every other derivative has a row in `venue.tiers`. */
  readonly tiers: readonly RecordedTiers[]
  /** Funding rates read from a dataset; every other perpetual pays `funding`. */
  readonly funding: readonly RecordedFunding[]
  /** What is assumed because no dataset says it, in plain sentences. */
  readonly assumptions: readonly string[]
  /** What these datasets cannot show, in plain sentences. */
  readonly limits: readonly string[]
}

/** One series of bars, and whose prints it is. */
export interface RecordedSeries {
  readonly id: string
  readonly instrument: string
  /** The price source that prints it; null = it is read, for volume or as exogenous price, and prints nothing. */
  readonly source: string | null
  /** File relative to the data folder. */
  readonly dataset: string
  /** Symbol within a file of several; null in a file of one. */
  readonly symbol: string | null
  /** What a print stands for. */
  readonly prints: 'spot-trade' | 'derivative-trade' | 'mark' | 'index'
}

export interface StatedPrice {
  readonly instrument: string
  readonly source: string
  /** Quote units per base unit. */
  readonly price: DecimalText
}

/** Where an instrument's exogenous price, volume and open interest come from. */
export interface RecordedMarket {
  readonly instrument: string
  /** Series of the exogenous price: the start, the no-action counterfactual and all reports follow it. */
  readonly price: string
  /** Series that the middle of the own book follows; the same where nothing better is known. */
  readonly middle: string
  /** Series of the volume, in base units (contracts for inverse perpetuals); null for a spot market without a book. */
  readonly volume: string | null
  /** Volume of this market for each unit of the series': 1 where the series is the market itself. */
  readonly volumeMultiple: number
  /** Open interest of the real market; null for a spot market. */
  readonly openInterest: RecordedOpenInterest | null
}

/** Open interest as a dataset has it on the last day before the start, or a stated multiple of usual daily volume. */
export type RecordedOpenInterest =
  | { readonly kind: 'dataset'; readonly dataset: string; readonly symbol: string }
  | { readonly kind: 'daily-volumes'; readonly count: number }

export interface RecordedTiers {
  readonly instrument: string
  readonly dataset: string
  readonly symbol: string
  /** Floors are multiplied by it: 1 = as the venue has them. */
  readonly share: number
}

export interface RecordedFunding {
  readonly instrument: string
  readonly dataset: string
  readonly symbol: string
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
  /** Borrowers among the accounts; absent: none. */
  readonly loans?: PopulationLoans
}

/** Accounts that hold one asset and owe another, and trade nothing. */
export interface PopulationLoans {
  /** Share of accounts that are loans. */
  readonly share: number
  /** What is held against what, by weight; the numeraire may be owed. */
  readonly kinds: readonly { readonly collateral: string; readonly debt: string; readonly weight: number }[]
  /** Worth of the collateral in units of the numeraire: Pareto like equity. Debt is this share, uniform, of the most that the initial level lends. */
  readonly drawn: { readonly min: number; readonly max: number }
}
