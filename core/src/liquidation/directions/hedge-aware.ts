import { formatRatio, RATIO_ONE } from '../../units/index.ts'
import { decimal, decimalIn, decimalsIn, ONE, outside, schemaOf, ZERO } from '../parameters.ts'
import { closableLegs, closingLeg, emptyPath, type Leg } from '../path.ts'
import {
  betaOf,
  collateralExposures,
  exposurePerLot,
  worstLoss,
  type Exposures,
  type ShockGrid,
} from '../scenario-loss.ts'
import { reliefPieces } from '../relief-pieces.ts'
import type { DirectionStrategy, LiquidationView, Path, Problem } from '../types.ts'
import { nextSegment, type Holding, type Segment, type Standing } from '../hedge-segments.ts'

/**
 * Shrinks risk before it shrinks hedges; the scenario loss of the account (see `scenarioLoss`) never rises along the path.
 *
 * While there is a net exposure, legs on its side are cut: always the piece of a leg next that frees most maintenance
 * requirement per unit of closing cost (see `reliefPieces`), at most until the net exposure or the exposure to the leg's own
 * underlying is gone. What is left is matched:
 * a long and a short, pairs in the order of the account, are cut together in up to 256 even checkpoints, of which only those are kept that do not raise the
 * scenario loss over the one before. The path ends where nothing can be cut without raising it, which is before everything is
 * closed only when a position hedges collateral.
 *
 * @source docs/models/partial-close.md, section 5
 */
export const hedgeAware: DirectionStrategy = {
  name: 'hedge-aware',
  formula: 'next the leg with most dM per closing cost on the net side; then pairs, while scenario loss does not rise',
  schema: schemaOf(
    {
      joint: decimal('shock of all underlyings together, above 0, at most 1'),
      alone: decimal('shock of one underlying with the others still, at most 1'),
      betas: {
        type: 'object',
        description: 'how much an underlying moves in the joint shock, by asset; absent = 1',
        additionalProperties: decimal('beta, above 0'),
      },
    },
    ['betas'],
  ),
  check: (parameters) => [
    ...outside(parameters, 'joint', { above: ZERO, atMost: ONE }, 'give a shock such as 0.2'),
    ...outside(parameters, 'alone', { atMost: ONE }, 'give a shock such as 0.05'),
    ...[...decimalsIn(parameters, 'betas')].flatMap(([asset, beta]): readonly Problem[] =>
      beta > 0n
        ? []
        : [
            {
              field: `betas.${asset}`,
              value: formatRatio(beta),
              allowed: 'above 0',
              remedy: 'give a beta such as 1.2',
            },
          ],
    ),
  ],
  create: (parameters) => {
    const grid: ShockGrid = {
      joint: decimalIn(parameters, 'joint'),
      alone: decimalIn(parameters, 'alone'),
      betas: decimalsIn(parameters, 'betas'),
    }
    return (view) => hedgePath(view, grid)
  },
}

const hedgePath = (view: LiquidationView, grid: ShockGrid): Path => {
  const legs = closableLegs(view)
  if (legs.length === 0) return emptyPath({})
  let segments: readonly Segment[] = []
  let standing = startOf(view, legs, grid)
  const before = worstLoss(standing.exposures, grid)
  const pieces = standing.holdings.reduce((sum, holding) => sum + holding.pieces.length, 0)
  const roundsMax = pieces + 4 * (legs.length + 1) * (legs.length + 1)
  for (let round = 0; round < roundsMax; round += 1) {
    const found = nextSegment(standing)
    if (found === null) break
    if (found.segment !== null) segments = joined(segments, found.segment)
    standing = found.after
  }
  return pathOf(legs, segments, {
    legs: legs.map((leg) => leg.instrument).join(' '),
    scenarioLossAtoms: atomsOf(before),
    scenarioLossAtEndAtoms: atomsOf(worstLoss(standing.exposures, grid)),
  })
}

const startOf = (view: LiquidationView, legs: readonly Leg[], grid: ShockGrid): Standing => {
  const holdings = legs.map((leg): Holding => {
    const underlying = view.rules.instruments.get(leg.instrument)?.base ?? leg.instrument
    return {
      underlying,
      perLot: exposurePerLot(view, leg.instrument),
      beta: betaOf(grid, underlying),
      pieces: reliefPieces(view, leg),
    }
  })
  return {
    grid,
    holdings,
    start: legs.map((leg) => leg.size),
    left: legs.map((leg) => leg.size),
    exposures: withLegs(collateralExposures(view, view.account), legs, holdings),
    triedPairs: [],
  }
}

const withLegs = (collateral: Exposures, legs: readonly Leg[], holdings: readonly Holding[]): Exposures => {
  const sums = new Map(collateral)
  legs.forEach((leg, index) => {
    const holding = holdings[index]
    if (holding !== undefined)
      sums.set(holding.underlying, (sums.get(holding.underlying) ?? 0n) + leg.size * holding.perLot)
  })
  return sums
}

/** Stretches of one leg after another are one: its pieces lie on a concave curve. */
const joined = (segments: readonly Segment[], next: Segment): readonly Segment[] => {
  const last = segments.at(-1)
  if (last === undefined || last.leg === null || last.leg !== next.leg) return [...segments, next]
  return [...segments.slice(0, -1), { ...next, steps: last.steps + next.steps }]
}

const pathOf = (legs: readonly Leg[], segments: readonly Segment[], facts: Readonly<Record<string, string>>): Path => {
  const corners: bigint[] = []
  for (const segment of segments) corners.push((corners.at(-1) ?? 0n) + segment.steps)
  return {
    steps: corners.at(-1) ?? 0n,
    corners,
    at: (step) => {
      const cuts = cutsAt(legs, segments, step)
      return legs.map((leg, index) => closingLeg(leg, cuts[index] ?? 0n)).filter((leg) => leg.size !== 0n)
    },
    facts,
  }
}

const cutsAt = (legs: readonly Leg[], segments: readonly Segment[], step: bigint): readonly bigint[] => {
  let cuts: readonly bigint[] = legs.map(() => 0n)
  let open = step
  for (const segment of segments) {
    if (open <= 0n) break
    const part = segment.cutAt(open < segment.steps ? open : segment.steps)
    cuts = cuts.map((cut, index) => cut + (part[index] ?? 0n))
    open -= segment.steps
  }
  return cuts
}

const atomsOf = (loss: bigint): string => String(loss / (10n ** 12n * RATIO_ONE))
