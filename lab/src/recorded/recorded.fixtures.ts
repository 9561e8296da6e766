import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RecordedScenario, RecordedSeries, Scenario } from '@ebbline/wire'
import type { FittedReaction } from '../fit/fitted-reaction.ts'

const MINUTE = 60_000

/** Midnight, from which the made-up tapes of tests run. */
export const START: number = Date.UTC(2024, 0, 2)

/** Five hours of lead before the run. */
const LEAD_MINUTES = 300

/** Four hours of run and a bit after it. */
const RUN_MINUTES = 270

/** A made-up bar: open time [minutes from START], open, high, low, close, volume. */
export type MadeBar = readonly [minute: number, open: number, high: number, low: number, close: number, volume: number]

/** Bars of `step` minutes that fall by half over the run in a wobble; each bar follows from its number alone. */
export const fallingBars = (start: number, step: number, phase: number): readonly MadeBar[] =>
  Array.from({ length: Math.floor((LEAD_MINUTES + RUN_MINUTES) / step) }, (_, at): MadeBar => {
    const minute = at * step - LEAD_MINUTES
    const level = (at_: number): number =>
      start * (1 - 0.5 * Math.max(0, at_ / RUN_MINUTES)) * (1 + 0.004 * Math.sin((at_ / step) * 0.9 + phase))
    const [open, close] = [level(minute), level(minute + step)]
    const [high, low] = [Math.max(open, close) * 1.002, Math.min(open, close) * 0.997]
    return [minute, open, high, low, close, 40 + ((at * 7) % 11)]
  })

/** A table of candles, prices with two decimals. */
export const candles = (bars: readonly MadeBar[]): string =>
  `ts_ms,open,high,low,close,volume\n${bars
    .map(([minute, ...prices]) => [START + minute * MINUTE, ...prices.map((price) => price.toFixed(2))].join(','))
    .join('\n')}\n`

const TIERS = `symbol,tier,settle,min_notional,max_notional,maint_margin_rate,max_leverage,maint_amount_cum
BTC/USDT:USDT,1.0,USDT,0.0,50000.0,0.004,125.0,0.0
BTC/USDT:USDT,2.0,USDT,50000.0,500000.0,0.005,75.0,50.0
ETH/USDT:USDT,1.0,USDT,0.0,50000.0,0.005,100.0,0.0
`

const FUNDING = `symbol,ts_ms,rate
BTC,${START + 3_600_000},0.0003
BTC,${START + 7_200_000},-0.0001
ETH,${START + 3_600_000},0.9
`

const INTEREST = `date,symbol,long_liq_base,short_liq_base,open_interest_base,funding_rate_pct,close,volume,ratio
2023-12-31,ETHUSDT,1,1,700,0.01,2000,5000,
2024-01-01,ETHUSDT,1,1,900,0.01,2000,5000,
2024-01-02,ETHUSDT,1,1,1,0.01,2000,5000,
`

/** Files of a small data folder: BTC in one-minute bars with a hole, ETH in four-minute bars. */
export const madeFiles = (): ReadonlyMap<string, string> =>
  new Map([
    ['btc.csv', candles(fallingBars(40_000, 1, 0).filter(([minute]) => minute < 60 || minute >= 66))],
    ['eth.csv', candles(fallingBars(2_000, 4, 1))],
    ['tiers.csv', TIERS],
    ['funding.csv', FUNDING],
    ['interest.csv', INTEREST],
  ])

/** A data folder with these files, and how to remove it. */
export const dataFolder = (
  files: ReadonlyMap<string, string> = madeFiles(),
): { readonly root: string; readonly remove: () => void } => {
  const root = mkdtempSync(join(tmpdir(), 'ebb-tape-'))
  for (const [name, content] of files) writeFileSync(join(root, name), content)
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) }
}

const estimate = (value: number) => ({ value, low: value, high: value, n: 1, from: 'made up' })

/** A fit in round numbers: 1 % of a day's volume within 100 bp, half of it gone at four times the usual volatility. */
export const madeReaction: FittedReaction = {
  schema: 'ebbline.reaction/1',
  depth: [
    { bps: 10, shareOfDailyVolume: 0.002, low: 0.001, high: 0.003 },
    { bps: 100, shareOfDailyVolume: 0.01, low: 0.005, high: 0.02 },
  ],
  referenceDailyVolatility: estimate(0.03),
  volatilityExponent: estimate(-0.5),
  volatilityExponentStress: estimate(-0.5),
  calmVolatilityMax: estimate(0.06),
  refillHalfLifeSec: estimate(10),
  y: estimate(1),
  crossover: estimate(0.0001),
  permanentShare: estimate(0.5),
  transientHalfLifeSec: estimate(900),
  spreadBps: estimate(1),
  cost: { scale: estimate(0.2), sizeExponent: estimate(0.1), halfLifeSec: estimate(5), unseenScale: estimate(0.5) },
  provenance: { method: 'made up', date: '2024-01-01', datasets: [] },
  limits: [],
}

const series = (id: string, instrument: string, dataset: string): RecordedSeries => ({
  id,
  instrument,
  source: 'spot',
  dataset,
  symbol: null,
  prints: 'spot-trade',
})

const path: RecordedScenario['path'] = {
  kind: 'recorded',
  printOrder: 'nearer-first',
  from: '2024-01-01T19:00Z',
  to: '2024-01-02T04:20Z',
  series: [
    series('btc', 'BTC-PERP', 'btc.csv'),
    series('eth', 'ETH-PERP', 'eth.csv'),
    series('btc-spot', 'BTC/USDT', 'btc.csv'),
  ],
  stated: [],
  markets: [
    {
      instrument: 'BTC-PERP',
      price: 'btc',
      middle: 'btc',
      volume: 'btc',
      volumeMultiple: 2,
      openInterest: { kind: 'daily-volumes', count: 0.25 },
    },
    {
      instrument: 'ETH-PERP',
      price: 'eth',
      middle: 'eth',
      volume: 'eth',
      volumeMultiple: 1,
      openInterest: { kind: 'dataset', dataset: 'interest.csv', symbol: 'ETHUSDT' },
    },
    {
      instrument: 'BTC/USDT',
      price: 'btc-spot',
      middle: 'btc-spot',
      volume: null,
      volumeMultiple: 1,
      openInterest: null,
    },
  ],
  tiers: [
    { instrument: 'BTC-PERP', dataset: 'tiers.csv', symbol: 'BTC/USDT:USDT', share: 1 },
    { instrument: 'ETH-PERP', dataset: 'tiers.csv', symbol: 'ETH/USDT:USDT', share: 0.5 },
  ],
  funding: [{ instrument: 'BTC-PERP', dataset: 'funding.csv', symbol: 'BTC' }],
  assumptions: ['The perpetual trades at the price of its spot market.'],
  limits: ['The tape is made up.'],
}

const venue: Scenario['venue'] = {
  name: 'made-up',
  numeraire: 'USDT',
  assets: [
    { id: 'USDT', decimals: 6 },
    { id: 'BTC', decimals: 8 },
    { id: 'ETH', decimals: 18 },
  ],
  instruments: [
    { id: 'BTC-PERP', kind: 'linear-perpetual', base: 'BTC', quote: 'USDT', tickSize: '0.01', lotSize: '0.001' },
    { id: 'ETH-PERP', kind: 'linear-perpetual', base: 'ETH', quote: 'USDT', tickSize: '0.01', lotSize: '0.01' },
    { id: 'BTC/USDT', kind: 'spot', base: 'BTC', quote: 'USDT', tickSize: '0.01', lotSize: '0.00001' },
  ],
  tiers: [],
  collateral: [{ asset: 'BTC', spot: 'BTC/USDT', haircut: '0.05' }],
  takerFee: '0.0005',
  sources: [{ id: 'spot', weight: 1, lagBatches: 0, noiseBps: 0, passThrough: 0.8 }],
  markAgeMaxSec: 120,
  funds: [
    { instrument: 'BTC-PERP', amount: '20000' },
    { instrument: 'ETH-PERP', amount: '5000' },
  ],
  vault: { amount: '10000' },
}

const population: Scenario['population'] = {
  count: 60,
  pareto: { alpha: 1.2, minEquity: '200', maxEquity: '200000' },
  leverage: { min: 4, max: 35 },
  initialBuffer: 1.05,
  longShare: 0.75,
  hedgedShare: 0.1,
  isolatedShare: 0.1,
  otherCollateralShare: 0.15,
  otherCollateralPart: 0.5,
  ordersShare: 0.1,
  marketsPerAccount: [0.6, 0.4],
  entryScatter: 0.03,
}

/** Two perpetuals and a coin on made-up tapes: four hours in batches of 15 s. */
export const madeScenario: RecordedScenario = {
  schema: 'ebbline.scenario/1',
  name: 'made-up',
  title: 'A made-up tape',
  seed: 1,
  venue,
  clock: { startUtcMs: START, batchMs: 15_000, calmSec: 0, horizonSec: 14_400, counterfactualSec: 1_200 },
  path,
  funding: { intervalSec: 3_600, rate: '0.0001' },
  liquidity: [],
  reaction: null,
  population,
}
