import { divide, least, ratio, type Ratio } from '../units/index.ts'
import type { TimeMs } from '../market/index.ts'
import type { PenaltyAccrual } from './types.ts'

/**
 * What has built up until now, and the rate at which it builds up from now on. Between two looks at an account the rate is that of
 * the earlier one, so a look at which nothing changed changes nothing.
 */
export const accrue = (accrual: PenaltyAccrual | undefined, time: TimeMs, rate: Ratio): PenaltyAccrual =>
  accrual !== undefined && accrual.rate === rate ? accrual : { time, rate, area: areaAt(accrual, time) }

/**
 * The penalty that has built up, as a share of notional:
 *
 *   ⌈(1/per) Σ rate_i · (t_i+1 - t_i)⌉, at most `most`     per, t [ms]
 *
 * @source docs/models/penalties.md, eq. 4
 */
export const accruedRate = (
  accrual: PenaltyAccrual | undefined,
  time: TimeMs,
  { per, most }: { readonly per: TimeMs; readonly most: Ratio },
): Ratio => ratio(least(most, divide(areaAt(accrual, time), BigInt(per), 'up')))

const areaAt = (accrual: PenaltyAccrual | undefined, time: TimeMs): Ratio =>
  accrual === undefined ? ratio(0n) : ratio(accrual.area + accrual.rate * BigInt(time - accrual.time))
