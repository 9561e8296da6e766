import {
  atoms,
  defineAsset,
  defineLinearPerpetual,
  defineTiers,
  fillValue,
  lots,
  preset,
  ratioOf,
  ticks,
  type Account,
  type LinearPerpetual,
  type VenueDeclaration,
} from '@ebbline/core'
import type { PlantedAccount } from './planted-accounts.ts'

export const USD_DECIMALS = 6
/** Lots in one BTC, and ticks in one USD of either market. */
export const BTC_LOTS = 10_000
export const TICKS_PER_USD = 100
/** One ETH is worth a twentieth of a BTC, at the start and after the drop. */
export const ETH_PER_BTC = 20

const USD = defineAsset('USD', USD_DECIMALS)
const tickSize = ratioOf('0.01')

export const BTC: LinearPerpetual = defineLinearPerpetual({
  id: 'BTC-PERP',
  base: defineAsset('BTC', 8),
  quote: USD,
  tickSize,
  lotSize: ratioOf('0.0001'),
})
export const ETH: LinearPerpetual = defineLinearPerpetual({
  id: 'ETH-PERP',
  base: defineAsset('ETH', 18),
  quote: USD,
  tickSize,
  lotSize: ratioOf('0.002'),
})

/** One tier: 2 % initial, 1 % maintenance at any size. */
const TIERS = defineTiers([{ floor: atoms(0n), initialRate: ratioOf('0.02'), maintenanceRate: ratioOf('0.01') }])

/** A venue without funds, in which whoever is bankrupt is deleveraged by a rule at once. */
export const plantedVenue = (rule: string): VenueDeclaration => ({
  name: 'planted population',
  numeraire: USD.id,
  assets: [USD, defineAsset('BTC', 8), defineAsset('ETH', 18)],
  instruments: [BTC, ETH],
  tiers: [BTC, ETH].map(({ id }) => ({ instrument: id, tiers: TIERS })),
  collateral: [],
  marks: [BTC, ETH].map(({ id }) => ({ instrument: id, rule: { kind: 'last-trade', source: 'own' } })),
  takerFee: ratioOf('0'),
  house: {
    treasury: 'treasury',
    external: 'external',
    restOfWorld: 'world',
    vault: null,
    funds: [BTC, ETH].map(({ id }) => ({ instrument: id, account: `fund-${id}` })),
  },
  policies: [
    { ...preset('full-close'), name: 'deleverage', waterfall: [{ step: 'adl', rule }, { step: 'socialise' }] },
    preset('house-unwind'),
  ],
  policy: { traders: 'deleverage', house: 'house-unwind', accounts: [] },
})

/** All accounts of the venue: people, empty funds, the world that holds the other side, the outside that all cash came from. */
export const plantedGenesis = (people: readonly PlantedAccount[]): readonly Account[] => {
  const held = people.map((each) => positionsOf(each))
  const members = [
    ...people.map(({ id, cash }, at) => account(id, 'trader', cash, held[at] ?? [])),
    ...[BTC, ETH].map(({ id }) => account(`fund-${id}`, 'fund', 0n, [])),
    account('treasury', 'treasury', 0n, []),
    account('world', 'rest-of-world', WORLD_CASH, otherSide(held.flat())),
  ]
  const cash = members.reduce((total, each) => total + (each.balances[0]?.atoms ?? 0n), 0n)
  return [...members, account('external', 'external', -cash, [])]
}

/** A hundred billion dollars: the rest of the world is never short of margin. */
const WORLD_CASH = 10n ** 17n

type Position = Account['positions'][number]

const positionsOf = ({ btc, entry, eth, ethEntry }: PlantedAccount): readonly Position[] => [
  positionOf(BTC, btc, entry),
  ...(eth === 0n ? [] : [positionOf(ETH, eth, ethEntry)]),
]

const positionOf = (instrument: LinearPerpetual, size: bigint, price: bigint): Position => ({
  instrument: instrument.id,
  size: lots(size),
  entryValue: fillValue(instrument, lots(size), ticks(price)),
})

const otherSide = (held: readonly Position[]): readonly Position[] =>
  [BTC, ETH].flatMap(({ id }) => {
    const own = held.filter(({ instrument }) => instrument === id)
    const size = -own.reduce((total, position) => total + position.size, 0n)
    const entryValue = -own.reduce((total, position) => total + position.entryValue, 0n)
    return size === 0n && entryValue === 0n ? [] : [{ instrument: id, size: lots(size), entryValue: atoms(entryValue) }]
  })

const account = (id: string, kind: Account['kind'], cash: bigint, positions: readonly Position[]): Account => ({
  id,
  owner: id,
  kind,
  mode: 'cross',
  balances: cash === 0n ? [] : [{ asset: USD.id, atoms: atoms(cash) }],
  positions,
  orders: [],
})
