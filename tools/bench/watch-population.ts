import {
  atoms,
  defineAsset,
  defineLinearPerpetual,
  defineRules,
  defineTiers,
  lots,
  math,
  quantize,
  ratioOf,
  ticks,
  type Account,
  type InstrumentId,
  type MarginRules,
  type Position,
  type Ticks,
} from '@ebbline/core'

/** Markets, rules and any number of accounts, all from one seed. */
export interface Venue {
  readonly rules: MarginRules
  readonly ids: readonly InstrumentId[]
  readonly marks: ReadonlyMap<InstrumentId, Ticks>
  /** The account at an index, with so many positions in different markets. */
  readonly account: (index: number, positions: number) => Account
}

/** Positions of a market from which accounts draw: sharing them keeps a million accounts small. */
const POOL = 512
const TICKS_A_PRICE = 100_000n
const ATOMS_A_TICK = 10_000n
const SIZE_MIN = 1
const SIZE_SHAPE = 1.2
const SIZE_MAX = 10_000
const LONG_SHARE = 0.75
const LEVERAGE_MIN = 4
const LEVERAGE_MAX = 35

/**
 * Linear markets at 100 000 ticks each; Pareto sizes, three quarters long, leverage from 4 to 35 with even shares of each factor. A position is
 * worth what it was entered at, so that cash is equity.
 */
export const venueOf = (markets: number): Venue => {
  const ids = Array.from({ length: markets }, (_, market) => `M${market}-PERP`)
  const tiers = defineTiers([
    { floor: atoms(0n), initialRate: ratioOf('0.02'), maintenanceRate: ratioOf('0.01') },
    { floor: atoms(100_000_000_000n), initialRate: ratioOf('0.05'), maintenanceRate: ratioOf('0.025') },
    { floor: atoms(1_000_000_000_000n), initialRate: ratioOf('0.1'), maintenanceRate: ratioOf('0.05') },
  ])
  const rules = defineRules({
    numeraire: 'USDC',
    instruments: ids.map((id, market) =>
      defineLinearPerpetual({
        id,
        base: defineAsset(`M${market}`, 9),
        quote: defineAsset('USDC', 6),
        tickSize: ratioOf('0.01'),
        lotSize: ratioOf('1'),
      }),
    ),
    tiers: ids.map((instrument) => ({ instrument, tiers })),
    collateral: [],
  })
  const pools = ids.map(poolOf)
  return {
    rules,
    ids,
    marks: new Map(ids.map((id) => [id, ticks(TICKS_A_PRICE)])),
    account: (index, positions) => accountOf(pools, index, positions),
  }
}

const poolOf = (instrument: InstrumentId, market: number): readonly Position[] => {
  const stream = math.randomStream(1, market)
  return Array.from({ length: POOL }, (_, at) => {
    const drawn = math.pareto(stream, 2 * at, { scale: SIZE_MIN, shape: SIZE_SHAPE })
    const side = math.uniform(stream, 2 * at + 1) < LONG_SHARE ? 1n : -1n
    const size = side * quantize(Math.min(drawn, SIZE_MAX), 'up')
    return { instrument, size: lots(size), entryValue: atoms(size * TICKS_A_PRICE * ATOMS_A_TICK) }
  })
}

const accountOf = (pools: readonly (readonly Position[])[], index: number, count: number): Account => {
  const stream = math.randomStream(2, index)
  const first = math.integer(stream, 0, pools.length)
  const step = 1 + math.integer(stream, 1, Math.max(1, Math.floor(pools.length / count) - 1))
  const positions = Array.from({ length: count }, (_, leg) => (first + leg * step) % pools.length)
    .sort((a, b) => a - b)
    .flatMap((market, leg) => pools[market]?.[math.integer(stream, 2 + leg, POOL)] ?? [])
  const gross = positions.reduce((sum, { entryValue }) => sum + (entryValue < 0n ? -entryValue : entryValue), 0n)
  const leverage = LEVERAGE_MIN * math.pow(LEVERAGE_MAX / LEVERAGE_MIN, math.uniform(stream, 100))
  const cash = (gross * 1_000n) / quantize(leverage * 1_000, 'up')
  return {
    id: 'trader',
    owner: 'trader',
    kind: 'trader',
    mode: count === 1 ? 'isolated' : 'cross',
    balances: [{ asset: 'USDC', atoms: atoms(cash) }],
    positions,
    orders: [],
  }
}
