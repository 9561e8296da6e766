import { streamNamed } from '../streams.ts'
import { quantile } from './bootstrap.ts'
import type { FittedParameter } from './fitted-reaction.ts'
import { trailingVolume } from './market-scales.ts'
import { fitted, SEED } from './parameter.ts'
import type { ReactionData } from './reaction-data.ts'
import { fitVolatilityExponent, volatilityAt, type DepthAtVolatility } from './volatility.ts'

/** Bands that only the file of percent bands shows, and the first, which books show too. */
export const FAR_BPS: readonly number[] = [100, 200, 300, 400, 500]

/** Depth of one percent band on one side at one moment, with the scales of that moment. */
export interface BandLook extends DepthAtVolatility {
  readonly bps: number
  readonly dailyVolume: number
}

/** Each look with the volatility of the hour and the volume of the day before it. */
export const bandLooks = ({ bands, bandBars, bandPrices }: ReactionData): readonly BandLook[] => {
  const volatility = volatilityAt(bandPrices)
  const scales = new Map<number, { readonly volatility: number; readonly dailyVolume: number }>()
  return [...bands.timeMs.entries()].map(([at, timeMs]) => {
    const known = scales.get(timeMs) ?? {
      volatility: volatility(timeMs, 60),
      dailyVolume: trailingVolume(bandBars, timeMs),
    }
    scales.set(timeMs, known)
    return { timeMs, depth: bands.depth[at] ?? 0, bps: Math.abs(bands.percentage[at] ?? 0) * 100, ...known }
  })
}

/** e of the nearest band. */
export const exponentOf = (looks: readonly BandLook[]): FittedParameter => {
  const nearest = looks.filter(({ bps }) => bps === FAR_BPS[0])
  const options = { stretchMin: 60, stream: streamNamed(SEED, 'fit/volatility') }
  const fit = fitVolatilityExponent(nearest, options)
  return fitted(
    fit,
    fit.n,
    'depth within 1 % of BTC-USDT on 2025-10-10 before 15:23 UTC against the volatility of the hour',
  )
}

/** Median and highest volatility at which depth was seen. */
export const calmRange = (
  looks: readonly BandLook[],
): { readonly reference: FittedParameter; readonly highest: FittedParameter } => {
  const seen = looks
    .map(({ volatility }) => volatility)
    .filter((each) => each > 0)
    .toSorted((one, other) => one - other)
  const at = (share: number): number => quantile(seen, share)
  const from = 'volatility of the hour, BTC mark, 2025-10-10 before 15:23 UTC'
  const [low, high] = [at(0.05), at(0.95)]
  return {
    reference: fitted({ value: at(0.5), low, high }, seen.length, `median ${from}`),
    highest: fitted({ value: at(1), low: at(0.99), high: at(1) }, seen.length, `highest ${from}`),
  }
}
