import { black76Price, sviVol } from '@ebbline/core'

/** 2026-01-01 08:00 UTC. */
export const CHAIN_START_MS = 1_767_254_400_000
const DAY_MS = 86_400_000

const SLICE = { a: 0.1, b: 0.25, rho: -0.25, m: 0.1, sigma: 0.6 }
const HEADER = 'ts_ms,instrument,type,strike,expiry_ms,bid,ask,forward,index'
const EXPIRY_MS = CHAIN_START_MS + 60 * DAY_MS

/** One expiry quoted a vol point around a made-up smile, as a file of a chain: one snapshot a day. */
export const chainCsv = (coin: string, snapshots: number, strikes: readonly number[] = STRIKES): string => {
  const rows = Array.from({ length: snapshots }, (_, day) =>
    strikes.flatMap((strike) =>
      (['call', 'put'] as const).map((kind) => row(coin, kind, strike, CHAIN_START_MS + day * DAY_MS)),
    ),
  )
  return `${[HEADER, ...rows.flat()].join('\n')}\n`
}

const STRIKES = [60, 70, 80, 90, 95, 100, 105, 110, 120, 140, 170]

const row = (coin: string, kind: 'call' | 'put', strike: number, timeMs: number): string => {
  const time = (EXPIRY_MS - timeMs) / (365 * DAY_MS)
  const vol = sviVol(SLICE, Math.log(strike / 100), 1)
  const price = (at: number): number => black76Price({ kind, forward: 100, strike, time, vol: at, rate: 0 }) / 100
  const letter = kind === 'call' ? 'C' : 'P'
  const [bid, ask] = [price(vol - 0.01), price(vol + 0.01)].map((value) => value.toFixed(12))
  return [timeMs, `${coin}-2MAR26-${strike}-${letter}`, letter, strike, EXPIRY_MS, bid, ask, 100, 99].join(',')
}
