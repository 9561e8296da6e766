import { atoms, lots, parseDecimal, ratio, ratioOf, ticks, type Atoms } from '../units/index.ts'
import { defineAsset, defineLinearPerpetual, defineSpot, fillValue } from '../instruments/index.ts'
import type { Account } from '../accounts/index.ts'
import type { MarkRule } from '../marks/index.ts'
import { defineTiers } from '../margin/index.ts'
import { createOrderBook } from '../execution/index.ts'
import { preset, type PolicyDeclaration } from '../policy/index.ts'
import { createEngine, step, type Engine } from './engine.ts'
import type { Command, JournalEntry, VenueDeclaration } from './types.ts'

const [usd, btc, usdc] = [defineAsset('USD', 6), defineAsset('BTC', 8), defineAsset('USDC', 6)]
const [tickSize, lotSize] = [ratioOf('0.1'), ratioOf('0.0001')]
const btcPerp = defineLinearPerpetual({ id: 'BTC-PERP', base: btc, quote: usd, tickSize, lotSize })
const btcSpot = defineSpot({ id: 'BTC/USD', base: btc, quote: usd, tickSize, lotSize })
const usdcSpot = defineSpot({
  id: 'USDC/USD',
  base: usdc,
  quote: usd,
  tickSize: ratioOf('0.0001'),
  lotSize: ratioOf('1'),
})

const MARK_RULE: MarkRule = {
  kind: 'weighted-median',
  sources: [{ source: 'index', weight: 1n }],
  ageMax: 60_000,
  deviationMax: null,
}

/** BTC counts less 10 %, USDC in full; a debt in USD or USDC requires a fifth. */
export const lendingVenue = (policy: PolicyDeclaration): VenueDeclaration => ({
  name: 'lending venue',
  numeraire: 'USD',
  assets: [usd, btc, usdc],
  instruments: [btcPerp, btcSpot, usdcSpot],
  tiers: [
    {
      instrument: 'BTC-PERP',
      tiers: defineTiers([{ floor: atoms(0n), initialRate: ratioOf('0.04'), maintenanceRate: ratioOf('0.02') }]),
    },
  ],
  collateral: [
    { asset: 'BTC', spot: btcSpot, haircut: ratioOf('0.1') },
    { asset: 'USDC', spot: usdcSpot, haircut: ratio(0n) },
  ],
  borrow: ['USD', 'USDC'].map((asset) => ({
    asset,
    initialRate: ratioOf('0.4'),
    maintenanceRate: ratioOf('0.2'),
  })),
  marks: ['BTC-PERP', 'BTC/USD', 'USDC/USD'].map((instrument) => ({ instrument, rule: MARK_RULE })),
  takerFee: ratioOf('0.001'),
  house: {
    treasury: 'treasury',
    external: 'external',
    restOfWorld: 'world',
    vault: 'vault',
    funds: [{ instrument: 'BTC-PERP', account: 'fund' }],
  },
  policies: [policy, preset('house-lend')],
  policy: { traders: policy.name, house: 'house-lend', accounts: [] },
})

/** USD or USDC atoms of a decimal. */
export const units = (text: string): Atoms => atoms(parseDecimal(text, 6))

interface Holder {
  readonly id: string
  readonly usd?: string
  readonly usdc?: string
  readonly btc?: string
  readonly owner?: string
  /** BTC long (> 0) or short on the perpetual, opened at 60 000. */
  readonly perp?: string
  readonly mode?: Account['mode']
}

/** A customer with balances in whole units, negative = owed. */
export const holderOf = ({ id, owner, mode, perp, ...held }: Holder): Account => {
  const size = lots(parseDecimal(perp ?? '0', 4))
  const balances = [
    { asset: 'BTC', atoms: atoms(parseDecimal(held.btc ?? '0', 8)) },
    { asset: 'USD', atoms: units(held.usd ?? '0') },
    { asset: 'USDC', atoms: units(held.usdc ?? '0') },
  ]
  return {
    id,
    owner: owner ?? id,
    kind: 'trader',
    mode: mode ?? 'cross',
    balances: balances.filter((balance) => balance.atoms !== 0n),
    positions:
      size === 0n ? [] : [{ instrument: 'BTC-PERP', size, entryValue: fillValue(btcPerp, size, ticks(600_000n)) }],
    orders: [],
  }
}

/** Prices in USD; sizes of each of ten book levels in BTC and USDC, one basis point apart. */
export interface LendingMarket {
  readonly after: number
  readonly btc: string
  readonly usdc?: string
  readonly perp?: string
  readonly depth?: { readonly btc: string; readonly usdc: string }
}

const quoted = ({ btc: inBtc, usdc: inUsdc, perp }: LendingMarket) =>
  [
    { instrument: 'BTC/USD', price: parseDecimal(inBtc, 1) },
    { instrument: 'BTC-PERP', price: parseDecimal(perp ?? inBtc, 1) },
    { instrument: 'USDC/USD', price: parseDecimal(inUsdc ?? '1', 4) },
  ] as const

const batchAt = (time: number, market: LendingMarket): Extract<Command, { kind: 'batch' }> => {
  const depth = market.depth ?? { btc: '50', usdc: '5000000' }
  const sizes = {
    'BTC/USD': parseDecimal(depth.btc, 4),
    'BTC-PERP': 1_000_000n,
    'USDC/USD': parseDecimal(depth.usdc, 0),
  }
  return {
    kind: 'batch',
    time,
    prints: quoted(market).map(({ instrument, price }) => ({ source: 'index', instrument, price: ticks(price), time })),
    books: quoted(market).map(({ instrument, price }) => {
      const tick = price / 10_000n > 0n ? price / 10_000n : 1n
      const side = (sign: bigint) =>
        Array.from({ length: 10 }, (_, at) => ({
          price: ticks(price + sign * tick * BigInt(at + 1)),
          size: lots(sizes[instrument]),
        }))
      return { instrument, bids: side(-1n), asks: side(1n) }
    }),
    volumes: quoted(market).map(({ instrument }) => ({ instrument, lots: lots(10n ** 12n) })),
    funding: [],
  }
}

/** A lending venue from its genesis, run batch by batch against real books. */
export interface LendingSession {
  readonly engine: Engine
  readonly journal: JournalEntry[]
  readonly run: (market: LendingMarket) => readonly JournalEntry[]
}

/** The outside, the world and the treasury close the sums over the people and a house of the given cash. */
export const lend = (policy: PolicyDeclaration, people: readonly Account[], cash = '1000000'): LendingSession => {
  const house = ['fund', 'vault'].map((id) => ({
    ...holderOf({ id, usd: cash }),
    kind: id === 'fund' ? ('fund' as const) : ('vault' as const),
  }))
  const members = [...people, ...house]
  const bare = (id: string, kind: Account['kind']): Account => ({ ...holderOf({ id }), kind })
  const positions = members.flatMap((member) => member.positions)
  const size = lots(-positions.reduce((sum, held) => sum + held.size, 0n))
  const entryValue = atoms(-positions.reduce((sum, held) => sum + held.entryValue, 0n))
  const world = {
    ...bare('world', 'rest-of-world'),
    positions: size === 0n ? [] : [{ instrument: 'BTC-PERP', size, entryValue }],
  }
  const balances = ['BTC', 'USD', 'USDC'].flatMap((asset) => {
    const all = members.flatMap((member) => member.balances).filter((balance) => balance.asset === asset)
    const sum = all.reduce((total, balance) => total + balance.atoms, 0n)
    return sum === 0n ? [] : [{ asset, atoms: atoms(-sum) }]
  })
  const accounts = [...members, world, bare('treasury', 'treasury'), { ...bare('external', 'external'), balances }]
  const genesis: Command = { kind: 'genesis', time: 1_000_000, venue: lendingVenue(policy), accounts }
  const engine = createEngine()
  const journal: JournalEntry[] = [{ command: genesis, events: step(engine, genesis) }]
  return { engine, journal, run: (market) => runBatch(engine, journal, market) }
}

const runBatch = (engine: Engine, journal: JournalEntry[], market: LendingMarket): readonly JournalEntry[] => {
  const time = 1_000_000 + market.after
  const batch = batchAt(time, market)
  const ids = batch.books.map(({ instrument }) => instrument)
  const books = createOrderBook(ids)
  for (const { instrument, bids, asks } of batch.books) books.requote('world', instrument, { bids, asks })
  const entries: JournalEntry[] = [{ command: batch, events: step(engine, batch) }]
  for (let answers = 0; answers < 8; answers += 1) {
    const sent = (entries.at(-1)?.events ?? []).flatMap((event) =>
      event.kind === 'order-sent' ? [event.live.order] : [],
    )
    if (sent.length === 0) break
    const updates = sent.flatMap((order) => books.submit(order))
    const reply: Command = { kind: 'order-updates', time, updates, books: ids.map((id) => books.depth(id, 20)) }
    entries.push({ command: reply, events: step(engine, reply) })
  }
  journal.push(...entries)
  return entries
}
