import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { lots, type Lots } from '../units/index.ts'
import { sizeIn } from '../accounts/index.ts'
import type { Order, OrderUpdate } from '../market/index.ts'
import { step, type Engine } from './engine.ts'
import { batchOf, begin, btcLots, btcTicks, deep, person, START } from './fixtures.ts'
import { fullImbalances } from './invariants.ts'
import { accountOf } from './state.ts'
import type { EngineEvent } from './types.ts'

const long = person({ id: 'weakLong', cash: '12000', btc: { size: '10', entry: '60000' } })
const rich = person({ id: 'richShort', cash: '500000', btc: { size: '-10', entry: '60000' } })

const sentIn = (events: readonly EngineEvent[]): readonly Order[] =>
  events.flatMap((event) => (event.kind === 'order-sent' ? [event.live.order] : []))

/** One batch at 59,300, where the long is weak: 5,000 against 5,930; the venue's answers are left to the test. */
const weaken = (engine: Engine, after: number): readonly Order[] =>
  sentIn(step(engine, batchOf({ time: START + after, prices: { btc: '59300' }, size: deep })))

const answer = (engine: Engine, after: number, updates: readonly OrderUpdate[]): readonly EngineEvent[] =>
  step(engine, { kind: 'order-updates', time: START + after, updates, books: [] })

const start = () => {
  const { engine } = begin('full-close', [long, rich])
  const [order] = weaken(engine, 5_000)
  assert.ok(order)
  return { engine, order }
}

const fillOf = (order: Order, size: Lots, remaining: Lots): OrderUpdate => ({
  kind: 'filled',
  order: order.id,
  remaining,
  fill: {
    instrument: order.instrument,
    price: btcTicks('59290'),
    size,
    side: order.side,
    takerOrder: order.id,
    taker: 'weakLong',
    makerOrder: 'quote',
    maker: 'world',
  },
})

describe('what a venue says of an order', () => {
  test('nothing more is sent on a leg in doubt until it is reconciled', () => {
    const { engine, order } = start()
    answer(engine, 5_000, [{ kind: 'unknown', order: order.id }])
    assert.deepEqual(weaken(engine, 10_000), [])
    const reconciled = answer(engine, 10_000, [{ kind: 'cancelled', order: order.id, remaining: order.size }])
    assert.deepEqual(
      sentIn(reconciled).map((each) => each.size),
      [btcLots('10')],
    )
  })

  test('what is in flight is not planned again', () => {
    const { engine, order } = start()
    answer(engine, 5_000, [{ kind: 'accepted', order: order.id }])
    assert.deepEqual(weaken(engine, 10_000), [])
  })

  test('a fill that comes late is settled, and the rest of the order stays in flight', () => {
    const { engine, order } = start()
    answer(engine, 8_000, [fillOf(order, btcLots('4'), btcLots('6'))])
    assert.equal(sizeIn(accountOf(engine.state, 'weakLong'), 'BTC-PERP'), btcLots('6'))
    assert.equal(engine.state.live.get(order.id)?.remaining, btcLots('6'))
    assert.deepEqual(fullImbalances(engine.state), [])
  })

  for (const kind of ['cancelled', 'expired'] as const)
    test(`an order that ${kind === 'expired' ? 'expired' : 'was cancelled'} with nothing filled counts as unfilled`, () => {
      const { engine, order } = start()
      answer(engine, 5_000, [{ kind, order: order.id, remaining: order.size }])
      assert.equal(engine.state.episodes.get('weakLong')?.memory.stageUnfilled, 1)
      assert.equal(engine.state.live.get(order.id), undefined)
    })

  test('one that expired after a part was filled does not', () => {
    const { engine, order } = start()
    const left = lots(order.size - btcLots('1'))
    const updates: readonly OrderUpdate[] = [
      fillOf(order, btcLots('1'), left),
      { kind: 'expired', order: order.id, remaining: left },
    ]
    answer(engine, 5_000, updates)
    assert.equal(engine.state.episodes.get('weakLong')?.memory.stageUnfilled, 0)
  })

  test('a rejection ends the order', () => {
    const { engine, order } = start()
    answer(engine, 5_000, [{ kind: 'rejected', order: order.id, reason: 'no-liquidity' }])
    assert.equal(engine.state.live.get(order.id), undefined)
    assert.equal(engine.state.episodes.get('weakLong')?.memory.stageUnfilled, 1)
  })

  test('an amendment says what is left in flight; one that was refused says nothing', () => {
    const { engine, order } = start()
    const amended = { kind: 'amended', order: order.id, remaining: btcLots('7'), limit: order.limit } as const
    answer(engine, 5_000, [amended])
    assert.equal(engine.state.live.get(order.id)?.remaining, btcLots('7'))
    assert.deepEqual(
      answer(engine, 5_000, [{ kind: 'amend-refused', order: order.id, reason: 'outside-band' }]).map(
        ({ kind }) => kind,
      ),
      [],
    )
  })

  test("an amendment of a user's resting order changes what the account has open", () => {
    const bid = { instrument: 'BTC-PERP', side: 'buy', remaining: btcLots('2'), reduceOnly: false } as const
    const resting = { ...bid, id: 'bid', price: btcTicks('59000') }
    const { engine } = begin('full-close', [{ ...rich, orders: [resting] }, long])
    answer(engine, 5_000, [{ kind: 'amended', order: 'bid', remaining: btcLots('1'), limit: btcTicks('58000') }])
    assert.deepEqual(accountOf(engine.state, 'richShort').orders, [
      { ...resting, remaining: btcLots('1'), price: btcTicks('58000') },
    ])
  })

  test('word of an order that nobody knows changes nothing', () => {
    const { engine } = start()
    assert.deepEqual(answer(engine, 5_000, [{ kind: 'expired', order: 'stranger', remaining: lots(1n) }]), [])
  })
})

describe('the book that a round sends into', () => {
  // At 59,300: 3,000 against 3,558 and 2,000 against 2,372. Twenty levels show lots for both, for one, or for neither's rest.
  const people = [
    person({ id: 'larger', cash: '7200', btc: { size: '6', entry: '60000' } }),
    person({ id: 'smaller', cash: '4800', btc: { size: '4', entry: '60000' } }),
    rich,
  ]
  const rows = [
    ['0.5', ['larger', 'smaller']], // 10 BTC: just both
    ['0.3', ['larger']], // 6 BTC: the larger one's alone, so the other is not sent to come back empty
    ['0.35', ['larger', 'smaller']], // 7 BTC: the second finds a part
  ] as const
  for (const [size, expected] of rows)
    test(`${expected.length} orders where each of twenty levels shows ${size} BTC: what is sent before counts once`, () => {
      const { engine } = begin('full-close', people)
      const batch = batchOf({ time: START + 5_000, prices: { btc: '59300' }, size: btcLots(size) })
      assert.deepEqual(
        sentIn(step(engine, batch))
          .map((order) => order.owner)
          .toSorted(),
        expected,
      )
    })
})
