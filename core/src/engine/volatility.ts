import { approx, quantize, ratio, RATIO_ONE, type Ratio } from '../units/index.ts'
import { log } from '../math/index.ts'
import { decayOfHalfLife, ewmaStep } from '../forecast/index.ts'
import type { Mark } from '../marks/index.ts'
import type { MarkVolatility } from './types.ts'
import { venueOf, type State } from './state.ts'

/** After this time a squared return of a mark counts half. */
export const VOLATILITY_HALF_LIFE_MS = 3_600_000

const YEAR_MS = 365 * 86_400_000
/** Returns beyond this, per √year, are held there: the forecast refuses larger ones. */
const RETURN_MAX = 1e6

/**
 * Annual volatility of every mark that was judged anew, from its log return since it was last judged fine; the first return
 * begins the average. A mark in doubt tells nothing.
 *
 *   σ' = √(λσ² + (1 − λ)r²/Δ)     λ = 2^(−Δ/half-life)
 *
 * r log return · Δ time since the last fine mark [years]
 *
 * @returns null where no policy of the venue remembers it.
 * @source docs/models/asymptotic-curve.md, eq. 5; docs/models/volatility.md, eq. 1
 */
export const volatilitiesAt = (state: State, marks: readonly Mark[]): readonly MarkVolatility[] | null =>
  venueOf(state).keepsVolatility
    ? marks.flatMap((mark) => {
        const volatility = volatilityAt(state, mark)
        return volatility === null ? [] : [{ instrument: mark.instrument, volatility }]
      })
    : null

const volatilityAt = (state: State, mark: Mark): Ratio | null => {
  const before = state.marks.get(mark.instrument)
  if (before === undefined || mark.time <= before.time) return null
  const span = mark.time - before.time
  const perYear = log(approx(mark.price) / approx(before.price)) / Math.sqrt(span / YEAR_MS)
  const lastReturn = Math.min(RETURN_MAX, Math.max(-RETURN_MAX, perYear))
  const known = state.volatilities.get(mark.instrument)
  const decay = known === undefined ? 0 : decayOfHalfLife(Math.max(1e-3, VOLATILITY_HALF_LIFE_MS / span))
  const vol = known === undefined ? 0 : approx(known) / approx(RATIO_ONE)
  return ratio(quantize(ewmaStep({ decay, vol, lastReturn }) * approx(RATIO_ONE), 'down'))
}
