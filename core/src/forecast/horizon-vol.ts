import { surfaceVariance, sviVariance, type SurfaceSlice } from '../pricing/index.ts'
import { ForecastInputError, requireBetween } from './forecast-input-error.ts'

const TIME = { min: 1e-9, max: 1000 }
const VARIANCE = { min: 1e-12, max: 1e6 }

/**
 * Volatility at the money that a surface implies from now to a horizon [years]: the root of its total variance at the forward over the
 * horizon. Smiles may come in any order.
 *
 * @throws ForecastInputError for no smile, a time or horizon outside 1e-9 to 1000 years, or a smile without variance at the forward.
 * @source docs/models/surfaces.md, eq. 13
 */
export const horizonVol = (smiles: readonly SurfaceSlice[], horizon: number): number => {
  requireBetween('horizon', horizon, TIME, 'give years')
  if (smiles.length === 0)
    throw new ForecastInputError('smiles', 'none', 'at least one', 'fit a surface with an expiry that is not refused')
  for (const { time, slice } of smiles) {
    requireBetween('time', time, TIME, 'give years to expiry')
    requireBetween('variance', sviVariance(slice, 0), VARIANCE, 'give a smile with variance at the forward')
  }
  const surface = smiles.toSorted((one, other) => one.time - other.time)
  return Math.sqrt(surfaceVariance(surface, 0, horizon) / horizon)
}
