import {
  atoms,
  defineAsset,
  defineLinearPerpetual,
  defineTiers,
  lots,
  NO_ATOMS,
  presets,
  ratioOf,
  ticks,
  type Account,
  type AccountId,
  type Cause,
  type Decision,
  type EngineEvent,
  type Episode,
  type Movement,
  type Receipt,
  type VenueDeclaration,
} from '@ebbline/core'
import type { JournalEntry } from '@ebbline/wire'

const usdc = defineAsset('USDC', 6)
const btc = defineAsset('BTC', 8)
const perpetual = defineLinearPerpetual({
  id: 'BTC-PERP',
  base: btc,
  quote: usdc,
  tickSize: ratioOf('0.1'),
  lotSize: ratioOf('0.001'),
})

const START = Date.UTC(2025, 9, 10, 20)

const rate = { floor: NO_ATOMS, initialRate: ratioOf('0.02'), maintenanceRate: ratioOf('0.01') }

/** A venue with one market, where traders stand under `soft` and the house under `house-unwind`. */
export const venue: VenueDeclaration = {
  name: 'example',
  numeraire: 'USDC',
  assets: [usdc, btc],
  instruments: [perpetual],
  tiers: [{ instrument: 'BTC-PERP', tiers: defineTiers([rate]) }],
  collateral: [],
  marks: [],
  takerFee: ratioOf('0.0005'),
  house: {
    treasury: 'treasury',
    external: 'external',
    restOfWorld: 'rest-of-world',
    vault: 'vault',
    funds: [{ instrument: 'BTC-PERP', account: 'fund' }],
  },
  policies: presets,
  policy: { traders: 'soft', house: 'house-unwind', accounts: [] },
}

/** USDC in atoms. */
export const usd = (units: number): ReturnType<typeof atoms> => atoms(BigInt(units) * 1_000_000n)

const account = (id: AccountId, size: bigint): Account => ({
  id,
  owner: id,
  kind: 'trader',
  mode: 'cross',
  balances: [{ asset: 'USDC', atoms: usd(1_500) }],
  positions: [{ instrument: 'BTC-PERP', size: lots(size), entryValue: usd(60_000) }],
  orders: [],
})

const nothing = { fees: NO_ATOMS, penalties: NO_ATOMS, takenOver: NO_ATOMS, deleveraged: NO_ATOMS, covered: NO_ATOMS }

const fullClose = { cost: usd(90), equityAfter: usd(600), fillable: true }

const episode: Episode = {
  account: 'trader',
  policy: 'soft',
  memory: {
    started: START + 10_000,
    stage: 0,
    stageEntered: START + 10_000,
    actions: 0,
    stageActions: 0,
    firstAction: null,
    lastAction: null,
    stageUnfilled: 0,
    ordersCancelled: false,
    closedNotional: NO_ATOMS,
    paid: NO_ATOMS,
  },
  instrument: 'BTC-PERP',
  equityAtStart: usd(690),
  requirementAtStart: usd(600),
  notionalAtStart: usd(60_000),
  fullClose,
  slippage: NO_ATOMS,
  traded: NO_ATOMS,
  decisions: 0,
  bound: [],
  ...nothing,
}

const decision: Decision = {
  id: 'd3.0',
  time: START + 10_000,
  account: 'trader',
  policy: 'soft',
  stage: 'trim',
  kind: 'trade',
  equity: usd(690),
  requirement: usd(600),
  wanted: [{ instrument: 'BTC-PERP', size: lots(-200n), limit: ticks(590_000n) }],
  granted: [{ instrument: 'BTC-PERP', size: lots(-100n), limit: ticks(590_000n) }],
  reasons: [
    { part: 'enter', rule: 'health-below', facts: { equityAtoms: '690000000', multiple: '1.2' }, bound: false },
    { part: 'limit', rule: 'mark-offset', facts: { 'BTC-PERP.limitTicks': '590000', bps: '20' }, bound: false },
    { part: 'allocation', rule: 'participation-cap', facts: { instrument: 'BTC-PERP' }, bound: true },
  ],
  topUp: usd(30),
}

/** 690 - 10 - 5 - 3 = 672 */
const receipt: Receipt = {
  ...nothing,
  account: 'trader',
  policy: 'soft',
  instrument: 'BTC-PERP',
  started: START + 10_000,
  ended: START + 15_000,
  result: 'restored',
  equityAtStart: usd(690),
  requirementAtStart: usd(600),
  notionalAtStart: usd(60_000),
  equityAtEnd: usd(672),
  requirementAtEnd: usd(530),
  notionalAtEnd: usd(53_000),
  marketMove: usd(-10),
  closedNotional: usd(6_000),
  slippage: usd(5),
  fees: usd(3),
  traded: usd(6_000),
  decisions: 1,
  bound: ['allocation: participation-cap'],
  fullClose,
}

const moved = (cause: Cause, ...accounts: readonly AccountId[]): EngineEvent => {
  const changes = accounts.map((id) => ({ account: id, cash: [], positions: [] }))
  const movement: Movement = { cause, changes }
  return { kind: 'moved', movement }
}

const fill: Cause = {
  kind: 'fill',
  instrument: 'BTC-PERP',
  price: ticks(599_500n),
  size: lots(-100n),
  taker: 'trader',
  maker: 'rest-of-world',
  takerOrder: 'd3.0.0',
  makerOrder: 'x1',
}

const order = {
  id: 'd3.0.0',
  owner: 'trader',
  instrument: 'BTC-PERP',
  side: 'sell',
  size: lots(100n),
  limit: ticks(590_000n),
  timeInForce: 'IOC',
  reducible: lots(1_000n),
} as const

const adl: Cause = {
  kind: 'adl',
  account: 'other',
  counterparty: 'trader',
  instrument: 'BTC-PERP',
  price: ticks(598_000n),
  size: lots(-50n),
}

const entry = (seq: number, seconds: number, events: readonly EngineEvent[]): JournalEntry => ({
  seq,
  command: { kind: 'clock', time: START + seconds * 1_000 },
  events,
})

const price = ticks(600_000n)
const mark = { instrument: 'BTC-PERP', price, index: price, status: 'fine', time: START } as const

/** A run in which `trader` is trimmed and restored, and later deleveraged against for `other`. */
export const journal: readonly JournalEntry[] = [
  entry(1, 0, [
    { kind: 'opened', time: START, venue, accounts: [account('trader', 1_000n), account('other', -1_000n)] },
  ]),
  entry(2, 5, [{ kind: 'observed', time: START + 5_000, marks: [mark] }]),
  entry(3, 10, [
    { kind: 'episode-started', episode },
    { kind: 'decided', decision },
    { kind: 'order-sent', live: { order, account: 'trader', decision: 'd3.0', remaining: lots(100n), status: 'sent' } },
  ]),
  entry(4, 10, [
    moved(fill, 'trader', 'rest-of-world'),
    moved({ kind: 'fee', account: 'trader', order: 'd3.0.0', asset: 'USDC', atoms: usd(3) }, 'trader', 'treasury'),
    { kind: 'order-done', order: 'd3.0.0', outcome: 'filled' },
  ]),
  entry(5, 15, [{ kind: 'episode-ended', receipt }]),
  entry(6, 20, [moved(adl, 'other', 'trader')]),
]
