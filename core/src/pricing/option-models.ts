import { black76 } from './black76.ts'
import { bsm } from './bsm.ts'
import { inverse } from './inverse.ts'
import { leland } from './leland.ts'
import type { OptionMarket, OptionModel, OptionParameter, OptionValue } from './option-model.ts'
import { PricingInputError, requireWithin } from './pricing-input-error.ts'

const VOL: OptionParameter = { name: 'vol', meaning: 'volatility per √year, 0.8 for 80 %' }

type Parameters = ReadonlyMap<string, number>

/** A parameter that `valueOption` has seen to be there. */
const given = (parameters: Parameters, name: string): number => parameters.get(name) ?? Number.NaN

const bsmModel: OptionModel = {
  name: 'bsm',
  meaning: 'Black-Scholes-Merton on a spot with carry',
  underlying: 'spot',
  settlement: 'currency',
  parameters: [VOL],
  value: (market, parameters) => bsm({ ...market, vol: given(parameters, 'vol') }),
}

const black76Model: OptionModel = {
  name: 'black76',
  meaning: 'Black-76 on a future',
  underlying: 'future',
  settlement: 'currency',
  parameters: [VOL],
  value: ({ spot, ...market }, parameters) => black76({ ...market, forward: spot, vol: given(parameters, 'vol') }),
}

const inverseModel: OptionModel = {
  name: 'inverse',
  meaning: 'coin-settled: price and Greeks in coins, delta premium-adjusted',
  underlying: 'spot',
  settlement: 'coin',
  parameters: [VOL],
  value: (market, parameters) => inverse({ ...market, vol: given(parameters, 'vol') }),
}

const lelandModel = (side: 'writer' | 'holder'): OptionModel => ({
  name: side === 'writer' ? 'leland' : 'leland-holder',
  meaning: `what an option is worth to its ${side}, who hedges it at a cost`,
  underlying: 'spot',
  settlement: 'currency',
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

const EXPIRED = 'the option has expired, it is worth its payoff; give the years that are left'

/**
 * Value of one living option by a model, all parameters checked: none missing, none that the model does not read.
 *
 * @throws PricingInputError for time ≤ 0, strike or vol ≤ 0, an unknown or missing parameter, and whatever the model refuses.
 */
export const valueOption = (model: OptionModel, market: OptionMarket, parameters: Parameters): OptionValue => {
  requireWithin('time', market.time, { min: Number.MIN_VALUE, max: 1000 }, EXPIRED)
  requireWithin('strike', market.strike, { min: Number.MIN_VALUE, max: 1e70 }, 'give a strike above 0')
  const vol = parameters.get('vol')
  if (vol !== undefined) requireWithin('vol', vol, { min: Number.MIN_VALUE, max: 1000 }, 'give a volatility above 0')
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
