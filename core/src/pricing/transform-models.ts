import { bates } from './bates.ts'
import { heston } from './heston.ts'
import type { HestonParameters } from './heston-transform.ts'
import type { NormalJumps } from './jumps.ts'
import { kou } from './kou.ts'
import { merton } from './merton.ts'
import type { OptionMarket, OptionModel, OptionParameter, OptionValue } from './option-model.ts'
import type { TransformGreeks } from './transform-price.ts'

type Parameters = ReadonlyMap<string, number>

const DIFFUSION: OptionParameter = { name: 'vol', meaning: 'volatility per √year between jumps' }
const NORMAL_JUMPS: readonly OptionParameter[] = [
  { name: 'intensity', meaning: 'jumps a year' },
  { name: 'logMean', meaning: 'mean of ln(after / before) of a jump' },
  { name: 'logDeviation', meaning: 'standard deviation of ln(after / before)' },
]
const EXPONENTIAL_JUMPS: readonly OptionParameter[] = [
  { name: 'intensity', meaning: 'jumps a year' },
  { name: 'upShare', meaning: 'share of the jumps that go up' },
  { name: 'upRate', meaning: '1 over the mean size of ln(after / before) upwards, above 1' },
  { name: 'downRate', meaning: 'the same downwards' },
]
const VARIANCE: readonly OptionParameter[] = [
  { name: 'variance', meaning: 'variance a year now, 0.64 for a volatility of 80 %' },
  { name: 'reversion', meaning: 'speed at which variance reverts, a year' },
  { name: 'longVariance', meaning: 'variance to which it reverts' },
  { name: 'volOfVariance', meaning: 'volatility of variance' },
  { name: 'correlation', meaning: 'of spot and variance, −1 to 1' },
]

/** A parameter that `valueOption` has seen to be there. */
const given = (parameters: Parameters, name: string): number => parameters.get(name) ?? Number.NaN

const normalJumpsOf = (parameters: Parameters): NormalJumps => ({
  intensity: given(parameters, 'intensity'),
  logMean: given(parameters, 'logMean'),
  logDeviation: given(parameters, 'logDeviation'),
})

const varianceOf = (parameters: Parameters): HestonParameters => ({
  variance: given(parameters, 'variance'),
  reversion: given(parameters, 'reversion'),
  longVariance: given(parameters, 'longVariance'),
  volOfVariance: given(parameters, 'volOfVariance'),
  correlation: given(parameters, 'correlation'),
})

const TIME_STEP = 1e-3 // of the time that is left
const RATE_STEP = 1e-4

type Price = (market: OptionMarket) => number

/** −∂V/∂T by a central difference, to about a relative 1e-6 of the decay. */
const thetaOf = (price: Price, market: OptionMarket): number => {
  const { time } = market
  const step = TIME_STEP * time
  return -(price({ ...market, time: time + step }) - price({ ...market, time: time - step })) / (2 * step)
}

/** ∂V/∂r by a central difference, the carry standing still. */
const rhoOf = (price: Price, market: OptionMarket): number => {
  const { rate } = market
  const up = price({ ...market, rate: rate + RATE_STEP })
  return (up - price({ ...market, rate: rate - RATE_STEP })) / (2 * RATE_STEP)
}

/** Models by transform give price, delta, gamma and vega themselves; theta and rho are differences of their prices. */
const transformModel = (
  name: string,
  meaning: string,
  parameters: readonly OptionParameter[],
  greeks: (market: OptionMarket, parameters: Parameters) => TransformGreeks,
): OptionModel => ({
  name,
  meaning,
  underlying: 'spot',
  settlement: 'currency',
  hasBlackVol: false,
  parameters,
  value: (market, known): OptionValue => {
    const price: Price = (moved) => greeks(moved, known).price
    return { ...greeks(market, known), theta: thetaOf(price, market), rho: rhoOf(price, market) }
  },
})

/** Jumps and stochastic volatility by name. */
export const TRANSFORM_MODELS: readonly OptionModel[] = [
  transformModel('merton', 'Merton, normally distributed jumps', [DIFFUSION, ...NORMAL_JUMPS], (market, known) =>
    merton({ vol: given(known, 'vol'), jumps: normalJumpsOf(known) }, market),
  ),
  transformModel('kou', 'Kou, double-exponential jumps', [DIFFUSION, ...EXPONENTIAL_JUMPS], (market, known) => {
    const [intensity, upShare] = [given(known, 'intensity'), given(known, 'upShare')]
    const [upRate, downRate] = [given(known, 'upRate'), given(known, 'downRate')]
    return kou({ vol: given(known, 'vol'), jumps: { intensity, upShare, upRate, downRate } }, market)
  }),
  transformModel('heston', 'Heston, stochastic volatility', VARIANCE, (market, known) =>
    heston(varianceOf(known), market),
  ),
  transformModel('bates', 'Bates, stochastic volatility and jumps', [...VARIANCE, ...NORMAL_JUMPS], (market, known) =>
    bates({ diffusion: varianceOf(known), jumps: normalJumpsOf(known) }, market),
  ),
]
