import { ForecastInputError, requireBetween } from './forecast-input-error.ts'

/** A probability that was stated and whether the event then happened. */
export type ForecastOutcome = { readonly probability: number; readonly happened: boolean }

/** One bin of the reliability curve: what was said on average and what happened, with its Wilson interval. */
export type ReliabilityBin = {
  readonly n: number
  readonly meanForecast: number
  readonly frequency: number
  readonly low: number
  readonly high: number
}

/**
 * The mean squared error of probabilities, taken apart:
 *
 *   brier = reliability − resolution + uncertainty + withinBins        (eq. 1)
 *
 * reliability how far frequencies lie from what was said (0 is best) · resolution how far they differ from the base rate (higher is
 * better) · uncertainty ō(1 − ō) of the events themselves · withinBins what forecasts that share a bin differ by; the identity is exact.
 */
export type BrierDecomposition = {
  readonly n: number
  readonly brier: number
  readonly reliability: number
  readonly resolution: number
  readonly uncertainty: number
  readonly withinBins: number
  /** 1 − brier/uncertainty: skill against always saying the base rate; 0 where all outcomes agree. */
  readonly skill: number
}

/**
 * Forecasts sorted into bins of equal number, ties together, each with its observed frequency and the Wilson interval of z standard
 * deviations.
 *
 * @throws ForecastInputError for no forecasts, a probability outside 0 to 1, bins that are no whole number from 1 to 1000 or z outside 0 to 10.
 * @source Wilson, JASA 22 (1927) 209; docs/models/forecast-calibration.md
 */
export const reliabilityCurve = (
  forecasts: readonly ForecastOutcome[],
  { bins, z }: { readonly bins: number; readonly z: number },
): readonly ReliabilityBin[] => {
  requireBetween('z', z, { min: 0, max: 10 }, 'give standard deviations, such as 1.96')
  return binned(forecasts, bins).map((bin) => {
    const n = bin.length
    const frequency = share(bin)
    const spread = (z * z) / n
    const middle = (frequency + 0.5 * spread) / (1 + spread)
    const half = (z * Math.sqrt((frequency * (1 - frequency)) / n + (0.25 * spread) / n)) / (1 + spread)
    return {
      n,
      meanForecast: meanOf(bin),
      frequency,
      low: Math.max(0, middle - half),
      high: Math.min(1, middle + half),
    }
  })
}

/**
 * Murphy's decomposition over the bins of `reliabilityCurve`.
 *
 * @throws ForecastInputError for what `reliabilityCurve` refuses.
 * @source Murphy, Journal of Applied Meteorology 12 (1973) 595; Stephenson, Coelho & Jolliffe, Weather and Forecasting 23 (2008) 752
 */
export const brierDecomposition = (forecasts: readonly ForecastOutcome[], bins: number): BrierDecomposition => {
  const n = forecasts.length
  const groups = binned(forecasts, bins)
  const base = share(forecasts)
  const weighted = (value: (bin: readonly ForecastOutcome[]) => number): number =>
    groups.reduce((sum, bin) => sum + bin.length * value(bin), 0) / n
  const brier = forecasts.reduce((sum, one) => sum + square(one.probability - (one.happened ? 1 : 0)), 0) / n
  const reliability = weighted((bin) => square(meanOf(bin) - share(bin)))
  const resolution = weighted((bin) => square(share(bin) - base))
  const uncertainty = base * (1 - base)
  const withinBins = weighted(varianceLessTwiceCovariance)
  const skill = uncertainty === 0 ? 0 : 1 - brier / uncertainty
  return { n, brier, reliability, resolution, uncertainty, withinBins, skill }
}

/**
 * Recalibration by isotonic regression: the non-decreasing step function of the forecast that is nearest to the outcomes in squares, as
 * the blocks that pooling adjacent violators leaves. Use blocks of one period on forecasts of a later one.
 *
 * @source Ayer, Brunk, Ewing, Reid & Silverman, Annals of Mathematical Statistics 26 (1955) 641
 */
export const isotonicBlocks = (
  forecasts: readonly ForecastOutcome[],
): readonly { readonly from: number; readonly value: number; readonly n: number }[] => {
  const blocks: { from: number; happened: number; n: number }[] = []
  for (const { probability, happened } of sorted(forecasts)) {
    const last = blocks.at(-1)
    if (last !== undefined && last.from === probability) {
      last.happened += happened ? 1 : 0
      last.n += 1
    } else blocks.push({ from: probability, happened: happened ? 1 : 0, n: 1 })
  }
  return pooled(blocks).map(({ from, happened, n }) => ({ from, value: happened / n, n }))
}

const pooled = <T extends { from: number; happened: number; n: number }>(blocks: readonly T[]): readonly T[] => {
  const kept: T[] = []
  for (const block of blocks) {
    let joined = block
    for (
      let last = kept.at(-1);
      last !== undefined && last.happened * joined.n >= joined.happened * last.n;
      last = kept.at(-1)
    ) {
      joined = { ...last, happened: last.happened + joined.happened, n: last.n + joined.n }
      kept.pop()
    }
    kept.push(joined)
  }
  return kept
}

const sorted = (forecasts: readonly ForecastOutcome[]): readonly ForecastOutcome[] => {
  if (forecasts.length === 0)
    throw new ForecastInputError('forecasts', 'none', 'at least one', 'give forecasts with their outcomes')
  for (const { probability } of forecasts)
    requireBetween('probability', probability, { min: 0, max: 1 }, 'give a probability, not a percentage')
  return forecasts.toSorted((a, b) => a.probability - b.probability)
}

const binned = (forecasts: readonly ForecastOutcome[], bins: number): readonly (readonly ForecastOutcome[])[] => {
  if (!(Number.isInteger(bins) && bins >= 1 && bins <= 1000))
    throw new ForecastInputError('bins', bins, 'a whole number from 1 to 1000', 'name the number of bins')
  const inOrder = sorted(forecasts)
  const size = inOrder.length / bins
  const groups: ForecastOutcome[][] = []
  let last: number | null = null
  for (const [index, one] of inOrder.entries()) {
    if (one.probability !== last && index >= groups.length * size) groups.push([])
    groups.at(-1)?.push(one)
    last = one.probability
  }
  return groups
}

const share = (bin: readonly ForecastOutcome[]): number =>
  bin.reduce((sum, { happened }) => sum + (happened ? 1 : 0), 0) / bin.length

const meanOf = (bin: readonly ForecastOutcome[]): number =>
  bin.reduce((sum, { probability }) => sum + probability, 0) / bin.length

const varianceLessTwiceCovariance = (bin: readonly ForecastOutcome[]): number => {
  const [mean, frequency] = [meanOf(bin), share(bin)]
  const total = bin.reduce((sum, { probability, happened }) => {
    const apart = probability - mean
    return sum + apart * apart - 2 * apart * ((happened ? 1 : 0) - frequency)
  }, 0)
  return total / bin.length
}

const square = (x: number): number => x * x
