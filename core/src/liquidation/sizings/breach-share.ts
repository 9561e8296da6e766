import { divide, formatRatio, greatest, ratio, RATIO_ONE, type Ratio } from '../../units/index.ts'
import type { Measure } from '../../margin/index.ts'
import { bisectInteger } from '../../math/index.ts'
import { numeraireAtoms } from '../numeraire-unit.ts'
import { decimal, decimalIn, outside, schemaOf, ZERO } from '../parameters.ts'
import { legsNotional } from '../positions.ts'
import type { SizingStrategy } from '../types.ts'

/**
 * How far an account has fallen through a level, as the share of its positions that is closed: nothing at the level, all without equity.
 *
 *   share = 1 - (E/M) / level, within [0, 1], rounded up
 *
 * @source docs/policies/ftx-incremental.md, eq. 3
 */
export const breachShare = ({ equity, requirement }: Measure, level: Ratio): Ratio => {
  const whole = level * requirement
  if (whole <= 0n || equity <= 0n) return RATIO_ONE
  return ratio(greatest(0n, divide((whole - equity * RATIO_ONE) * RATIO_ONE, whole, 'up')))
}

/** `breachShare` of the direction in steps, rounded up, but no less than a notional where there is as much; nothing at or above the level. */
export const breachShareSizing: SizingStrategy = {
  name: 'breach-share',
  formula: 'x = 1 - (E/M)/level, at least min(floor, N)',
  schema: schemaOf({
    level: decimal('multiple of the maintenance requirement at which nothing is closed, above 0'),
    floor: decimal('notional that is closed at least, in units of the numeraire'),
  }),
  check: (parameters) => outside(parameters, 'level', { above: ZERO }, 'give a multiple such as 0.5'),
  create: (parameters) => {
    const level = decimalIn(parameters, 'level')
    return (view, path) => {
      const share = breachShare(view.maintenance, level)
      const floor = numeraireAtoms(view.rules, decimalIn(parameters, 'floor'))
      const reaches = (step: bigint): boolean => legsNotional(view, path.at(step)) >= floor
      const least = bisectInteger(0n, path.steps, reaches) ?? path.steps
      const step = share === 0n ? 0n : greatest(least, divide(path.steps * share, RATIO_ONE, 'up'))
      return { step, facts: { share: formatRatio(share), floorAtoms: String(floor) }, reachable: true }
    }
  },
}
