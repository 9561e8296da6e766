import { black76Price, sviScaled, sviVol, type SviSlice } from '@ebbline/core'
import type { ChainExpiry, ChainQuote, ChainSnapshot } from '../importers/index.ts'

/** 2026-01-01 08:00 UTC. */
export const START_MS = 1_767_254_400_000
export const DAY_MS = 86_400_000

/** A made-up smile of a year; nearer ones are its share by time. */
export const YEAR_SMILE: SviSlice = { a: 0.1, b: 0.25, rho: -0.25, m: 0.1, sigma: 0.6 }

const SHARES = [0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1, 1.05, 1.1, 1.2, 1.35, 1.5, 1.7]

/** How an expiry is quoted: days to it, its forward, volatility around the smile, and how many strikes. */
export interface MadeExpiry {
  readonly days: number
  readonly forward: number
  readonly times?: number
  readonly strikes?: number
}

/** Calls and puts of an expiry on a smile, a vol point to either side, in coin. */
export const madeExpiry = (
  { days, forward, times = 1, strikes = SHARES.length }: MadeExpiry,
  nowMs: number,
): ChainExpiry => {
  const time = days / 365
  const slice = sviScaled(YEAR_SMILE, time * times)
  const quotes = SHARES.slice(0, strikes).flatMap((share) =>
    (['call', 'put'] as const).map((kind): ChainQuote => {
      const strike = 100_000 * share
      const vol = sviVol(slice, Math.log(strike / forward), time)
      const coin = (at: number): number => black76Price({ kind, forward, strike, time, vol: at, rate: 0 }) / forward
      return { kind, strike, bid: coin(vol - 0.01), ask: coin(vol + 0.01), markVol: vol, forward }
    }),
  )
  return { expiryMs: nowMs + days * DAY_MS, quotes }
}

/** A snapshot of some expiries. */
export const madeSnapshot = (expiries: readonly MadeExpiry[], timeMs: number = START_MS): ChainSnapshot => ({
  timeMs,
  index: 100_000,
  expiries: expiries.map((one) => madeExpiry(one, timeMs)),
})
