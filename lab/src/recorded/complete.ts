import type {
  MarketLiquidity,
  RecordedMarket,
  RecordedScenario,
  Scenario,
  ScenarioReaction,
  TiersFile,
} from '@ebbline/wire'
import type { Tape } from './tape.ts'
import { seriesNamed } from './recorded-path.ts'
import { usualOf, type Usual } from './usual.ts'

/** Price levels on each side of a background book. */
const LEVELS = 24

const HOURS = Array.from({ length: 24 }, () => 1)

/**
 * The scenario with what the datasets say: tiers, a row of liquidity for each market with a book at its usual volume before the start,
 * and the fitted reaction with each market's usual volatility. All of the real market; a run's venue is a share of it.
 *
 * @source docs/models/recorded-markets.md, depth and volume
 */
export const completed = (scenario: RecordedScenario, tape: Tape, tiers: readonly TiersFile[]): Scenario => {
  const booked = scenario.path.markets.filter(({ volume }) => volume !== null)
  const usual = booked.map((market) => ({
    market,
    ...usualOf(scenario, tape, market),
    spreadBps: Math.max(tape.reaction.spreadBps.value, tickBps(scenario, tape, market)),
  }))
  const named = new Set(tiers.map(({ instrument }) => instrument))
  return {
    ...scenario,
    venue: {
      ...scenario.venue,
      tiers: [...scenario.venue.tiers.filter(({ instrument }) => !named.has(instrument)), ...tiers],
    },
    liquidity: usual.map((each) => liquidityRow(tape, each)),
    reaction: reactionRows(
      tape,
      usual.map(({ market, dailyVol }) => ({ instrument: market.instrument, dailyVol })),
    ),
  }
}

/** A tick of the market at the price with which its tape begins [bp]: no spread is narrower. */
const tickBps = ({ venue }: RecordedScenario, tape: Tape, { instrument, middle }: RecordedMarket): number => {
  const tick = Number(venue.instruments.find(({ id }) => id === instrument)?.tickSize ?? '0')
  return (tick / (seriesNamed(tape, middle).bars.open[0] ?? 1)) * 10_000
}

interface UsualMarket extends Usual {
  readonly market: RecordedMarket
  readonly spreadBps: number
}

const liquidityRow = ({ reaction }: Tape, { market, dailyVolume, spreadBps }: UsualMarket): MarketLiquidity => ({
  instrument: market.instrument,
  dailyVolume,
  hourlyVolume: HOURS,
  spreadBps,
  levels: LEVELS,
  depth: reaction.depth
    .filter(({ bps }) => bps >= spreadBps / 2)
    .map(({ bps, shareOfDailyVolume }) => ({ bps, size: shareOfDailyVolume * dailyVolume })),
  refillHalfLifeSec: reaction.refillHalfLifeSec.value,
  stressDepthFactor: 1,
})

const reactionRows = ({ reaction }: Tape, markets: ScenarioReaction['markets']): ScenarioReaction => ({
  permanentShare: reaction.permanentShare.value,
  transientHalfLifeSec: reaction.transientHalfLifeSec.value,
  y: reaction.y.value,
  crossover: reaction.crossover.value,
  markets,
})
