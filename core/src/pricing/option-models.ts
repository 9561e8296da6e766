import { black76 } from './black76.ts'
import { bsm } from './bsm.ts'
import { DAYS_PER_YEAR } from './greeks.ts'
import { bsmImpliedVol } from './implied-vol.ts'
import { inverse } from './inverse.ts'
import { leland } from './leland.ts'
import type { OptionMarket, OptionModel, OptionParameter, OptionValue } from './option-model.ts'
import { PricingInputError } from './pricing-input-error.ts'
import { TRANSFORM_MODELS } from './transform-models.ts'

const VOL: OptionParameter = { name: 'vol', meaning: 'volatility per √year, 0.8 for 80 %' }

type Parameters = ReadonlyMap<string, number>

/** A parameter that `valueOption` has seen to be there. */
const given = (parameters: Parameters, name: string): number => parameters.get(name) ?? Number.NaN

const bsmModel: OptionModel = {
  name: 'bsm',
  meaning: 'Black-Scholes-Merton on a spot with carry',
  underlying: 'spot',
  settlement: 'currency',
  hasBlackVol: true,
  parameters: [VOL],
  value: (market, parameters) => bsm({ ...market, vol: given(parameters, 'vol') }),
}

const black76Model: OptionModel = {
  name: 'black76',
  meaning: 'Black-76 on a future',
  underlying: 'future',
  settlement: 'currency',
  hasBlackVol: true,
  parameters: [VOL],
  value: ({ spot, ...market }, parameters) => black76({ ...market, forward: spot, vol: given(parameters, 'vol') }),
}

const inverseModel: OptionModel = {
  name: 'inverse',
  meaning: 'coin-settled: price and Greeks in coins, delta premium-adjusted',
  underlying: 'spot',
  settlement: 'coin',
  hasBlackVol: true,
  parameters: [VOL],
  value: (market, parameters) => inverse({ ...market, vol: given(parameters, 'vol') }),
}

const lelandModel = (side: 'writer' | 'holder'): OptionModel => ({
  name: side === 'writer' ? 'leland' : 'leland-holder',
  meaning: `what an option is worth to its ${side}, who hedges it at a cost`,
  underlying: 'spot',
  settlement: 'currency',
  hasBlackVol: false,
  parameters: [
    VOL,
    { name: 'cost', meaning: 'what one trade of the hedge loses, as a share of its notional' },
    { name: 'interval', meaning: 'years between two hedges' },
  ],
  value: (market, parameters) => {
    const hedging = { side, cost: given(parameters, 'cost'), interval: given(parameters, 'interval') }
    return leland({ ...market, vol: given(parameters, 'vol') }, hedging)
  },
})

/** Every model of one option by name. A new one is a line here. */
export const OPTION_MODELS: readonly OptionModel[] = [
  bsmModel,
  black76Model,
  inverseModel,
  lelandModel('writer'),
  lelandModel('holder'),
  ...TRANSFORM_MODELS,
]

/**
 * The model of a name.
 *
 * @throws PricingInputError for a name that is none, with those there are.
 */
export const optionModel = (name: string): OptionModel => {
  const model = OPTION_MODELS.find((each) => each.name === name)
  if (model !== undefined) return model
  const names = OPTION_MODELS.map((each) => each.name)
  throw new PricingInputError('model', name, names.join(', '), 'name one of them')
}

const requireAboveZero = (field: string, value: number, remedy: string): void => {
  if (!(value > 0)) throw new PricingInputError(field, value, 'a number above 0', remedy)
}

/**
 * Value of one living option by a model, all parameters checked: none missing, none that the model does not read.
 *
 * @throws PricingInputError for time ≤ 0, strike or vol ≤ 0, an unknown or missing parameter, and whatever the model refuses.
 */
export const valueOption = (model: OptionModel, market: OptionMarket, parameters: Parameters): OptionValue => {
  requireAboveZero('time', market.time, 'the option has expired and is worth its payoff; give the years that are left')
  requireAboveZero('strike', market.strike, 'give a strike in the unit of the spot')
  const vol = parameters.get('vol')
  if (vol !== undefined) requireAboveZero('vol', vol, 'give volatility per √year, 0.8 for 80 %')
  const { price, delta, gamma, vega, theta, rho } = model.value(market, filled(model, parameters))
  return { price, delta, gamma, vega, theta, rho }
}

/** The parameters that a model reads, each given or by its fallback. */
const filled = (model: OptionModel, parameters: Parameters): Parameters => {
  const names = model.parameters.map(({ name }) => name)
  for (const [name, value] of parameters)
    if (!names.includes(name))
      throw new PricingInputError(name, value, `${names.join(', ')} for ${model.name}`, 'leave it out')
  return new Map(
    model.parameters.map(({ name, meaning, fallback }) => {
      const value = parameters.get(name) ?? fallback
      if (value !== undefined) return [name, value] as const
      throw new PricingInputError(name, 'nothing', `a number: ${meaning}`, `${model.name} needs it`)
    }),
  )
}

/** What is known of one option: its value by a model, and the volatility that its traded price implies, where there is one. */
export type Appraisal = {
  readonly value: OptionValue
  /** The parameters that the value rests on, fallbacks and an implied `vol` included. */
  readonly parameters: Parameters
  readonly impliedVol: number | null
}

/**
 * Values an option that may trade at a price (in the unit in which its model settles). Without a `vol`, a model
 * of Black's kind takes the implied one.
 *
 * @throws PricingInputError as `valueOption` and `bsmImpliedVol` do, and for a price at its lower bound from which alone a
 * volatility is to be told.
 */
export const appraiseOption = (
  model: OptionModel,
  market: OptionMarket,
  parameters: Parameters,
  tradedAt: number | null,
): Appraisal => {
  const impliedVol = tradedAt === null ? null : impliedVolOf(model, market, tradedAt)
  const takesImplied = impliedVol !== null && model.hasBlackVol && !parameters.has('vol')
  if (takesImplied && impliedVol === 0)
    throw new PricingInputError(
      'price',
      tradedAt ?? 0,
      'above its lower bound',
      'it implies no volatility; give vol too',
    )
  const known = takesImplied ? new Map([...parameters, ['vol', impliedVol]]) : parameters
  return { value: valueOption(model, market, known), parameters: filled(model, known), impliedVol }
}

const impliedVolOf = ({ underlying, settlement }: OptionModel, market: OptionMarket, tradedAt: number): number => {
  const price = settlement === 'coin' ? tradedAt * market.spot : tradedAt
  return bsmImpliedVol({ ...market, price, dividend: underlying === 'future' ? market.rate : market.dividend })
}

/** The same value as a desk says it: vega per vol point, theta a day, rho per percentage point. */
export const inDeskUnits = (value: OptionValue): OptionValue => ({
  ...value,
  vega: value.vega === null ? null : value.vega / 100,
  theta: value.theta === null ? null : value.theta / DAYS_PER_YEAR,
  rho: value.rho === null ? null : value.rho / 100,
})
