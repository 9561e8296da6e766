import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import {
  atoms,
  lots,
  ticks,
  type Account,
  type Atoms,
  type Cause,
  type EngineEvent,
  type Episode,
  type HouseDeclaration,
  type LiveOrder,
  type Receipt,
} from '@ebbline/core'
import type { GeneratedScenario } from '@ebbline/wire'
import type { Counterfactual } from './counterfactual.ts'
import { venueTerms } from './market-terms.ts'
import type { MetricValues } from './metrics-finish.ts'
import type { MetricsTerms } from './metrics-terms.ts'
import type { MetricsView } from './metrics-view.ts'
import { createFold, type MetricsResult } from './metrics.ts'
import { generatePath } from './path.ts'
/** One tier a market: initial 0.8 %, maintenance 0.4 %, so that tuning the scenario changes no number below. */
const tiered = (scenario: GeneratedScenario): GeneratedScenario => ({
  ...scenario,
  venue: {
    ...scenario.venue,
    tiers: scenario.venue.tiers.map(({ instrument }) => ({
      instrument,
      rows: [{ floor: '0', initialRate: '0.008', maintenanceRate: '0.004' }],
    })),
  },
})

const smoke = tiered(
  JSON.parse(readFileSync(new URL('../../scenarios/smoke.json', import.meta.url), 'utf8')) as GeneratedScenario,
)
const { rules } = venueTerms(smoke, generatePath(smoke))

/** USDC units in atoms. */
export const usdc = (units: number): Atoms => atoms(BigInt(Math.round(units * 1e6)))

/** One lot is 0.001 BTC, one tick 0.1 USDC, the mark 60 000: a lot is worth 60 USDC. Maintenance 0.4 %. */
export const account = (id: string, cash: number, size: bigint, entryPrice: number): Account => ({
  id,
  owner: id,
  kind: 'trader',
  mode: 'cross',
  balances: cash === 0 ? [] : [{ asset: 'USDC', atoms: usdc(cash) }],
  positions:
    size === 0n
      ? []
      : [{ instrument: 'BTC-PERP', size: lots(size), entryValue: usdc((Number(size) * entryPrice) / 1000) }],
  orders: [],
})

export const house: HouseDeclaration = {
  treasury: 'treasury',
  external: 'external',
  restOfWorld: 'world',
  vault: 'vault',
  funds: [{ instrument: 'BTC-PERP', account: 'fund' }],
}
const members = new Set(['treasury', 'external', 'world', 'vault', 'fund'])
export const terms: MetricsTerms = {
  house,
  isHouse: (id) => members.has(id),
  batchMs: 5000,
  decimals: 6,
  derivatives: [{ id: 'BTC-PERP', tick: 0.1, farthestBps: 1000 }],
  exogenous: () => 60_000,
}
const book = (bid: bigint, ask: bigint) => ({
  instrument: 'BTC-PERP',
  bids: [{ price: ticks(bid), size: lots(1_000_000n) }],
  asks: [{ price: ticks(ask), size: lots(1_000_000n) }],
})
const houseAccounts = [account('fund', 100, 0n, 0), account('vault', 50, 0n, 0)]

export interface Scene {
  readonly accounts: readonly Account[]
  readonly episodes?: readonly string[]
  readonly bid?: bigint
  readonly mark?: bigint
  readonly time?: number
}

export const viewOf = ({ accounts, episodes = [], bid = 600_000n, mark = 600_000n, time = 0 }: Scene): MetricsView => {
  const all = [...houseAccounts.filter(({ id }) => !accounts.some((each) => each.id === id)), ...accounts]
  return {
    time,
    rules,
    prices: new Map([['BTC-PERP', ticks(mark)]]),
    account: (id) => {
      const found = all.find((each) => each.id === id)
      assert.ok(found, `no account ${id}`)
      return found
    },
    accounts: () => all.map(({ id }) => id),
    episodes: () => episodes,
    depth: () => book(bid, 600_001n),
  }
}

const zero: Atoms = atoms(0n)

/** Names of the metrics that are null. */
export const unmeasured = (metrics: MetricValues): readonly string[] =>
  Object.keys(metrics).filter((name) => metrics[name] === null)
export const episode = (id: string): EngineEvent => ({
  kind: 'episode-started',
  episode: { account: id } as unknown as Episode,
})
export const acted = (id: string): EngineEvent => ({
  kind: 'decided',
  decision: {
    id: 'd1.0',
    time: 0,
    account: id,
    policy: 'p',
    stage: 's',
    kind: 'trade',
    equity: zero,
    requirement: zero,
    wanted: [],
    granted: [],
    reasons: [],
    topUp: zero,
  },
})
export const sent = (id: string, owner: string, size: bigint): EngineEvent => ({
  kind: 'order-sent',
  live: { order: { id, instrument: 'BTC-PERP', size: lots(size) }, account: owner } as unknown as LiveOrder,
})
export const moved = (cause: Cause, changes: readonly Account[] = []): EngineEvent => ({
  kind: 'moved',
  movement: { cause, changes: changes.map(({ id }) => ({ account: id, cash: [], positions: [] })) },
})
export const ended = (id: string, result: Receipt['result'], equityAtEnd: number): EngineEvent => ({
  kind: 'episode-ended',
  receipt: { account: id, result, started: 0, ended: 30_000, equityAtEnd: usdc(equityAtEnd) } as unknown as Receipt,
})
export const shortfall = (
  id: string,
  parts: Partial<Record<'atoms' | 'fund' | 'adl' | 'socialised' | 'unmet', number>>,
): EngineEvent => ({
  kind: 'shortfall',
  account: id,
  atoms: usdc(parts.atoms ?? 0),
  fund: usdc(parts.fund ?? 0),
  vault: zero,
  adl: usdc(parts.adl ?? 0),
  socialised: usdc(parts.socialised ?? 0),
  unmet: usdc(parts.unmet ?? 0),
  dust: zero,
})
export const counterfactual: Counterfactual = {
  wasUnnecessary: (each) => each.id === 'weakTrader',
  equityAtEnd: () => usdc(10),
  closingNeeded: (each) => (each.id === 'weakTrader' ? usdc(4000) : zero),
}

/** A trader of 0.1 BTC with 20 USDC sells everything 10 under mark and pays 3 of fees: 16 are left. */
export const oneClose = (): MetricsResult => {
  const fold = createFold(terms)
  const before = account('weakTrader', 20, 100n, 60_000)
  fold.sample(viewOf({ accounts: [before] }))
  fold.observe(
    [episode('weakTrader'), acted('weakTrader'), sent('o1', 'weakTrader', 100n)],
    viewOf({ accounts: [before] }),
  )
  fold.sample(viewOf({ accounts: [before], episodes: ['weakTrader'], time: 5000 }))
  const after = viewOf({ accounts: [account('weakTrader', 16, 0n, 0)], bid: 594_000n, time: 10_000 })
  fold.observe(
    [
      moved({
        kind: 'fill',
        instrument: 'BTC-PERP',
        price: ticks(599_900n),
        size: lots(-100n),
        taker: 'weakTrader',
        maker: 'world',
        takerOrder: 'o1',
        makerOrder: 'q1',
      }),
      { kind: 'order-done', order: 'o1', outcome: 'filled' },
      moved({ kind: 'fee', account: 'weakTrader', order: 'o1', asset: 'USDC', atoms: usdc(3) }),
      moved({ kind: 'penalty', account: 'weakTrader', to: 'fund', asset: 'USDC', atoms: usdc(1) }),
      ended('weakTrader', 'closed', 16),
    ],
    after,
  )
  fold.sample(after)
  return fold.finish(after, counterfactual)
}
