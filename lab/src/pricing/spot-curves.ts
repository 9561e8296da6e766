import {
  math,
  PricingInputError,
  valueOption,
  type OptionMarket,
  type OptionModel,
  type OptionValue,
} from '@ebbline/core'

/** An option as it was valued: its market, model, parameters and value. */
export interface ValuedOption {
  readonly name: string
  readonly model: OptionModel
  readonly market: OptionMarket
  readonly parameters: ReadonlyMap<string, number>
  readonly value: OptionValue
  /** Volatility that the price it trades at implies; null where no price was given. */
  readonly impliedVol: number | null
  /** What it trades at, or null. */
  readonly tradedAt: number | null
}

/** Value of an option at one price of its underlying; null where the model refuses that price. */
export interface SpotPoint {
  readonly spot: number
  readonly value: OptionValue | null
}

const POINTS = 121
const REACH = 2.5
const WIDTH_MIN = 0.05
const WIDTH_MAX = 0.5

/** Value of an option over prices of its underlying from below spot and strike to above both, all else standing still. */
export const spotCurve = ({ model, market, parameters }: ValuedOption): readonly SpotPoint[] => {
  const spread = (parameters.get('vol') ?? 0.6) * Math.sqrt(market.time)
  const width = REACH * Math.min(WIDTH_MAX, Math.max(WIDTH_MIN, spread))
  const low = Math.min(market.spot, market.strike) * math.exp(-width)
  const high = Math.max(market.spot, market.strike) * math.exp(width)
  return Array.from({ length: POINTS }, (_, at) => {
    const spot = low + ((high - low) * at) / (POINTS - 1)
    return { spot, value: valueAt(model, { ...market, spot }, parameters) }
  })
}

const valueAt = (
  model: OptionModel,
  market: OptionMarket,
  parameters: ReadonlyMap<string, number>,
): OptionValue | null => {
  try {
    return valueOption(model, market, parameters)
  } catch (error) {
    if (error instanceof PricingInputError) return null
    throw error
  }
}
