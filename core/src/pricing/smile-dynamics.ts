import { log, normalCdf, normalPdf } from '../math/index.ts'
import { PRICE_BOUNDS, type OptionKind } from './european-terms.ts'
import { requireWithin } from './pricing-input-error.ts'
import { sviJet, type SviSlice } from './svi.ts'

/** What a smile does when the forward moves: volatility stays with the strike, or with the log strike. */
export type SmileDynamics = 'sticky-strike' | 'sticky-delta'

/**
 * The slice after the forward went from one price to another. Sticky delta leaves it as a function of ln(K/F); sticky strike shifts
 * it so that every strike keeps its volatility, m′ = m − ln(F′/F).
 *
 * @throws PricingInputError for a forward outside 1e-70 to 1e70.
 */
export const movedSmile = (
  slice: SviSlice,
  dynamics: SmileDynamics,
  forward: { readonly from: number; readonly to: number },
): SviSlice => {
  requireWithin('forward', forward.from, PRICE_BOUNDS, 'give the price of the future before')
  requireWithin('forward', forward.to, PRICE_BOUNDS, 'give the price of the future after')
  return dynamics === 'sticky-delta' ? slice : { ...slice, m: slice.m - log(forward.to / forward.from) }
}

/**
 * Delta to the forward of an undiscounted option at log strike k: Black's under sticky strike; under sticky delta the smile slides
 * along, which adds −φ(d₁)·∂√w/∂k.
 *
 * @source docs/models/surfaces.md, eq. 9
 */
export const smileDelta = (slice: SviSlice, kind: OptionKind, k: number, dynamics: SmileDynamics): number => {
  const { w, slope } = sviJet(slice, k)
  const root = Math.sqrt(w)
  const d1 = -k / root + 0.5 * root
  const black = kind === 'call' ? normalCdf(d1) : -normalCdf(-d1)
  return dynamics === 'sticky-strike' ? black : black - (normalPdf(d1) * slope) / (2 * root)
}
