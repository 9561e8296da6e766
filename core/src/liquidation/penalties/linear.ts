import { applyRatio, atoms, least, ratio, type Ratio } from '../../units/index.ts'
import { breachDepth } from '../breach-depth.ts'
import { choice, decimal, decimalIn, decimalOr, ONE, outside, schemaOf, textIn } from '../parameters.ts'
import type { PenaltyStrategy } from '../types.ts'

/**
 * A share of the closed notional that grows with the breach:
 *
 *   p = min(most, base + slope · d)
 *
 * d depth of the breach below `from` [multiples of the maintenance requirement].
 *
 * @source docs/models/penalties.md, eq. 2
 */
export const linearPenalty: PenaltyStrategy = {
  name: 'linear',
  formula: 'min(most, base + slope × d) × |x|·P, d depth of the breach below `from` in multiples of M',
  schema: schemaOf(
    {
      base: decimal('share of the closed notional at the start of a breach'),
      slope: decimal('share added per multiple of the maintenance requirement that is missing'),
      most: decimal('share that is never exceeded, at most 1'),
      from: decimal(
        'level of health, as a multiple of the maintenance requirement, where the breach begins; absent = 1',
      ),
      cap: choice('where the penalty stops', ['equity', 'none']),
    },
    ['from'],
  ),
  check: (parameters) => [
    ...outside(parameters, 'most', { atMost: ONE }, 'give a share such as 0.05'),
    ...outside(parameters, 'base', { atMost: decimalIn(parameters, 'most') }, 'start at or below `most`'),
  ],
  create: (parameters) => {
    const cap = textIn(parameters, 'cap') === 'none' ? 'none' : 'equity'
    const from = decimalOr(parameters, 'from', ONE)
    const terms = {
      base: decimalIn(parameters, 'base'),
      slope: decimalIn(parameters, 'slope'),
      most: decimalIn(parameters, 'most'),
    }
    return (view) => ({ rate: linearRate(breachDepth(view, from), terms), base: 'notional', cap })
  },
}

/** ⌈min(most, base + slope · d)⌉ at 1e-18. */
export const linearRate = (
  depth: Ratio,
  { base, slope, most }: { readonly base: Ratio; readonly slope: Ratio; readonly most: Ratio },
): Ratio => ratio(least(most, base + applyRatio(atoms(depth), slope, 'up')))
