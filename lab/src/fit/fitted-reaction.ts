import type { CostModel } from '@ebbline/core'

/** One fitted number: 90 % interval, how many observations, and where it comes from. */
export interface FittedParameter {
  readonly value: number
  readonly low: number
  readonly high: number
  readonly n: number
  readonly from: string
}

/** Size that rests within `bps` of mid on one side, as a share of daily volume, with its 90 % interval. */
export interface DepthPoint {
  readonly bps: number
  readonly shareOfDailyVolume: number
  readonly low: number
  readonly high: number
}

/** How markets answered to flow in recorded data: what recorded scenarios assume of markets that no book is known of. */
export interface FittedReaction {
  readonly schema: 'ebbline.reaction/1'
  /** At the reference volatility, cumulative from mid, rising in bps. */
  readonly depth: readonly DepthPoint[]
  /** Realised volatility at which `depth` holds: one-minute returns of the trailing hour, scaled to a day. */
  readonly referenceDailyVolatility: FittedParameter
  /** e in depth ∝ (volatility / reference)^e, within the range of volatility that was seen with a sound book. */
  readonly volatilityExponent: FittedParameter
  /** The same beyond that range: indicative only, from a crash whose book file is damaged. */
  readonly volatilityExponentStress: FittedParameter
  /** Highest volatility for which `volatilityExponent` holds. */
  readonly calmVolatilityMax: FittedParameter
  /** Time in which half of a shortfall of depth around mid is made good. */
  readonly refillHalfLifeSec: FittedParameter
  /** Y of I = Y·σ·√(Q/V). */
  readonly y: FittedParameter
  /** Q_c as a share of daily volume: below it impact is linear. */
  readonly crossover: FittedParameter
  /** Part of the first move that is left an hour later. */
  readonly permanentShare: FittedParameter
  readonly transientHalfLifeSec: FittedParameter
  readonly spreadBps: FittedParameter
  /** Error of cost estimates, see `CostModel` of core; the range is that of the books and sides. */
  readonly cost: {
    readonly scale: FittedParameter
    readonly sizeExponent: FittedParameter
    readonly halfLifeSec: FittedParameter
    readonly unseenScale: FittedParameter
  }
  readonly provenance: {
    readonly method: string
    readonly date: string
    readonly datasets: readonly { readonly file: string; readonly sha256: string }[]
  }
  /** Sentences: what these data cannot show. */
  readonly limits: readonly string[]
}

/** Core's cost model for a market of which nothing more is known. */
export const costModelOf = ({ cost, y, crossover }: FittedReaction): CostModel => ({
  scale: cost.scale.value,
  sizeExponent: cost.sizeExponent.value,
  halfLifeSec: cost.halfLifeSec.value,
  unseenScale: cost.unseenScale.value,
  coefficient: y.value,
  crossover: crossover.value,
})

/**
 * Factor on `depth` at a realised daily volatility > 0: a power law that is gentle within the calm range and steep beyond.
 *
 *   f(σ) = (σ/σ_0)^e                                σ ≤ σ_max
 *   f(σ) = (σ_max/σ_0)^e · (σ/σ_max)^e_stress       σ > σ_max
 *
 * It is continuous, and not above 1 for σ ≥ σ_0.
 *
 * @source docs/models/reaction-fit.md, eq. 3
 */
export const depthFactorAt = (fitted: FittedReaction, volatility: number): number => {
  const calm = fitted.calmVolatilityMax.value
  const gentle = Math.min(volatility, calm) / fitted.referenceDailyVolatility.value
  const steep = Math.max(1, volatility / calm)
  return gentle ** fitted.volatilityExponent.value * steep ** fitted.volatilityExponentStress.value
}
