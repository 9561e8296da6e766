import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { atoms, lots, ticks, type Account, type EngineEvent, type LiveOrder, type OpenOrder } from '@ebbline/core'
import type { MarketLiquidity, GeneratedScenario } from '@ebbline/wire'
import { venueTerms } from './market-terms.ts'
import { generatePath } from './path.ts'
import { depthProfile } from './venue-profile.ts'
import { createVenue } from './venue.ts'

const smoke = JSON.parse(
  readFileSync(new URL('../../scenarios/smoke.json', import.meta.url), 'utf8'),
) as GeneratedScenario
// 10 BTC within 100 bp on a side, evenly: 10 levels from 1 bp on.
const liquidity = { spreadBps: 2, levels: 10, depth: [{ bps: 100, size: 10 }], refillHalfLifeSec: 30 } as const
const scenario: GeneratedScenario = {
  ...smoke,
  liquidity: smoke.liquidity.map((row) => ({ ...row, ...liquidity })),
}
const terms = venueTerms(scenario, generatePath(scenario))
const trader = (orders: readonly OpenOrder[]): Account => ({
  id: 'restingTrader',
  owner: 'restingTrader',
  kind: 'trader',
  mode: 'cross',
  balances: [{ asset: 'USDC', atoms: atoms(1_000_000_000n) }],
  positions: [{ instrument: 'BTC-PERP', size: lots(40n), entryValue: atoms(2_400_000_000n) }],
  orders,
})
const order = (id: string, side: 'buy' | 'sell', price: bigint, reduceOnly: boolean): OpenOrder => ({
  id,
  instrument: 'BTC-PERP',
  side,
  remaining: lots(40n),
  price: ticks(price),
  reduceOnly,
})
const market = (id: string, side: 'buy' | 'sell', size: bigint): EngineEvent => ({
  kind: 'order-sent',
  live: {
    order: {
      id,
      owner: 'weakTrader',
      instrument: 'BTC-PERP',
      side,
      size: lots(size),
      limit: null,
      timeInForce: 'IOC',
      reducible: null,
    },
    account: 'weakTrader',
    decision: 'd1.0',
    remaining: lots(size),
    status: 'sent',
  } satisfies LiveOrder,
})
const at = (mid: number) => [{ instrument: 'BTC-PERP', mid, depthFactor: 1 }]
const depthOf = (venue: ReturnType<typeof createVenue>, side: 'bids' | 'asks') =>
  venue.books()[0]?.[side].reduce((sum, level) => sum + level.size, 0n) ?? 0n

describe('createVenue', () => {
  test('the background holds the stated depth around the middle', () => {
    const venue = createVenue(scenario, terms, [], 'world')
    venue.quote(at(60_000), 0)
    // 10 BTC are 10 000 lots; the nearest quote stands half a spread, 1 bp = 60 ticks, away.
    assert.equal(depthOf(venue, 'bids'), 10_000n)
    assert.equal(depthOf(venue, 'asks'), 10_000n)
    assert.equal(venue.books()[0]?.bids[0]?.price, 599_940n)
    assert.equal(venue.books()[0]?.asks[0]?.price, 600_060n)
  })

  test('a forced order fills once in the news, counts as flow, and its fill thins the book until it refills', () => {
    const venue = createVenue(scenario, terms, [], 'world')
    venue.quote(at(60_000), 0)
    const news = venue.execute([market('o1', 'sell', 5_000n)])
    const fills = news.filter((update) => update.kind === 'filled')
    assert.equal(
      fills.reduce((sum, { fill }) => sum + fill.size, 0n),
      5_000n,
    )
    assert.ok(fills.every((update) => update.order === 'o1'))
    assert.equal(venue.takeFlow().get('BTC-PERP'), -5_000n)
    assert.equal(venue.takeFlow().size, 0)
    assert.equal(depthOf(venue, 'bids'), 5_000n)
    venue.quote(at(60_000), 30)
    // After one half-life half of what was taken is back; each of the ten levels may round one lot down.
    const back = Number(depthOf(venue, 'bids'))
    assert.ok(back <= 7_500 && back >= 7_490, String(back))
    assert.equal(depthOf(venue, 'asks'), 10_000n)
  })

  test('quotes that cross a resting order trade with it: one fill, rest-of-world as taker, no forced flow', () => {
    const venue = createVenue(scenario, terms, [trader([order('r1', 'buy', 590_000n, false)])], 'world')
    venue.quote(at(60_000), 0)
    assert.deepEqual(venue.execute([]), [])
    venue.quote(at(58_000), 5)
    const news = venue.execute([])
    assert.deepEqual(
      news.map((update) =>
        update.kind === 'filled' ? [update.fill.maker, update.fill.taker, update.fill.price, update.fill.size] : update,
      ),
      [['restingTrader', 'world', 590_000n, 40n]],
    )
    assert.equal(venue.takeFlow().size, 0)
  })

  test('an order that the engine dropped leaves the book in silence', () => {
    const venue = createVenue(scenario, terms, [trader([order('r1', 'buy', 590_000n, false)])], 'world')
    venue.quote(at(60_000), 0)
    const dropped: EngineEvent = { kind: 'order-dropped', account: 'restingTrader', order: 'r1', by: 'engine' }
    assert.deepEqual(venue.execute([dropped]), [])
    venue.quote(at(58_000), 5)
    assert.deepEqual(venue.execute([]), [])
  })

  test('a reduce-only order leaves once its position is smaller than it, and the engine hears of it', () => {
    const venue = createVenue(scenario, terms, [trader([order('r1', 'sell', 610_000n, true)])], 'world')
    venue.quote(at(60_000), 0)
    const closed: EngineEvent = {
      kind: 'moved',
      movement: {
        cause: { kind: 'genesis' },
        changes: [
          {
            account: 'restingTrader',
            cash: [],
            positions: [{ instrument: 'BTC-PERP', size: lots(-1n), entryValue: atoms(-60_000_000n) }],
          },
        ],
      },
    }
    assert.deepEqual(venue.execute([closed]), [{ kind: 'cancelled', order: 'r1', remaining: 40n }])
  })

  test('a venue restored from a snapshot goes on exactly as the original', () => {
    const make = () => createVenue(scenario, terms, [trader([order('r1', 'buy', 590_000n, false)])], 'world')
    const [original, copy] = [make(), make()]
    original.quote(at(60_000), 0)
    original.execute([market('o1', 'sell', 3_333n)])
    copy.restore(structuredClone(original.snapshot()))
    const goOn = (venue: typeof original) => {
      const seen: unknown[] = [venue.books(), venue.takeFlow()]
      for (const mid of [59_950, 59_000, 58_000]) {
        venue.quote(at(mid), 5)
        seen.push(venue.books(), venue.execute([market(`o${mid}`, 'buy', 777n)]), venue.takeFlow())
      }
      return seen
    }
    assert.deepEqual(goOn(copy), goOn(original))
  })
})

describe('depthProfile', () => {
  const row = (patch: Partial<MarketLiquidity>): MarketLiquidity => ({
    ...(scenario.liquidity[0] ?? assert.fail()),
    spreadBps: 10,
    levels: 3,
    depth: [
      { bps: 20, size: 1 },
      { bps: 80, size: 4 },
    ],
    ...patch,
  })
  const btc = terms.derivatives[0] ?? assert.fail()

  test('levels grow by one factor from half the spread to the last point, sizes on straight lines', () => {
    const profile = depthProfile(btc, row({}))
    assert.deepEqual(
      profile.map(({ distanceBps }) => Math.round(distanceBps * 1e9) / 1e9),
      [5, 20, 80],
    )
    // 1 BTC within 20 bp on a line gives 0.25 within 5 bp; one lot may fall to the next level by rounding.
    const sizes = profile.map(({ lots: size }) => Number(size))
    for (const [level, expected] of [250, 750, 3000].entries())
      assert.ok(Math.abs((sizes[level] ?? 0) - expected) <= 1, sizes.join())
    assert.equal(
      sizes.reduce((sum, size) => sum + size, 0),
      4000,
    )
  })

  test('one level stands at half the spread', () =>
    assert.deepEqual(depthProfile(btc, row({ levels: 1 })), [{ distanceBps: 5, lots: 250n }]))
})
