import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { lots, ticks, type CostModel, type DepthCurve, type EngineEvent, type Order } from '@ebbline/core'
import type { JournalEntry, RunEstimates } from '@ebbline/wire'
import { createEstimateKeeper } from './estimates.ts'
import { bundled, opened, planOf, scaled } from './runs.fixtures.ts'

/** Without any spread of errors an estimate must be met exactly: with one, it has room. */
const model = (scale: number): CostModel => ({
  scale,
  sizeExponent: 0,
  halfLifeSec: 1,
  unseenScale: 0,
  coefficient: 1,
  crossover: 0.001,
})

// Mid 10,000: one tick is one basis point.
const curve = (near: bigint): DepthCurve => ({
  instrument: 'BTC-PERP',
  bids: [
    { price: ticks(9_990n), size: lots(near) },
    { price: ticks(9_980n), size: lots(100n) },
  ],
  asks: [{ price: ticks(10_010n), size: lots(100n) }],
})

const batch = (time: number, book: DepthCurve, events: readonly EngineEvent[] = []): JournalEntry => ({
  seq: time,
  command: { kind: 'batch', time, prints: [], books: [book], volumes: [], funding: [] },
  events,
})

const order: Order = {
  id: 'd1.0.0',
  owner: 't1',
  instrument: 'BTC-PERP',
  side: 'sell',
  size: lots(20n),
  limit: null,
  timeInForce: 'IOC',
  reducible: null,
}

const sent = (change: Partial<Order> = {}): EngineEvent => {
  const changed = { ...order, ...change }
  return {
    kind: 'order-sent',
    live: { order: changed, account: 't1', decision: 'd1.0', remaining: changed.size, status: 'sent' },
  }
}

const filled = (size: bigint, price: bigint): EngineEvent => ({
  kind: 'moved',
  movement: {
    cause: {
      kind: 'fill',
      instrument: 'BTC-PERP',
      price: ticks(price),
      size: lots(-size),
      taker: 't1',
      maker: 'rest',
      takerOrder: order.id,
      makerOrder: 'm',
    },
    changes: [],
  },
})

/** An engine that knows BTC-PERP; a lot is worth the same in all of these trades. */
const { engine } = opened(planOf(scaled(bundled('smoke'), 20), 'soft', 'frozen')).runner

const summary = (scale: number, entries: readonly JournalEntry[]): RunEstimates => {
  const keeper = createEstimateKeeper(model(scale))
  for (const entry of entries) keeper.observe(entry, engine)
  return keeper.summary()
}

describe('createEstimateKeeper', () => {
  // The book before holds 10 lots 10 bp from mid, the rest 20 bp away: 20 lots are expected to cost (10·10 + 10·20) / 20 = 15 bp.
  const expecting15 = batch(0, curve(10n))

  test('an order that meets the book of the batch before costs what was foreseen', () => {
    const met = batch(1000, curve(10n), [sent(), filled(10n, 9_990n), filled(10n, 9_980n)])
    assert.deepEqual(summary(0, [expecting15, met]), { trades: 1, bias: 0, coverage: 1, below: 0, above: 0 })
  })

  // 5 lots at 10 bp and 15 at 20 bp: 17.5 bp. The interval of scale 0.2 after one half-life ends at 15·exp(1.645·0.2·√½) = 18.9 bp.
  test('a thinner book is dearer, within the interval or above it', () => {
    const thinner = batch(1000, curve(5n), [sent(), filled(5n, 9_990n), filled(15n, 9_980n)])
    const { bias, coverage, above } = summary(0, [expecting15, thinner])
    assert.deepEqual([coverage, above], [0, 1])
    assert.ok(Math.abs((bias ?? 0) + 1 / 7) < 1e-12)
    assert.equal(summary(0.2, [expecting15, thinner]).coverage, 1)
  })

  test('a richer book is cheaper than the interval', () => {
    const richer = batch(1000, curve(15n), [sent(), filled(15n, 9_990n), filled(5n, 9_980n)])
    assert.equal(summary(0, [expecting15, richer]).below, 1)
  })

  test('a limit counts before the trade: only what the book offered within it was expected', () => {
    const limited = batch(1000, curve(10n), [sent({ limit: ticks(9_990n) }), filled(10n, 9_990n)])
    assert.deepEqual(summary(0, [expecting15, limited]), { trades: 1, bias: 0, coverage: 1, below: 0, above: 0 })
  })

  test('what fills later counts to its order', () => {
    const late: JournalEntry = {
      seq: 2,
      command: { kind: 'order-updates', time: 1000, updates: [], books: [curve(1n)] },
      events: [filled(10n, 9_990n), filled(10n, 9_980n)],
    }
    assert.equal(summary(0, [expecting15, batch(1000, curve(10n), [sent()]), late]).coverage, 1)
  })

  test('without a book before, or without a fill, there is nothing to compare', () => {
    const nothing = { trades: 0, bias: null, coverage: null, below: null, above: null }
    assert.deepEqual(summary(0, [batch(0, curve(10n), [sent(), filled(10n, 9_990n)])]), nothing)
    assert.deepEqual(summary(0, [expecting15, batch(1000, curve(10n), [sent()])]), nothing)
  })
})
