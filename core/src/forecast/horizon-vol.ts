import { sviVariance, type SviSlice } from '../pricing/index.ts'
import { ForecastInputError, requireBetween } from './forecast-input-error.ts'

/** A smile of one expiry, time in years. */
export type DatedSmile = { readonly time: number; readonly slice: SviSlice }

/**
 * Volatility at the money that a surface implies from now to a horizon [years]: total variance at the forward, linear in time between
 * expiries, in proportion to time before the first one and beyond the last.
 *
 * @throws ForecastInputError for no smile, a time or horizon outside 1e-9 to 1000 years, or a smile without variance at the forward.
 * @source docs/models/liquidation-risk.md, section "Accounts"
 */
export const horizonVol = (smiles: readonly DatedSmile[], horizon: number): number => {
  const bounds = { min: 1e-9, max: 1000 }
  requireBetween('horizon', horizon, bounds, 'give years')
  const known = smiles.map(({ time, slice }) => {
    requireBetween('time', time, bounds, 'give years to expiry')
    const variance = sviVariance(slice, 0)
    requireBetween('variance', variance, { min: 1e-12, max: 1e6 }, 'give a smile with variance at the forward')
    return { time, variance }
  })
  const inOrder = known.toSorted((a, b) => a.time - b.time)
  const after = inOrder.find(({ time }) => time >= horizon) ?? inOrder.at(-1)
  if (after === undefined)
    throw new ForecastInputError('smiles', 'none', 'at least one', 'fit a surface with an expiry that is not refused')
  const before = inOrder.findLast(({ time }) => time < Math.min(horizon, after.time)) ?? { time: 0, variance: 0 }
  if (horizon >= after.time) return Math.sqrt(after.variance / after.time)
  const share = (horizon - before.time) / (after.time - before.time)
  return Math.sqrt((before.variance + share * (after.variance - before.variance)) / horizon)
}
