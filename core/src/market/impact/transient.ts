import { exp } from '../../math/index.ts'
import { requireFinite, requireNotNegative, requirePositive } from './parameter-error.ts'

/** How far forced flow has moved a price, as logarithmic displacement [1]: < 0 is down. Plain data, part of a run's state. */
export interface Displacement {
  readonly permanent: number
  /** The part that fades. */
  readonly transient: number
}

/** Logarithmic displacement per unit of (signed size / volume of the same unit), each ≥ 0. */
export interface ReactionParameters {
  readonly permanent: number
  readonly transient: number
}

/** No displacement. */
export const NO_DISPLACEMENT: Displacement = { permanent: 0, transient: 0 }

/**
 * The displacement after `dt` without flow: the transient part falls by half in every half-life, the permanent part stays.
 *
 *   transient(t + dt) = transient(t) · exp(-ln 2 · dt / halfLife)
 *
 * dt and halfLife in one unit of time; dt ≥ 0, halfLife > 0.
 * @throws ImpactError for NaN, infinities, negatives and a half-life that is not above 0.
 * @source Obizhaeva & Wang 2013; docs/models/impact.md, eq. 4
 */
export const decay = (state: Displacement, dt: number, halfLife: number): Displacement => {
  requireNotNegative('dt', dt)
  requirePositive('halfLife', halfLife)
  return { permanent: state.permanent, transient: state.transient * exp((-Math.LN2 * dt) / halfLife) }
}

/**
 * The displacement after flow of `signedShare` = signed size / volume: buys are > 0. Both parts are linear in size, so
 * that a round trip earns nothing (Huberman & Stanzl 2004) and cutting one order in two changes nothing.
 *
 * @throws ImpactError for NaN, infinities and negative parameters.
 */
export const push = (state: Displacement, signedShare: number, parameters: ReactionParameters): Displacement => {
  requireFinite('signedShare', signedShare)
  requireNotNegative('permanent', parameters.permanent)
  requireNotNegative('transient', parameters.transient)
  return {
    permanent: state.permanent + parameters.permanent * signedShare,
    transient: state.transient + parameters.transient * signedShare,
  }
}

/** Factor on the undisturbed price, exp(permanent + transient), above 0 whatever was sold. */
export const priceFactor = (state: Displacement): number => exp(state.permanent + state.transient)
