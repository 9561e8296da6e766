import type { FittedParameter, Scenario } from '@ebbline/wire'
import type { FittedReaction } from './fitted.ts'
import type { MarketShare } from './shares.ts'
import type { ResolvedScenario, TapeDataset } from './tape.ts'

/** What must be read beside the numbers of a run on a tape. */
export interface TapeNotes {
  /** What is assumed because no dataset says it. */
  readonly assumptions: readonly string[]
  /** What the datasets cannot show. */
  readonly limits: readonly string[]
  readonly datasets: readonly TapeDataset[]
  readonly reaction: readonly FittedParameter[]
  /** What the fit of the reaction cannot show. */
  readonly reactionLimits: readonly string[]
}

/**
 * Assumptions and limits of a recorded scenario in plain sentences, its datasets with hashes, and the fitted reaction with its intervals;
 * null for a generated one. `shares` (of a world) adds how large the venue is against the real market.
 */
export const tapeNotes = (
  { scenario, tape }: ResolvedScenario,
  shares: readonly MarketShare[] = [],
): TapeNotes | null => {
  if (tape === null || scenario.path.kind === 'generated') return null
  return {
    assumptions: [
      ...scenario.path.assumptions,
      ...DERIVED,
      ...openInterestSentences({ scenario, tape }),
      ...sizeOf(shares),
    ],
    limits: [...scenario.path.limits, ...paceSentences(scenario), ...missingSentences({ scenario, tape })],
    datasets: tape.datasets,
    reaction: parametersOf(tape.reaction),
    reactionLimits: tape.reaction.limits,
  }
}

const DERIVED: readonly string[] = [
  'Accounts are generated: sizes, leverage and sides follow stated laws, not the people of that day.',
  'Inside a bar prices go from open to one extreme, the other, and close; their true order is not recorded, so both orders are run.',
  'Depth is the fitted share of the trailing week’s volume and falls with realised volatility; no book of these markets was recorded.',
  'Expected volume of a batch is that of the hour before.',
]

const openInterestSentences = ({ scenario }: ResolvedScenario): readonly string[] => {
  if (scenario.path.kind === 'generated') return []
  return scenario.path.markets.flatMap(({ instrument, openInterest }) =>
    openInterest?.kind === 'daily-volumes'
      ? [`Open interest of ${instrument} is not recorded; ${openInterest.count} of a usual day’s volume is assumed.`]
      : [],
  )
}

const sizeOf = (shares: readonly MarketShare[]): readonly string[] =>
  shares.length === 0
    ? []
    : [
        `The venue is a share of each real market, by open interest: ${shares
          .map(({ instrument, share }) => `${instrument} ${(share * 100).toPrecision(3)} %`)
          .join(', ')}. Depth and volume are that share too.`,
      ]

/** A batch longer than this hides moves that a venue would have acted on. */
const FAST_MS = 5_000

const paceSentences = ({ clock }: Scenario): readonly string[] =>
  clock.batchMs <= FAST_MS
    ? []
    : [
        `Prices move and policies act once in ${clock.batchMs / 1000} s: many accounts lose more than their margin between two prints, so small shortfalls are far more frequent than on a venue that acts at once.`,
      ]

const missingSentences = ({ tape }: ResolvedScenario): readonly string[] => {
  const holed = (tape?.series ?? []).filter(({ missing }) => missing > 0)
  if (holed.length === 0) return []
  const counts = holed.map(({ id, missing, bars }) => `${id} ${missing} of ${bars.barMs / 1000} s`).join(', ')
  return [`Bars are missing during the run; the last close stands in and its print grows old: ${counts}.`]
}

const parametersOf = (reaction: FittedReaction): readonly FittedParameter[] => {
  const depth = reaction.depth.map(({ bps, shareOfDailyVolume: value, low, high }) => ({
    name: `share of daily volume within ${bps} bp`,
    value,
    low,
    high,
  }))
  const named = PARAMETERS.map(([key, name]) => {
    const { value, low, high } = reaction[key]
    return { name, value, low, high }
  })
  return [...depth, ...named]
}

const PARAMETERS = [
  ['volatilityExponent', 'exponent of depth on volatility'],
  ['volatilityExponentStress', 'exponent of depth on volatility beyond what was seen with a sound book'],
  ['spreadBps', 'spread [bp]'],
  ['refillHalfLifeSec', 'half-life of refill [s]'],
  ['y', 'impact coefficient Y'],
  ['crossover', 'size below which impact is linear [share of daily volume]'],
  ['permanentShare', 'permanent share of impact'],
  ['transientHalfLifeSec', 'half-life of transient impact [s]'],
] as const
