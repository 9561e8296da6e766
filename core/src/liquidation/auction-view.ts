import { atoms, formatRatio, magnitude, NO_ATOMS, ratio, RATIO_ONE, type Ratio } from '../units/index.ts'
import type { Measure } from '../margin/index.ts'
import { auctionFactor, type Auctioned, type AuctionPhases, type ExactShare, type OnSale } from './dutch-auction.ts'
import { decimal, decimalIn, ONE, outside, whole, wholeIn, ZERO } from './parameters.ts'
import type { DraftLeg, LiquidationView, Parameters, ParameterShape, Problem } from './types.ts'

/** Parameters of a price that falls in two phases; size and limit of a stage state the same ones. */
export const PHASES: Readonly<Record<string, ParameterShape>> = {
  start: decimal('share of its value that the portfolio is offered at first, above 0, at most 1'),
  cutoff: decimal('share at which the fast phase ends, below start'),
  fastSeconds: whole('length of the fast phase', 1, 604_800),
  slowSeconds: whole('length of the slow phase, at the end of which the price is nothing', 1, 604_800),
}

/** What is wrong with a price that falls in two phases. */
export const phaseProblems = (parameters: Parameters): readonly Problem[] => {
  const bounds = outside(parameters, 'start', { above: ZERO, atMost: ONE }, 'a portfolio is sold at its value at most')
  const [start, cutoff] = [decimalIn(parameters, 'start'), decimalIn(parameters, 'cutoff')]
  if (cutoff < start) return bounds
  return [
    ...bounds,
    {
      field: 'cutoff',
      value: formatRatio(cutoff),
      allowed: `cutoff ${formatRatio(cutoff)} < start ${formatRatio(start)} is required`,
      remedy: 'lower cutoff or raise start: the price of an auction falls',
    },
  ]
}

/** The phases of checked parameters, in ms. */
export const phasesIn = (parameters: Parameters): AuctionPhases => ({
  start: decimalIn(parameters, 'start'),
  cutoff: decimalIn(parameters, 'cutoff'),
  fast: BigInt(wholeIn(parameters, 'fastSeconds')) * 1000n,
  slow: BigInt(wholeIn(parameters, 'slowSeconds')) * 1000n,
})

/** Time since the account entered its stage, ms: the clock of its auction. */
export const auctionTime = ({ time, episode }: LiquidationView): bigint => BigInt(time - episode.stageEntered)

/** The share of its value at which the account is offered now. */
export const factorNow = (view: LiquidationView, phases: AuctionPhases): Ratio =>
  auctionFactor(auctionTime(view), phases)

/** Health at maintenance as an auction states it. */
export const auctioned = ({ equity, requirement }: Measure): Auctioned => ({
  markToMarket: equity,
  maintenanceMargin: atoms(equity - requirement),
})

/** An account as the auction sees it. */
export const onSale = ({ maintenance, episode }: LiquidationView): OnSale => ({
  ...auctioned(maintenance),
  reserved: episode.reserved ?? NO_ATOMS,
})

/** Multiple of the requirement at which the buffer is whole, 1 + buffer. */
export const bufferedMultiple = (buffer: Ratio): Ratio => ratio(RATIO_ONE + buffer)

/** The largest share that the legs of a slice are of their positions; 0 for no legs. */
export const sliceShare = ({ account }: LiquidationView, legs: readonly DraftLeg[]): ExactShare => {
  let most: ExactShare = { numerator: 0n, denominator: 1n }
  for (const { instrument, size } of legs) {
    const held = account.positions.find((position) => position.instrument === instrument)
    if (held === undefined) continue
    const part = { numerator: magnitude(size), denominator: magnitude(held.size) }
    if (part.numerator * most.denominator > most.numerator * part.denominator) most = part
  }
  return most
}
