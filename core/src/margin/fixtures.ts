import { atoms, lots, parseDecimal, ratioOf, ticks, type Atoms, type Lots, type Ticks } from '../units/index.ts'
import {
  defineAsset,
  defineInversePerpetual,
  defineLinearPerpetual,
  defineSpot,
  type AssetId,
  type InstrumentId,
  type InversePerpetual,
  type LinearPerpetual,
  type Spot,
} from '../instruments/index.ts'
import type { Account, OpenOrder, Position } from '../accounts/index.ts'
import { defineRules } from './rules.ts'
import { defineTiers } from './tiers.ts'
import type { MarginRules, MarkPrices, TierTable } from './types.ts'

const USDC = defineAsset('USDC', 6)
const BTC = defineAsset('BTC', 8)
const ETH = defineAsset('ETH', 9)

/** USDC text to atoms. */
export const usdc = (text: string): Atoms => atoms(parseDecimal(text, 6))

/** One tick of one lot of BTC-PERP is 100 atoms: tick 0.1 USDC, lot 0.001 BTC. */
export const btcPerp: LinearPerpetual = defineLinearPerpetual({
  id: 'BTC-PERP',
  base: BTC,
  quote: USDC,
  tickSize: ratioOf('0.1'),
  lotSize: ratioOf('0.001'),
})
/** Tick 0.01 USDC, lot 0.01 ETH: 100 atoms. */
export const ethPerp: LinearPerpetual = defineLinearPerpetual({
  id: 'ETH-PERP',
  base: ETH,
  quote: USDC,
  tickSize: ratioOf('0.01'),
  lotSize: ratioOf('0.01'),
})
/** Contract of 10 USDC, tick 0.5 USDC, settled in BTC. */
export const btcInverse: InversePerpetual = defineInversePerpetual({
  id: 'BTC-INV',
  base: BTC,
  quote: USDC,
  tickSize: ratioOf('0.5'),
  lotSize: ratioOf('10'),
})
/** ETH priced and settled in BTC: tick 0.00001 BTC, lot 0.1 ETH: 100 BTC atoms. */
export const ethInBtc: LinearPerpetual = defineLinearPerpetual({
  id: 'ETH-BTC',
  base: ETH,
  quote: BTC,
  tickSize: ratioOf('0.00001'),
  lotSize: ratioOf('0.1'),
})
export const btcSpot: Spot = defineSpot({
  id: 'BTC',
  base: BTC,
  quote: USDC,
  tickSize: ratioOf('0.01'),
  lotSize: ratioOf('0.00001'),
})
export const ethSpot: Spot = defineSpot({
  id: 'ETH',
  base: ETH,
  quote: USDC,
  tickSize: ratioOf('0.01'),
  lotSize: ratioOf('0.001'),
})

const tier = (floor: string, initial: string, maintenance: string) => ({
  floor: usdc(floor),
  initialRate: ratioOf(initial),
  maintenanceRate: ratioOf(maintenance),
})

/** Maintenance 1 %, 2.5 % from 100 000, 5 % from 1 000 000. */
export const btcTiers: TierTable = defineTiers([
  tier('0', '0.02', '0.01'),
  tier('100000', '0.05', '0.025'),
  tier('1000000', '0.1', '0.05'),
])
/** Maintenance 2 %, 4 % from 50 000. */
export const ethTiers: TierTable = defineTiers([tier('0', '0.04', '0.02'), tier('50000', '0.1', '0.04')])

/** BTC counts less 5 %, ETH less 10 %. */
export const rules: MarginRules = defineRules({
  numeraire: 'USDC',
  instruments: [btcPerp, ethPerp, btcInverse, ethInBtc, btcSpot, ethSpot],
  tiers: [
    { instrument: 'BTC-PERP', tiers: btcTiers },
    { instrument: 'ETH-PERP', tiers: ethTiers },
    { instrument: 'BTC-INV', tiers: btcTiers },
    { instrument: 'ETH-BTC', tiers: ethTiers },
  ],
  collateral: [
    { asset: 'BTC', spot: btcSpot, haircut: ratioOf('0.05') },
    { asset: 'ETH', spot: ethSpot, haircut: ratioOf('0.1') },
  ],
})

/**
 * The same venue, lending: BTC counts less 5 %, 20 % above 30 000 and 60 % above 90 000; a debt in USDC requires 30 % and 20 %, in BTC 50 %
 * and 25 %, in ETH nothing; profits count less 40 % at the initial level.
 */
export const lendingRules: MarginRules = defineRules({
  numeraire: rules.numeraire,
  instruments: [...rules.instruments.values()],
  tiers: [...rules.tiers].map(([instrument, tiers]) => ({ instrument, tiers })),
  collateral: [
    {
      asset: 'BTC',
      spot: btcSpot,
      haircut: ratioOf('0.05'),
      steps: [
        { floor: usdc('30000'), haircut: ratioOf('0.2') },
        { floor: usdc('90000'), haircut: ratioOf('0.6') },
      ],
    },
    { asset: 'ETH', spot: ethSpot, haircut: ratioOf('0.1') },
  ],
  borrow: [
    { asset: 'USDC', initialRate: ratioOf('0.3'), maintenanceRate: ratioOf('0.2') },
    { asset: 'BTC', initialRate: ratioOf('0.5'), maintenanceRate: ratioOf('0.25') },
  ],
  profitHaircut: ratioOf('0.4'),
})

/** The same venue by portfolio: BTC moves 10 % (initial 16 %) with 0.6 % of gross on top, ETH 12 % (20 %) with 1 %. */
export const portfolioRules: MarginRules = defineRules({
  numeraire: rules.numeraire,
  instruments: [...rules.instruments.values()],
  tiers: [...rules.tiers].map(([instrument, tiers]) => ({ instrument, tiers })),
  collateral: [...rules.collateral.values()],
  portfolio: [
    {
      underlying: 'BTC',
      initialShock: ratioOf('0.16'),
      maintenanceShock: ratioOf('0.1'),
      contingency: ratioOf('0.006'),
    },
    {
      underlying: 'ETH',
      initialShock: ratioOf('0.2'),
      maintenanceShock: ratioOf('0.12'),
      contingency: ratioOf('0.01'),
    },
  ],
})

/** BTC 60 000, ETH 3 000, ETH in BTC 0.05. */
export const marks: MarkPrices = new Map([
  ['BTC-PERP', ticks(600_000n)],
  ['ETH-PERP', ticks(300_000n)],
  ['BTC-INV', ticks(120_000n)],
  ['ETH-BTC', ticks(5_000n)],
  ['BTC', ticks(6_000_000n)],
  ['ETH', ticks(300_000n)],
])

/** The marks with one of them replaced. */
export const at = (instrument: InstrumentId, price: bigint): MarkPrices => new Map(marks).set(instrument, ticks(price))

/** A position of `size` lots with its entry value in settlement atoms. */
export const holding = (instrument: InstrumentId, size: bigint, entryValue: bigint): Position => ({
  instrument,
  size: lots(size),
  entryValue: atoms(entryValue),
})

/** A resting order. */
export const order = (
  id: string,
  terms: {
    readonly instrument: InstrumentId
    readonly side: 'buy' | 'sell'
    readonly size: bigint
    readonly price: bigint
    readonly reduceOnly?: boolean
  },
): OpenOrder => {
  const remaining: Lots = lots(terms.size)
  const price: Ticks = ticks(terms.price)
  return { id, instrument: terms.instrument, side: terms.side, remaining, price, reduceOnly: terms.reduceOnly ?? false }
}

/** A cross account of a trader; balances by asset in atoms, zero ones dropped. */
export const accountWith = (
  balances: Readonly<Record<AssetId, bigint>>,
  positions: readonly Position[] = [],
  orders: readonly OpenOrder[] = [],
): Account => ({
  id: 'trader',
  owner: 'trader',
  kind: 'trader',
  mode: 'cross',
  balances: Object.keys(balances)
    .sort()
    .flatMap((asset) => {
      const held = balances[asset] ?? 0n
      return held === 0n ? [] : [{ asset, atoms: atoms(held) }]
    }),
  positions: [...positions].sort((a, b) => (a.instrument < b.instrument ? -1 : 1)),
  orders,
})
