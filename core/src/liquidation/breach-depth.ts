import { greatest, mulDiv, ratio, RATIO_ONE, type Ratio } from '../units/index.ts'
import type { LiquidationView } from './types.ts'

/**
 * How far health lies under a level:
 *
 *   d = max(0, level - equity / requirement)
 *
 * @returns multiples of the maintenance requirement, 1e-18, rounded up; 0 without a requirement.
 * @source docs/models/penalties.md, eq. 1
 */
export const breachDepth = ({ maintenance }: LiquidationView, level: Ratio): Ratio => {
  const { equity, requirement } = maintenance
  if (requirement === 0n) return ratio(0n)
  return ratio(greatest(0n, level - mulDiv(equity, RATIO_ONE, requirement, 'down')))
}
