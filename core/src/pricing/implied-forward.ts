import { log } from '../math/index.ts'

/** A call and a put of one strike, prices in coin: what their difference is, and by how much quotes leave it open. */
export type ParityPair = {
  readonly strike: number
  readonly difference: number // call less put, mid, coin
  readonly error: number // half the sum of their spreads, coin, > 0
}

/** A forward price with the standard error of its estimate, quote currency. */
export type ForwardEstimate = { readonly forward: number; readonly error: number; readonly pairs: number }

const PAIRS_MIN = 3
const ROUNDS = 8
const HUBER = 1.5 // errors beyond which a pair loses weight

/**
 * Forward from put-call parity of coin-settled options, C − P = 1 − K/F: each pair tells 1/F = (1 − C + P)/K; their mean is weighted by
 * 1/error² and, beyond 1.5 errors from it, by that distance (Huber), so that a stale quote does not pull. The standard error
 * never falls under what the scatter of the pairs says. Null where fewer than three pairs are there, or parity gives no price above 0.
 *
 * @source docs/models/surfaces.md, eq. 10; Huber, Annals of Mathematical Statistics 35 (1964) 73
 */
export const parityForward = (pairs: readonly ParityPair[]): ForwardEstimate | null => {
  if (pairs.length < PAIRS_MIN) return null
  const points = pairs.map(({ strike, difference, error }) => ({
    value: (1 - difference) / strike,
    error: error / strike,
  }))
  let mean = points.map(({ value }) => value).toSorted((a, b) => a - b)[points.length >> 1] ?? NaN
  let [weights, scatter] = [0, 0]
  for (let round = 0; round < ROUNDS; round += 1) {
    let sum = 0
    const centre = mean
    weights = 0
    scatter = 0
    for (const { value, error } of points) {
      const distance = Math.abs(value - centre) / error
      const weight = (distance > HUBER ? HUBER / distance : 1) / (error * error)
      sum += weight * value
      weights += weight
      scatter += weight * (value - centre) * (value - centre)
    }
    mean = sum / weights
  }
  if (!(mean > 0)) return null
  const variance = Math.max(1, scatter / (points.length - 1)) / weights
  return { forward: 1 / mean, error: Math.sqrt(variance) / (mean * mean), pairs: pairs.length }
}

/** What a dated future says: its price, and how far rows of one snapshot differ. */
export type FutureQuote = { readonly price: number; readonly error: number }

/** The forward of an expiry, and where it came from. */
export type ImpliedForward =
  | {
      readonly kind: 'found'
      readonly source: 'parity' | 'future' | 'both'
      readonly forward: number
      readonly error: number
      /** Of parity from the future, in bp; null without both. */
      readonly gapBps: number | null
    }
  | { readonly kind: 'missing' }

/** Parity and future weighted by 1/error²; either alone where the other is missing. */
export const impliedForward = (parity: ForwardEstimate | null, future: FutureQuote | null): ImpliedForward => {
  if (parity === null && future === null) return { kind: 'missing' }
  if (future === null || parity === null) {
    const [forward, error] =
      parity === null ? [future?.price ?? NaN, future?.error ?? NaN] : [parity.forward, parity.error]
    return { kind: 'found', source: parity === null ? 'future' : 'parity', forward, error, gapBps: null }
  }
  const [one, other] = [1 / (parity.error * parity.error), 1 / (future.error * future.error)]
  const forward = (one * parity.forward + other * future.price) / (one + other)
  const gapBps = 1e4 * (parity.forward / future.price - 1)
  return { kind: 'found', source: 'both', forward, error: Math.sqrt(1 / (one + other)), gapBps }
}

/** Carry per year that a forward implies over an index, ln(F/S)/T. */
export const impliedCarry = (forward: number, index: number, time: number): number => log(forward / index) / time
