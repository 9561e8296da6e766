import {
  approx,
  decay,
  squareRootPeak,
  squareRootSizeAt,
  type Displacement,
  type Instrument,
  type InstrumentId,
  type Lots,
  type SquareRootImpact,
} from '@ebbline/core'
import type { Scenario } from '@ebbline/wire'
import { ScenarioError } from './market-terms.ts'

/** How one market answers to forced flow. */
export interface Reaction {
  /** Sizes as shares of the daily volume, so V = 1. */
  readonly impact: SquareRootImpact
  /** Part of each displacement that stays, 0 to 1. */
  readonly permanentShare: number
  readonly transientHalfLifeSec: number
  /** Share of the daily volume in one lot. */
  readonly shareOfLot: number
}

/** The reaction of a market under a scenario. @throws ScenarioError when the scenario has no row for it. */
export const reactionOf = (scenario: Scenario, instrument: Instrument): Reaction => {
  const { reaction } = scenario
  if (reaction === null) throw new ScenarioError('reaction', 'null', 'read its datasets first')
  const row = reaction.markets.find((each) => each.instrument === instrument.id)
  if (row === undefined) throw new ScenarioError('reaction.markets', instrument.id, 'add a row for it')
  return {
    impact: { coefficient: reaction.y, volatility: row.dailyVol, volume: 1, crossover: reaction.crossover },
    permanentShare: reaction.permanentShare,
    transientHalfLifeSec: reaction.transientHalfLifeSec,
    shareOfLot: baseOfLot(instrument, scenario.venue) / dailyVolumeOf(scenario, instrument.id),
  }
}

/**
 * Base units of one lot; one contract for an inverse perpetual. A spot counts its lot in atoms, so that the venue's file must say how
 * large it is. @throws ScenarioError for a spot that `venue` does not list.
 */
export const baseOfLot = (instrument: Instrument, venue?: Scenario['venue']): number => {
  if (instrument.kind === 'inverse-perpetual') return 1
  if (instrument.kind !== 'spot') return approx(instrument.lotSize) / 1e18
  const row = venue?.instruments.find(({ id }) => id === instrument.id)
  if (row === undefined) throw new ScenarioError('venue.instruments', instrument.id, 'list the spot market')
  return Number(row.lotSize)
}

/** What the scenario says of a market's liquidity. @throws ScenarioError when it says nothing. */
export const liquidityOf = (scenario: Scenario, instrument: InstrumentId): Scenario['liquidity'][number] => {
  const row = scenario.liquidity.find((each) => each.instrument === instrument)
  if (row === undefined) throw new ScenarioError('liquidity', instrument, 'add a row for it')
  return row
}

const dailyVolumeOf = (scenario: Scenario, instrument: InstrumentId): number =>
  liquidityOf(scenario, instrument).dailyVolume

/**
 * The displacement after forced flow of signed lots (buys > 0) has hit the market.
 *
 *   F = I⁻¹(T) + q      T' = I(F)      P' = P + s · (T' - T)
 *
 * q flow, share of daily volume · T response of the market to all flow it still feels, log · I odd square-root impact with
 * linear start · P permanent part, s its share. Because the flow still felt adds up inside I, a block and its slices
 * move the price alike, and slices gain only by what fades between them.
 *
 * @source docs/models/generated-world.md, eq. 5
 */
export const pushed = (reaction: Reaction, before: Displacement, flow: Lots): Displacement => {
  if (flow === 0n || reaction.impact.coefficient === 0) return before
  const felt = odd(before.transient, (size) => squareRootSizeAt(reaction.impact, size))
  const transient = odd(felt + approx(flow) * reaction.shareOfLot, (size) => squareRootPeak(reaction.impact, size))
  const permanent = before.permanent + reaction.permanentShare * (transient - before.transient)
  return { permanent, transient }
}

/** The displacement after `sec` without flow: the response fades by half in each half-life. */
export const faded = (reaction: Reaction, before: Displacement, sec: number): Displacement =>
  before.transient === 0 ? before : decay(before, sec, reaction.transientHalfLifeSec)

/** Log displacement of the price: the permanent part and what is not permanent of the response. */
export const displacementOf = (reaction: Reaction, state: Displacement): number =>
  state.permanent + (1 - reaction.permanentShare) * state.transient

const odd = (value: number, of: (size: number) => number): number => (value < 0 ? -of(-value) : of(value))
