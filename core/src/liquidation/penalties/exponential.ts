import { approx, quantize, ratio, RATIO_ONE, type Ratio } from '../../units/index.ts'
import { expm1 } from '../../math/index.ts'
import { breachDepth } from '../breach-depth.ts'
import { choice, decimal, decimalIn, decimalOr, ONE, outside, schemaOf, textIn, ZERO } from '../parameters.ts'
import type { LiquidationView, Parameters, ParameterShape, PenaltyStrategy, Problem } from '../types.ts'

/** Parameters of a penalty that grows exponentially with the breach. */
export const EXPONENTIAL_SHAPE: Readonly<Record<string, ParameterShape>> = {
  scale: decimal('p0, share of the closed notional, above 0, at most 1'),
  growth: decimal('γ, per multiple of the maintenance requirement, above 0, at most 50'),
  most: decimal('share that is never exceeded, above 0, at most 1'),
  from: decimal('level of health, as a multiple of the maintenance requirement, where the breach begins; absent = 1'),
  cap: choice('where the penalty stops', ['equity', 'none']),
}

/**
 * A share of the closed notional that grows exponentially with the breach:
 *
 *   p(d) = min(most, p0 (exp(γ d) - 1))
 *
 * d depth of the breach below `from` [multiples of the maintenance requirement] · p0 `scale` · γ `growth`. It starts at nothing, so
 * that a breach caught at once costs nothing extra.
 *
 * @source docs/models/penalties.md, eq. 3
 */
export const exponentialPenalty: PenaltyStrategy = {
  name: 'exponential',
  formula: 'p = min(most, scale · (exp(growth · max(0, from - E/M)) - 1)) of the closed notional',
  schema: schemaOf(EXPONENTIAL_SHAPE, ['from']),
  check: (parameters) => exponentialProblems(parameters),
  create: (parameters) => {
    const cap = textIn(parameters, 'cap') === 'none' ? 'none' : 'equity'
    const rate = exponentialNow(parameters)
    return (view) => ({ rate: rate(view), base: 'notional', cap })
  },
}

/** What is wrong with the parameters of a penalty that grows exponentially. */
export const exponentialProblems = (parameters: Parameters): readonly Problem[] => [
  ...outside(parameters, 'scale', { above: ZERO, atMost: ONE }, 'give a share such as 0.002'),
  ...outside(parameters, 'growth', { above: ZERO, atMost: STEEPEST }, 'give an exponent such as 3'),
  ...outside(parameters, 'most', { above: ZERO, atMost: ONE }, 'give a share such as 0.05'),
  ...outside(parameters, 'from', { above: ZERO }, 'begin where there is still equity'),
]

const STEEPEST = ratio(50n * RATIO_ONE)

/** The penalty of the moment, by checked parameters. */
export const exponentialNow = (parameters: Parameters): ((view: LiquidationView) => Ratio) => {
  const from = decimalOr(parameters, 'from', ONE)
  const curve = {
    scale: approx(decimalIn(parameters, 'scale')) / UNIT,
    growth: approx(decimalIn(parameters, 'growth')) / UNIT,
    most: decimalIn(parameters, 'most'),
  }
  return (view) => exponentialRate(breachDepth(view, from), curve)
}

const UNIT = approx(RATIO_ONE)

/** ⌈min(most, p0 (exp(γ d) - 1))⌉ at 1e-18, d at 1e-18. */
export const exponentialRate = (
  depth: Ratio,
  { scale, growth, most }: { readonly scale: number; readonly growth: number; readonly most: Ratio },
): Ratio => {
  const rate = scale * expm1((growth * approx(depth)) / UNIT) * UNIT
  return rate >= approx(most) ? most : ratio(quantize(rate, 'up'))
}
