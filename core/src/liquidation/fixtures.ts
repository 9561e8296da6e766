import { atoms, lots, parseDecimal, ratio, ratioOf, ticks, type Atoms, type Lots } from '../units/index.ts'
import {
  defineAsset,
  defineInversePerpetual,
  defineLinearPerpetual,
  defineSpot,
  type Instrument,
  type InversePerpetual,
  type LinearPerpetual,
} from '../instruments/index.ts'
import type { Account, OpenOrder, Position } from '../accounts/index.ts'
import { defineRules, defineTiers, measure, type MarginRules, type MarkPrices } from '../margin/index.ts'
import type { DepthCurve } from '../market/index.ts'
import { startMemory } from './memory.ts'
import type { Draft, DraftLeg, EpisodeMemory, LiquidationView, MarketWindow } from './types.ts'

const USDC = defineAsset('USDC', 6)
const BTC = defineAsset('BTC', 8)
const ETH = defineAsset('ETH', 9)
const SOL = defineAsset('SOL', 9)

/** USDC text to atoms. */
export const usdc = (text: string): Atoms => atoms(parseDecimal(text, 6))

/** Tick 1 USDC, lot 0.01 BTC: at 50 000 a lot is worth 500 USDC. */
export const btc: LinearPerpetual = defineLinearPerpetual({
  id: 'BTC-PERP',
  base: BTC,
  quote: USDC,
  tickSize: ratioOf('1'),
  lotSize: ratioOf('0.01'),
})
/** Tick 0.1 USDC, lot 0.1 ETH: at 2 500 a lot is worth 250 USDC. */
export const eth: LinearPerpetual = defineLinearPerpetual({
  id: 'ETH-PERP',
  base: ETH,
  quote: USDC,
  tickSize: ratioOf('0.1'),
  lotSize: ratioOf('0.1'),
})
/** Tick 0.01 USDC, lot 1 SOL: at 100 a lot is worth 100 USDC. */
export const sol: LinearPerpetual = defineLinearPerpetual({
  id: 'SOL-PERP',
  base: SOL,
  quote: USDC,
  tickSize: ratioOf('0.01'),
  lotSize: ratioOf('1'),
})
/** Contract of 10 USDC, tick 0.5 USDC, settled in BTC. */
export const btcInverse: InversePerpetual = defineInversePerpetual({
  id: 'BTC-INV',
  base: BTC,
  quote: USDC,
  tickSize: ratioOf('0.5'),
  lotSize: ratioOf('10'),
})
const btcSpot = defineSpot({
  id: 'BTC',
  base: BTC,
  quote: USDC,
  tickSize: ratioOf('0.01'),
  lotSize: ratioOf('0.00001'),
})

const tier = (floor: string, maintenance: string) => ({
  floor: usdc(floor),
  initialRate: ratio(2n * ratioOf(maintenance)),
  maintenanceRate: ratioOf(maintenance),
})

/** BTC 2 %, 4 % above 100 000, 8 % above 500 000; ETH 4 %, 8 % above 50 000; SOL 5 %; the inverse as BTC. BTC is collateral less 10 %. */
export const rules: MarginRules = defineRules({
  numeraire: 'USDC',
  instruments: [btc, eth, sol, btcInverse, btcSpot],
  tiers: [
    { instrument: 'BTC-PERP', tiers: defineTiers([tier('0', '0.02'), tier('100000', '0.04'), tier('500000', '0.08')]) },
    { instrument: 'ETH-PERP', tiers: defineTiers([tier('0', '0.04'), tier('50000', '0.08')]) },
    { instrument: 'SOL-PERP', tiers: defineTiers([tier('0', '0.05')]) },
    { instrument: 'BTC-INV', tiers: defineTiers([tier('0', '0.02'), tier('100000', '0.04'), tier('500000', '0.08')]) },
  ],
  collateral: [{ asset: 'BTC', spot: btcSpot, haircut: ratioOf('0.1') }],
})

const ethSpot = defineSpot({
  id: 'ETH',
  base: ETH,
  quote: USDC,
  tickSize: ratioOf('0.01'),
  lotSize: ratioOf('0.001'),
})

/** The same venue, lending: ETH is collateral less 20 % too; a debt in USDC requires 25 %, one in ETH 40 %. */
export const lendingRules: MarginRules = defineRules({
  numeraire: 'USDC',
  instruments: [...rules.instruments.values(), ethSpot],
  tiers: [...rules.tiers].map(([instrument, tiers]) => ({ instrument, tiers })),
  collateral: [...rules.collateral.values(), { asset: 'ETH', spot: ethSpot, haircut: ratioOf('0.2') }],
  borrow: [
    { asset: 'USDC', initialRate: ratioOf('0.5'), maintenanceRate: ratioOf('0.25') },
    { asset: 'ETH', initialRate: ratioOf('0.8'), maintenanceRate: ratioOf('0.4') },
  ],
})

/** The same venue with all BTC contracts margined together: 10 % of what they are net (initial 16 %), 0.6 % of what they are gross. */
export const portfolioRules: MarginRules = defineRules({
  numeraire: 'USDC',
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
  ],
})

/** BTC 50 000, ETH 2 500, SOL 100. */
export const marks: MarkPrices = new Map([
  ['BTC-PERP', ticks(50_000n)],
  ['ETH-PERP', ticks(25_000n)],
  ['SOL-PERP', ticks(10_000n)],
  ['BTC-INV', ticks(100_000n)],
  ['BTC', ticks(5_000_000n)],
  ['ETH', ticks(250_000n)],
])

/** A position of signed lots that was opened at the mark: no profit yet. */
export const atMark = (instrument: string, size: bigint): Position => {
  const perLot = { 'BTC-PERP': 500_000_000n, 'ETH-PERP': 250_000_000n, 'SOL-PERP': 100_000_000n }[instrument]
  return { instrument, size: lots(size), entryValue: atoms(size * (perLot ?? 0n)) }
}

/** A cross account with USDC and positions, in the order of their instruments. */
export const holder = (cash: string, positions: readonly Position[], orders: readonly OpenOrder[] = []): Account => ({
  id: 'trader',
  owner: 'trader',
  kind: 'trader',
  mode: 'cross',
  balances: cash === '0' ? [] : [{ asset: 'USDC', atoms: usdc(cash) }],
  positions: positions.toSorted((a, b) => (a.instrument < b.instrument ? -1 : 1)),
  orders,
})

/** A cross account of balances alone, in atoms by asset. */
export const borrower = (balances: Readonly<Record<string, bigint>>): Account => ({
  ...holder('0', []),
  balances: Object.keys(balances)
    .toSorted()
    .map((asset) => ({ asset, atoms: atoms(balances[asset] ?? 0n) })),
})

/** 204 BTC lots against 10 200 inverse contracts: 102 000 each. */
export const spread = (cash: string): Account =>
  holder(cash, [
    atMark('BTC-PERP', 204n),
    { instrument: 'BTC-INV', size: lots(-10_200n), entryValue: atoms(204_000_000n) },
  ])

/** A resting buy of BTC. */
export const restingBuy: OpenOrder = {
  id: 'resting',
  instrument: 'BTC-PERP',
  side: 'buy',
  remaining: lots(1n),
  price: ticks(49_000n),
  reduceOnly: false,
}

/** Levels as [price in ticks, lots]. */
export type Levels = readonly (readonly [bigint, bigint])[]

/** A book from its levels, best first. */
export const book = (instrument: string, bids: Levels, asks: Levels): DepthCurve => ({
  instrument,
  bids: bids.map(([price, size]) => ({ price: ticks(price), size: lots(size) })),
  asks: asks.map(([price, size]) => ({ price: ticks(price), size: lots(size) })),
})

/** A book without limit of depth at the mark itself. */
export const deep = (instrument: string): DepthCurve => {
  const mark = marks.get(instrument) ?? 1n
  return book(instrument, [[mark, 10n ** 12n]], [[mark, 10n ** 12n]])
}

/** What a test wants to say about a view; the rest is: time 0, deep books at mark, no fee, nothing in flight, a fresh episode. */
export interface ViewTerms {
  readonly account: Account
  readonly time?: number
  readonly books?: readonly DepthCurve[]
  readonly feeRate?: string
  readonly inFlight?: Readonly<Record<string, bigint>>
  /** Equity of every market's fund. */
  readonly fund?: string
  readonly episode?: EpisodeMemory
  readonly marks?: MarkPrices
  readonly index?: MarkPrices
  readonly rules?: MarginRules
}

/** A view of an account. */
export const viewOf = (terms: ViewTerms): LiquidationView => {
  const prices = terms.marks ?? marks
  const margin = terms.rules ?? rules
  const flying = new Map<string, Lots>(Object.entries(terms.inFlight ?? {}).map(([id, size]) => [id, lots(size)]))
  const books = new Map(terms.books?.map((curve) => [curve.instrument, curve]))
  return {
    time: terms.time ?? 0,
    account: terms.account,
    rules: margin,
    marks: prices,
    index: terms.index ?? prices,
    maintenance: measure(margin, terms.account, prices, 'maintenance'),
    depth: (id) => books.get(id) ?? (terms.books === undefined ? deep(id) : book(id, [], [])),
    feeRate: ratioOf(terms.feeRate ?? '0'),
    inFlight: (id) => flying.get(id) ?? lots(0n),
    fund: () => usdc(terms.fund ?? '0'),
    episode: terms.episode ?? startMemory(0),
  }
}

/** What a strategy that wraps no other is created with. */
export const nothingNested = (): never => {
  throw new RangeError('a rule without nested rules compiled one')
}

/** A leg without limit. */
export const leg = (instrument: string, size: bigint): DraftLeg => ({ instrument, size: lots(size), limit: null })

/** A draft of legs without reasons or penalty. */
export const draft = (...legs: readonly DraftLeg[]): Draft => ({
  legs,
  reasons: [],
  penalty: { rate: ratio(0n), base: 'notional', cap: 'equity' },
})

/** Legs as `instrument size` or `instrument size@limit`, for comparison. */
export const shown = (legs: readonly DraftLeg[]): readonly string[] =>
  legs.map(({ instrument, size, limit }) => `${instrument} ${size}${limit === null ? '' : `@${limit}`}`)

/** The sell side of a market of so much expected volume, from which nothing was taken yet. */
export const windowOn = (instrument: Instrument, expectedVolume: bigint): MarketWindow => ({
  instrument,
  side: 'sell',
  time: 0,
  expectedVolume: lots(expectedVolume),
  used: lots(0n),
  taken: () => lots(0n),
  last: null,
  skew: lots(0n),
})
