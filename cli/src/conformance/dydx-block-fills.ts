import {
  createEngine,
  defineTiers,
  fillValue,
  lots,
  NO_ATOMS,
  NO_LOTS,
  ratioOf,
  step,
  type Account,
  type AccountKind,
  type Command,
  type Engine,
  type EngineEvent,
  type LinearPerpetual,
  type Lots,
  type Order,
  type PolicyDeclaration,
  type Ticks,
  type VenueDeclaration,
} from '@ebbline/core'
import { listIn, recordOf, type Adapter, type Inputs } from './adapter.ts'
import { CASH, cashIn, cashText, marketOf, priceOf, sizeOf } from './dydx-account.ts'

/** Length of the block in which every fill falls, ms. */
const BLOCK_MS = 60_000
const TAKER = 'subaccount'
const MAKER = 'makers'
const LIMIT = 'maxNotionalPerBlock'
const NO_LIMIT = 'unlimited'

/** One fill as a position of its own: a long that is closed whole at its oracle price. */
interface Filled {
  readonly market: LinearPerpetual
  readonly size: Lots
  readonly price: Ticks
}

/**
 * The fills of one order as successive slices of one account within one block: a market for each, closed whole and one by one at its
 * oracle price, under the pace `block-budget`. Everything runs through the engine.
 */
export const dydxBlockFillsCase: Adapter = {
  file: 'dydx-v4.json',
  formula: 'blockBudgetAcrossFills',
  run: (inputs) => {
    const fills = listIn(inputs, 'fillsInOrder')
      .map(fillOf)
      .filter(({ size }) => size !== NO_LOTS)
    const limit = limitIn(inputs)
    if (fills.length === 0) return { status: 'ok', notionalLiquidated: cashText(NO_ATOMS) }
    const engine = createEngine()
    step(engine, { kind: 'genesis', time: 0, venue: venueOf(fills, limit), accounts: accountsOf(fills) })
    const events: EngineEvent[] = []
    for (const time of fills.keys()) {
      const sent = step(engine, batchOf(fills, time)).flatMap((event) =>
        event.kind === 'order-sent' ? [event.live.order] : [],
      )
      if (sent.length === 0) break
      events.push(...step(engine, answerTo(sent, fills, time)))
    }
    return outputsOf(engine, events)
  },
}

const limitIn = (inputs: Inputs): string => (inputs[LIMIT] === NO_LIMIT ? NO_LIMIT : cashText(cashIn(inputs, LIMIT)))

const outputsOf = (engine: Engine, events: readonly EngineEvent[]) => {
  const receipt = events.flatMap((event) => (event.kind === 'episode-ended' ? [event.receipt] : [])).at(-1)
  const open = engine.state.episodes.get(TAKER)?.memory
  return {
    status: receipt === undefined ? 'stoppedMaxNotionalPerBlock' : 'ok',
    notionalLiquidated: cashText((receipt ?? open)?.closedNotional ?? NO_ATOMS),
  }
}

/** Names count up, so that markets are closed in the order of the fills. */
const fillOf = (listed: unknown, index: number): Filled => {
  const fill = recordOf('fillsInOrder', listed)
  return {
    market: marketOf(`fill-${String(index).padStart(6, '0')}`),
    size: lots(sizeOf('size', fill['size'])),
    price: priceOf('oracle', fill['oracle']),
  }
}

const batchOf = (fills: readonly Filled[], time: number): Command => ({
  kind: 'batch',
  time,
  prints: fills.map(({ market, price }) => ({ source: 'oracle', instrument: market.id, price, time })),
  books: fills.map(({ market, size, price }) => ({ instrument: market.id, bids: [{ price, size }], asks: [] })),
  volumes: [],
  funding: [],
})

/** Every order is filled whole at the oracle price. */
const answerTo = (sent: readonly Order[], fills: readonly Filled[], time: number): Command => ({
  kind: 'order-updates',
  time,
  updates: sent.flatMap(({ id, instrument, size, side }) =>
    fills
      .filter(({ market }) => market.id === instrument)
      .map(({ price }) => ({
        kind: 'filled' as const,
        order: id,
        fill: { instrument, price, size, side, takerOrder: id, taker: TAKER, makerOrder: `to ${id}`, maker: MAKER },
        remaining: lots(0n),
      })),
  ),
  books: [],
})

const rule = (name: string) => ({ rule: name })

/** Everything is closed as fast as the block allows, a leg beyond it not at all. */
const policyOf = (limit: string): PolicyDeclaration => ({
  name: 'block-fills',
  title: 'One market after another within a block',
  source: 'dYdX v4',
  date: '2026-11-22',
  evidence: 'test-numbers',
  summary: 'The fills of one order against the notional limit of a block.',
  queue: rule('least-distance'),
  stages: [
    {
      name: 'close',
      enter: { rule: 'health-below', multiple: '1' },
      until: { rule: 'target', multiple: '1' },
      before: [],
      direction: rule('one-by-one'),
      size: rule('full'),
      pace: {
        rule: 'block-budget',
        blockMs: BLOCK_MS,
        beyond: 'drop',
        ...(limit === NO_LIMIT ? {} : { notional: limit }),
      },
      limit: rule('market'),
      penalty: rule('none'),
      action: { rule: 'trade', timeInForce: 'IOC' },
    },
  ],
  allocation: rule('independent'),
  waterfall: [],
  rounding: 'against-account',
  laws: { holds: [], breaks: [] },
})

const venueOf = (fills: readonly Filled[], limit: string): VenueDeclaration => {
  const policy = policyOf(limit)
  const rates = { initialRate: ratioOf('1'), maintenanceRate: ratioOf('0.5') }
  return {
    name: 'one block',
    numeraire: CASH.id,
    assets: [CASH],
    instruments: fills.map(({ market }) => market),
    tiers: fills.map(({ market }) => ({ instrument: market.id, tiers: defineTiers([{ floor: NO_ATOMS, ...rates }]) })),
    collateral: [],
    marks: fills.map(({ market }) => ({ instrument: market.id, rule: ORACLE })),
    takerFee: ratioOf('0'),
    house: {
      treasury: 'treasury',
      external: 'external',
      restOfWorld: MAKER,
      vault: null,
      funds: fills.map(({ market }) => ({ instrument: market.id, account: 'fund' })),
    },
    policies: [policy],
    policy: { traders: policy.name, house: policy.name, accounts: [] },
  }
}

const ORACLE = {
  kind: 'weighted-median',
  sources: [{ source: 'oracle', weight: 1n }],
  ageMax: BLOCK_MS,
  deviationMax: null,
} as const

/** The account holds every fill's size, entered at its price and backed by nothing, so that it stays due until it is flat. */
const accountsOf = (fills: readonly Filled[]): readonly Account[] => [
  accountOf(TAKER, 'trader', fills),
  accountOf(
    MAKER,
    'rest-of-world',
    fills.map((fill) => ({ ...fill, size: lots(-fill.size) })),
  ),
  accountOf('fund', 'fund', []),
  accountOf('treasury', 'treasury', []),
  accountOf('external', 'external', []),
]

const accountOf = (id: string, kind: AccountKind, held: readonly Filled[]): Account => ({
  id,
  owner: id,
  kind,
  mode: 'cross',
  balances: [],
  positions: held.map(({ market, size, price }) => ({
    instrument: market.id,
    size,
    entryValue: fillValue(market, size, price),
  })),
  orders: [],
})
