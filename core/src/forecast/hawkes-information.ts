import { exp } from '../math/index.ts'
import type { DecayProfile, FitData } from './hawkes-profile.ts'

/** An estimate between the ends of its 95 % interval. */
export type Interval = { readonly value: number; readonly low: number; readonly high: number }

/** 97.5 % point of the standard normal, and half the 95 % point of χ² with one degree. */
const Z = 1.959963984540054
const DROP = 1.920729410347062

/** Slope of ln L in the decay. Zero at the best one. */
export const decaySlope = ({ pieces }: FitData, { decay, rates, branching, lifts }: DecayProfile): number => {
  let slope = -branching * lifts.end.first
  for (let at = 0; at < pieces.length; at += 1) {
    const lift = lifts.plain[at] ?? Number.NaN
    const turn = lift - decay * (lifts.first[at] ?? Number.NaN)
    slope += (branching * turn) / ((rates[pieces[at] ?? 0] ?? 0) + branching * decay * lift)
  }
  return slope
}

/**
 * 95 % interval of the branching ratio n from the observed information, rates and decay being unknown too: n·e^(±1.96·s/n). For n = 0
 * it ends where ln L has fallen by 1.92 along n at this decay. NaN ends where the curvature tells nothing.
 *
 * @source Ogata, Ann. Inst. Statist. Math. 30 (1978) 243; docs/models/hawkes.md, section 3
 */
export const branchingInterval = (data: FitData, profile: DecayProfile): Interval => {
  const { branching } = profile
  const { nn, nb, bb, slope } = information(data, profile)
  if (branching === 0)
    return { value: 0, low: 0, high: nn > 0 ? (slope + Math.sqrt(slope * slope + 2 * DROP * nn)) / nn : Number.NaN }
  const spread = Math.sqrt(bb / (nn * bb - nb * nb)) / branching
  return { value: branching, low: branching * exp(-Z * spread), high: branching * exp(Z * spread) }
}

/** Information on n and on β once the rates are fitted too, and the slope in n. */
type Information = { readonly nn: number; readonly nb: number; readonly bb: number; readonly slope: number }

const information = ({ pieces }: FitData, { decay, rates, branching, lifts }: DecayProfile): Information => {
  const width = rates.length
  const [own, onN, onB] = [new Float64Array(width), new Float64Array(width), new Float64Array(width)]
  let slope = -(pieces.length - lifts.end.plain)
  let [nn, nb, bb] = [0, lifts.end.first, -branching * lifts.end.second]
  for (let at = 0; at < pieces.length; at += 1) {
    const piece = pieces[at] ?? 0
    const [zeroth, first] = [lifts.plain[at] ?? Number.NaN, lifts.first[at] ?? Number.NaN]
    const lift = decay * zeroth
    const turn = zeroth - decay * first
    const bend = decay * (lifts.second[at] ?? Number.NaN) - 2 * first
    const share = 1 / ((rates[piece] ?? 0) + branching * lift)
    const [n, b] = [lift * share, branching * turn * share]
    slope += n
    nn += n * n
    nb += n * b - turn * share
    bb += b * b - branching * bend * share
    own[piece] = (own[piece] ?? 0) + share * share
    onN[piece] = (onN[piece] ?? 0) + n * share
    onB[piece] = (onB[piece] ?? 0) + b * share
  }
  for (const [piece, weight] of own.entries()) {
    if (weight === 0) continue
    const [n, b] = [onN[piece] ?? 0, onB[piece] ?? 0]
    nn -= (n * n) / weight
    nb -= (n * b) / weight
    bb -= (b * b) / weight
  }
  return { nn, nb, bb, slope }
}
