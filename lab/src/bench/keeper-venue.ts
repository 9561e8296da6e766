import {
  atoms,
  defineAsset,
  defineLinearPerpetual,
  defineTiers,
  divide,
  lots,
  NO_ATOMS,
  preset,
  ratio,
  ratioOf,
  ticks,
  type Account,
  type AccountId,
  type AccountKind,
  type Atoms,
  type Command,
  type Instrument,
  type Lots,
  type OpenOrder,
  type PolicyDeclaration,
  type StageDeclaration,
  type VenueDeclaration,
} from '@ebbline/core'
import type { KeeperCase } from './keeper-case.ts'

export const MARKET = 'X-PERP'
export const TRADER = 'trader'
export const KEEPER_FUND = 'fund'
export const START = 1_000_000
/** Long enough that calls in one slot are milliseconds apart. */
export const SLOT_MS = 10_000

const CASH = 'USDC'
const usdc = defineAsset(CASH, 6)
const BASE_ONE = 1_000_000_000n

/** Whole lots of the position and of the open bids. */
export interface CaseLots {
  readonly held: Lots
  readonly bids: Lots
}

/** A venue of one market, with the trader of the case, a keeper who can carry anything, and the world on the other side. */
export const genesisOf = (terms: KeeperCase, sizes: CaseLots): Command => ({
  kind: 'genesis',
  time: START,
  venue: venueOf(terms),
  accounts: accountsOf(terms, sizes),
})

const venueOf = (terms: KeeperCase): VenueDeclaration => {
  const policy = policyOf(terms)
  const rates = { initialRate: terms.maintenanceRate, maintenanceRate: terms.maintenanceRate }
  return {
    name: 'one market',
    numeraire: CASH,
    assets: [usdc],
    instruments: [marketOf(terms)],
    tiers: [{ instrument: MARKET, tiers: defineTiers([{ floor: NO_ATOMS, ...rates }]) }],
    collateral: [],
    marks: [
      {
        instrument: MARKET,
        rule: {
          kind: 'weighted-median',
          sources: [{ source: 'oracle', weight: 1n }],
          ageMax: SLOT_MS,
          deviationMax: null,
        },
      },
    ],
    takerFee: ratio(0n),
    house: {
      treasury: 'treasury',
      external: 'external',
      restOfWorld: 'world',
      vault: null,
      backstops: ['keeper'],
      funds: [{ instrument: MARKET, account: KEEPER_FUND }],
    },
    policies: [policy, preset('house-unwind')],
    policy: { traders: policy.name, house: 'house-unwind', accounts: [] },
  }
}

const marketOf = ({ stepSize }: KeeperCase): Instrument =>
  defineLinearPerpetual({
    id: MARKET,
    base: defineAsset('X', 9),
    quote: usdc,
    tickSize: ratioOf('0.000001'),
    lotSize: ratio(stepSize * BASE_ONE),
  })

/** The preset's keeper stage with the parameters of the case; debts stay, and a batch's volume is the most that is taken in it. */
const policyOf = (terms: KeeperCase): PolicyDeclaration => {
  const base = preset('drift-v2')
  return {
    ...base,
    allocation: { rule: 'participation-cap', share: '1' },
    waterfall: [],
    stages: base.stages.filter(({ name }) => name === 'keeper').map((stage) => withTerms(stage, terms)),
  }
}

const withTerms = (stage: StageDeclaration, terms: KeeperCase): StageDeclaration => {
  const { buffer, keeperFee, insuranceMost, initial, durationSlots } = terms
  return {
    ...stage,
    until: { ...stage.until, buffer },
    size: { ...stage.size, buffer },
    pace: { ...stage.pace, buffer, initial, durationSlots, slotMs: SLOT_MS },
    penalty: {
      ...stage.penalty,
      buffer,
      most: insuranceMost,
      keeper: keeperFee,
      keeperMost: keeperFee,
      slotMs: SLOT_MS,
    },
  }
}

const WEALTH = atoms(10n ** 30n)

const accountsOf = (terms: KeeperCase, { held, bids }: CaseLots): readonly Account[] => [
  {
    ...plain(TRADER, 'trader', terms.collateral),
    positions: positionOf(held, atoms(-terms.quoteEntry)),
    orders: ordersOf(terms, bids),
  },
  plain(KEEPER_FUND, 'fund', NO_ATOMS),
  plain('keeper', 'backstop', WEALTH),
  plain('treasury', 'treasury', NO_ATOMS),
  { ...plain('world', 'rest-of-world', NO_ATOMS), positions: positionOf(lots(-held), terms.quoteEntry) },
  plain('external', 'external', atoms(-terms.collateral - WEALTH)),
]

const plain = (id: AccountId, kind: AccountKind, cash: Atoms): Account => ({
  id,
  owner: id,
  kind,
  mode: 'cross',
  balances: cash === 0n ? [] : [{ asset: CASH, atoms: cash }],
  positions: [],
  orders: [],
})

const positionOf = (size: Lots, entryValue: Atoms): Account['positions'] =>
  size === 0n && entryValue === 0n ? [] : [{ instrument: MARKET, size, entryValue }]

/** The bids at the mark, but for one lot that would lose the margin of having orders if it filled. */
const ordersOf = ({ price, orderMargin, stepSize }: KeeperCase, bids: Lots): readonly OpenOrder[] => {
  if (bids === 0n) return []
  const dear = ticks(price + divide(orderMargin * BASE_ONE, stepSize, 'up'))
  const order = (id: string, remaining: bigint, at: bigint): OpenOrder => ({
    id,
    instrument: MARKET,
    side: 'buy',
    remaining: lots(remaining),
    price: ticks(at),
    reduceOnly: false,
  })
  return bids === 1n ? [order('dear', 1n, dear)] : [order('dear', 1n, dear), order('fair', bids - 1n, price)]
}
