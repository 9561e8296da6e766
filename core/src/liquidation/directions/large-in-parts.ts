import { divide, least, lots, magnitude, RATIO_ONE } from '../../units/index.ts'
import { decimal, decimalIn, ONE, outside, schemaOf, ZERO } from '../parameters.ts'
import { closableLegs, proportionalPath } from '../path.ts'
import { quoteNotional } from '../positions.ts'
import { sizeIn } from '../../accounts/index.ts'
import type { DirectionStrategy } from '../types.ts'

/**
 * Every position by its own size: one above a notional by a share of it, rounded up to a lot, any other whole.
 */
export const largeInParts: DirectionStrategy = {
  name: 'large-in-parts',
  formula: 'x = ⌈share·|q|⌉ where |q|·P > notional, else |q|',
  schema: schemaOf({
    notional: decimal('notional of a position, in units of its quote asset, above which it is large'),
    share: decimal('share of a large position that is closed, above 0, at most 1'),
  }),
  check: (parameters) => outside(parameters, 'share', { above: ZERO, atMost: ONE }, 'give a share such as 0.2'),
  create: (parameters) => {
    const [notional, share] = [decimalIn(parameters, 'notional'), decimalIn(parameters, 'share')]
    return (view) => {
      const legs = closableLegs(view).map((leg) => {
        const size = sizeIn(view.account, leg.instrument)
        if (quoteNotional(view, { instrument: leg.instrument, size }) <= notional) return leg
        const part = least(magnitude(leg.size), divide(magnitude(size) * share, RATIO_ONE, 'up'))
        return { ...leg, size: lots(leg.size > 0n ? part : -part) }
      })
      return proportionalPath(legs, { legs: legs.map((leg) => leg.instrument).join(' ') })
    }
  },
}
