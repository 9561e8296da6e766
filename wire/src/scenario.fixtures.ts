import type { GeneratedScenario, RecordedScenario } from './scenario.ts'

/** A small scenario without a fault: one perpetual, one spot as collateral, three sources. Tests break it one field at a time. */
export const soundScenario: GeneratedScenario = {
  schema: 'ebbline.scenario/1',
  name: 'sound',
  title: 'A small sound crash',
  seed: 1,
  venue: {
    name: 'venue',
    numeraire: 'USDC',
    assets: [
      { id: 'USDC', decimals: 6 },
      { id: 'BTC', decimals: 8 },
      { id: 'ETH', decimals: 18 },
    ],
    instruments: [
      { id: 'BTC-PERP', kind: 'linear-perpetual', base: 'BTC', quote: 'USDC', tickSize: '0.5', lotSize: '0.001' },
      { id: 'ETH-PERP', kind: 'linear-perpetual', base: 'ETH', quote: 'USDC', tickSize: '0.01', lotSize: '0.01' },
      { id: 'BTC/USDC', kind: 'spot', base: 'BTC', quote: 'USDC', tickSize: '0.5', lotSize: '0.00001' },
    ],
    tiers: [
      {
        instrument: 'BTC-PERP',
        rows: [
          { floor: '0', initialRate: '0.02', maintenanceRate: '0.01' },
          { floor: '50000.5', initialRate: '0.04', maintenanceRate: '0.02' },
        ],
      },
      { instrument: 'ETH-PERP', rows: [{ floor: '0', initialRate: '0.05', maintenanceRate: '0.025' }] },
    ],
    collateral: [{ asset: 'BTC', spot: 'BTC/USDC', haircut: '0.05' }],
    takerFee: '0.0005',
    sources: [
      { id: 'one', weight: 1, lagBatches: 0, noiseBps: 1, passThrough: 0 },
      { id: 'two', weight: 1, lagBatches: 1, noiseBps: 1, passThrough: 0 },
      { id: 'own', weight: 1, lagBatches: 0, noiseBps: 0, passThrough: 1 },
    ],
    markAgeMaxSec: 15,
    funds: [
      { instrument: 'BTC-PERP', amount: '1000000' },
      { instrument: 'ETH-PERP', amount: '0' },
    ],
    vault: { amount: '500000.25' },
  },
  clock: { startUtcMs: 1_700_000_000_000, batchMs: 5_000, calmSec: 60, horizonSec: 600, counterfactualSec: 600 },
  path: {
    kind: 'generated',
    commonVolDaily: 0.04,
    markets: [
      { instrument: 'BTC-PERP', startPrice: '60000.5', beta: 1, idioVolDaily: 0.01 },
      { instrument: 'ETH-PERP', startPrice: '3000.01', beta: 1.2, idioVolDaily: 0.02 },
    ],
    spots: [{ instrument: 'BTC/USDC', market: 'BTC-PERP', basisBps: -2 }],
    phases: [
      { name: 'jump', kind: 'jump', durationSec: 15, moveLog: -0.06, volMultiple: 4, volumeMultiple: 8, waves: null },
      {
        name: 'slide',
        kind: 'slide',
        durationSec: 300,
        moveLog: -0.2,
        volMultiple: 3,
        volumeMultiple: 4,
        waves: { count: 3, amplitudeLog: 0.02 },
      },
    ],
    wicks: [{ source: 'one', instrument: 'BTC-PERP', atSec: 20, durationSec: 30, move: -0.25 }],
  },
  funding: { intervalSec: 3_600, rate: '-0.0001' },
  liquidity: ['BTC-PERP', 'ETH-PERP'].map((instrument) => ({
    instrument,
    dailyVolume: 100_000,
    hourlyVolume: Array.from({ length: 24 }, () => 1),
    spreadBps: 1,
    levels: 20,
    depth: [
      { bps: 5, size: 20 },
      { bps: 50, size: 200 },
    ],
    refillHalfLifeSec: 10,
    stressDepthFactor: 0.3,
  })),
  reaction: {
    permanentShare: 0.4,
    transientHalfLifeSec: 900,
    y: 0.8,
    crossover: 0.0001,
    markets: [
      { instrument: 'BTC-PERP', dailyVol: 0.03 },
      { instrument: 'ETH-PERP', dailyVol: 0.04 },
    ],
  },
  population: {
    count: 200,
    pareto: { alpha: 1.2, minEquity: '100', maxEquity: '5000000' },
    leverage: { min: 4, max: 35 },
    initialBuffer: 1.02,
    longShare: 0.75,
    hedgedShare: 0.1,
    isolatedShare: 0.2,
    otherCollateralShare: 0.1,
    otherCollateralPart: 0.5,
    ordersShare: 0.1,
    marketsPerAccount: [3, 1],
    entryScatter: 0.02,
  },
}

/** The same venue on recorded bars: nothing of its market is stated, all is named. */
export const recordedScenario: RecordedScenario = {
  ...soundScenario,
  name: 'recorded',
  venue: { ...soundScenario.venue, tiers: soundScenario.venue.tiers.slice(1) },
  liquidity: [],
  reaction: null,
  path: {
    kind: 'recorded',
    printOrder: 'nearer-first',
    from: '2023-11-13T00:00Z',
    to: '2023-11-15T00:00:30Z',
    series: ['BTC-PERP', 'ETH-PERP', 'BTC/USDC'].map((instrument) => ({
      id: `tape of ${instrument}`.replaceAll(' ', '-'),
      instrument,
      source: 'one',
      dataset: 'folder/candles 1m.csv.gz',
      symbol: null,
      prints: 'spot-trade',
    })),
    stated: [{ instrument: 'BTC/USDC', source: 'two', price: '60000.5' }],
    markets: ['BTC-PERP', 'ETH-PERP', 'BTC/USDC'].map((instrument) => ({
      instrument,
      price: `tape-of-${instrument}`,
      middle: `tape-of-${instrument}`,
      volume: instrument === 'BTC/USDC' ? null : `tape-of-${instrument}`,
      volumeMultiple: 1,
      openInterest: instrument === 'BTC/USDC' ? null : { kind: 'daily-volumes', count: 0.25 },
    })),
    tiers: [{ instrument: 'BTC-PERP', dataset: 'tiers.csv', symbol: 'BTC/USDT:USDT', share: 1 }],
    funding: [],
    assumptions: ['Something is assumed.'],
    limits: [],
  },
}

/** A deep copy of plain data with the member at a dotted path replaced; `undefined` removes it. */
export const withChange = (value: unknown, path: string, change: unknown): unknown => {
  const [key = '', ...rest] = path.split('.')
  if (path === '') return change
  if (Array.isArray(value)) {
    const items: unknown[] = [...value]
    items[Number(key)] = withChange(items[Number(key)], rest.join('.'), change)
    return items
  }
  const members = typeof value === 'object' && value !== null ? Object.entries(value) : []
  const record = Object.fromEntries<unknown>(members)
  record[key] = withChange(record[key], rest.join('.'), change)
  return record
}
