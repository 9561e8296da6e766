import {
  atoms,
  changeAccount,
  defineAsset,
  defineInversePerpetual,
  defineLinearPerpetual,
  defineRules,
  defineSpot,
  defineTiers,
  lots,
  math,
  measure,
  NO_ATOMS,
  quantize,
  ratio,
  ratioOf,
  ticks,
  type Account,
  type InstrumentId,
  type MarginRules,
  type MarkPrices,
  type OpenOrder,
  type Position,
  type WakeLevel,
} from '@ebbline/core'

const USDC = defineAsset('USDC', 6)
const BTC = defineAsset('BTC', 8)
const ETH = defineAsset('ETH', 9)

/** Usual marks [ticks] and the value of one lot at them [atoms of its settlement asset]; long value of an inverse lot is negative. */
const MARKETS = [
  { id: 'BTC-PERP', mark: 600_000n, lot: 60_000_000n },
  { id: 'ETH-PERP', mark: 300_000n, lot: 30_000_000n },
  { id: 'BTC-INV', mark: 120_000n, lot: -16_667n },
  { id: 'BTC', mark: 6_000_000n, lot: 0n },
  { id: 'ETH', mark: 300_000n, lot: 0n },
] as const

const perpetual = (base: typeof BTC, tickSize: string, lotSize: string) =>
  defineLinearPerpetual({
    id: `${base.id}-PERP`,
    base,
    quote: USDC,
    tickSize: ratioOf(tickSize),
    lotSize: ratioOf(lotSize),
  })
const spot = (base: typeof BTC, lotSize: string) =>
  defineSpot({ id: base.id, base, quote: USDC, tickSize: ratioOf('0.01'), lotSize: ratioOf(lotSize) })
const inverse = defineInversePerpetual({
  id: 'BTC-INV',
  base: BTC,
  quote: USDC,
  tickSize: ratioOf('0.5'),
  lotSize: ratioOf('10'),
})

const tier = (floor: string, initial: string, maintenance: string) => ({
  floor: atoms(BigInt(floor) * 1_000_000n),
  initialRate: ratioOf(initial),
  maintenanceRate: ratioOf(maintenance),
})
const tiers = defineTiers([tier('0', '0.02', '0.01'), tier('100000', '0.05', '0.025'), tier('1000000', '0.1', '0.05')])

const terms = {
  numeraire: 'USDC',
  instruments: [
    perpetual(BTC, '0.1', '0.001'),
    perpetual(ETH, '0.01', '0.01'),
    inverse,
    spot(BTC, '0.00001'),
    spot(ETH, '0.001'),
  ],
  tiers: ['BTC-PERP', 'ETH-PERP', 'BTC-INV'].map((instrument) => ({ instrument, tiers })),
}
const btcRule = { asset: 'BTC', spot: spot(BTC, '0.00001'), haircut: ratioOf('0.05') }
const ethRule = { asset: 'ETH', spot: spot(ETH, '0.001'), haircut: ratioOf('0.1') }

/** A venue with coins as collateral, and the same one lending, with a step in its haircuts. */
export const SOAK_RULES: readonly MarginRules[] = [
  defineRules({ ...terms, collateral: [btcRule, ethRule] }),
  defineRules({
    ...terms,
    collateral: [{ ...btcRule, steps: [{ floor: atoms(30_000_000_000n), haircut: ratioOf('0.2') }] }, ethRule],
    borrow: ['USDC', 'BTC'].map((asset) => ({
      asset,
      initialRate: ratioOf('0.3'),
      maintenanceRate: ratioOf('0.2'),
    })),
  }),
]

/** Usual marks. */
export const SOAK_MARKS: ReadonlyMap<InstrumentId, ReturnType<typeof ticks>> = new Map(
  MARKETS.map(({ id, mark }) => [id, ticks(mark)]),
)

/** What an account of the soak is made of; its kind is its index modulo the number of kinds. */
interface Kind {
  /** Lots at most in the perpetuals of BTC and ETH and in the inverse one; a sign fixes the side. */
  readonly sizes: readonly [number, number, number]
  readonly coins: Readonly<Record<string, number>>
  readonly ordered: boolean
}

const KINDS: readonly Kind[] = [
  { sizes: [5_000, 0, 0], coins: {}, ordered: false },
  { sizes: [0, 9_000, 0], coins: {}, ordered: false },
  { sizes: [0, 0, 30_000], coins: { BTC: 1e8 }, ordered: false },
  { sizes: [9_000, 9_000, 0], coins: {}, ordered: false },
  { sizes: [9_000, 9_000, 30_000], coins: { BTC: 2e8, ETH: 1e10 }, ordered: false },
  { sizes: [5_000, 5_000, 0], coins: { ETH: 1e10 }, ordered: true },
  { sizes: [0, 0, 30_000], coins: { BTC: -1e8 }, ordered: true },
  { sizes: [0, 0, 0], coins: { BTC: 2e8, ETH: -1e10 }, ordered: false },
]

/** An account of its kind with its level, drawn anew for every draw, whose cash leaves it a little above or under that level. */
export const soakAccount = (
  rules: MarginRules,
  marks: MarkPrices,
  { index, draw }: { readonly index: number; readonly draw: number },
): { readonly account: Account | null; readonly wake: WakeLevel } => {
  const stream = math.randomStream(7, 65_536 * draw + index)
  const kind = KINDS[index % KINDS.length]
  if (kind === undefined || index % 53 === 52) return { account: null, wake: ratioOf('1') }
  const account: Account = {
    id: 'trader',
    owner: 'trader',
    kind: 'trader',
    mode: 'cross',
    balances: Object.entries(kind.coins).map(([asset, most]) => ({ asset, atoms: atoms(share(stream, 20, most)) })),
    positions: positionsOf(stream, kind),
    orders: kind.ordered ? ordersOf(stream, marks) : [],
  }
  if (index % 41 === 40) return { account, wake: index % 2 === 0 ? 'always' : null }
  const level = 10n ** 18n + BigInt(math.integer(stream, 30, 5)) * 10n ** 17n
  return { account: planted(rules, marks, { account, level, gap: math.normal(stream, 31) }), wake: ratio(level) }
}

const share = (stream: math.RandomStream, at: number, most: number): bigint =>
  quantize(most * (0.2 + 0.8 * math.uniform(stream, at)), 'up')

const positionsOf = (stream: math.RandomStream, { sizes }: Kind): readonly Position[] =>
  MARKETS.flatMap(({ id, lot }, market) => {
    const most = sizes[market] ?? 0
    if (most === 0) return []
    const size = share(stream, 2 * market, math.uniform(stream, 2 * market + 1) < 0.6 ? most : -most)
    return [{ instrument: id, size: lots(size), entryValue: atoms(size * lot) }]
  }).toSorted((a, b) => (a.instrument < b.instrument ? -1 : 1))

/** Two orders in one market, a buy under and a sell above the mark by up to 1 %. */
const ordersOf = (stream: math.RandomStream, marks: MarkPrices): readonly OpenOrder[] => {
  const instrument = math.uniform(stream, 40) < 0.5 ? 'BTC-PERP' : 'BTC-INV'
  const mark = marks.get(instrument) ?? ticks(600_000n)
  return (['buy', 'sell'] as const).map((side, at) => {
    const off = (mark * BigInt(math.integer(stream, 41 + at, 100))) / 10_000n
    const price = ticks(side === 'buy' ? mark - off : mark + off)
    return { id: side, instrument, side, remaining: lots(100n), price, reduceOnly: math.uniform(stream, 43 + at) < 0.3 }
  })
}

/** The account with cash moved so that its equity lies about 0.4 % of its requirement's worth of notional off its level. */
const planted = (
  rules: MarginRules,
  marks: MarkPrices,
  { account, level, gap }: { readonly account: Account; readonly level: bigint; readonly gap: number },
): Account => {
  const { equity, requirement } = measure(rules, account, marks, 'maintenance')
  const wanted = (requirement * level) / 10n ** 18n
  const off = quantize(gap * 0.2 * Math.max(1e8, Number(requirement)), 'up')
  const cash = atoms(wanted - equity + off)
  return cash === NO_ATOMS
    ? account
    : changeAccount(account, { account: account.id, cash: [{ asset: 'USDC', atoms: cash }], positions: [] })
}
