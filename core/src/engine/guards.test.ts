import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { lots, ratioOf, type Ticks } from '../units/index.ts'
import type { MarkStatus } from '../marks/index.ts'
import { createEngine, step, type Engine } from './engine.ts'
import { batchOf, btcLots, btcTicks, closed, deep, person, usd, venueOfPolicy } from './fixtures.ts'
import { judgedMarks, sendable } from './guards.ts'
import { fullImbalances } from './invariants.ts'
import { accountOf } from './state.ts'
import type { Command, EngineEvent } from './types.ts'

const other = person({
  id: 'other',
  cash: '900000',
  btc: { size: '-20', entry: '60000' },
  eth: { size: '-20', entry: '3000' },
})

const start = (cash: string, eth = '0.001', policy = 'full-close'): Engine => {
  const engine = createEngine()
  const trader = person({
    id: 'trader',
    cash,
    btc: { size: '10', entry: '60000' },
    ...(eth === '0' ? {} : { eth: { size: eth, entry: '3000' } }),
  })
  const accounts = closed([trader, other], { fund: '100000', vault: '100000' })
  step(engine, { kind: 'genesis', time: 0, venue: venueOfPolicy(policy), accounts })
  step(engine, batchOf({ time: 1_000, prices: { btc: '60000' }, size: deep }))
  return engine
}

/** Puts a mark where a rule would. */
const judge = (engine: Engine, instrument: string, status: MarkStatus, price?: Ticks): void => {
  const mark = engine.state.marks.get(instrument)
  assert.ok(mark)
  engine.state.marks.set(instrument, { ...mark, status, price: price ?? mark.price })
  engine.state.prices.set(instrument, price ?? mark.price)
}

const weak = btcTicks('59300')

const sent = (events: readonly EngineEvent[]): readonly string[] =>
  events.flatMap((event) => (event.kind === 'order-sent' ? [event.live.order.instrument] : []))

const look = (engine: Engine, time: number): readonly EngineEvent[] => step(engine, { kind: 'clock', time })

const begun = (events: readonly EngineEvent[]): boolean => events.some((event) => event.kind === 'episode-started')

describe('a round on marks in doubt', () => {
  // 12,000 and 10 BTC from 60,000: at 59,300 equity is 5,000 against 5,930; at twice that mark it is far above.
  const rows = [
    ['fine', true],
    ['stale', false],
    ['suspect', false],
    ['halted', false],
  ] as const
  for (const [status, begins] of rows)
    test(`on a ${status} mark treatment ${begins ? 'begins' : 'does not begin'}`, () => {
      const engine = start('12000', '0')
      judge(engine, 'BTC-PERP', status, weak)
      assert.equal(begun(look(engine, 2_000)), begins)
    })

  test('a speck of a stale market does not make an account untouchable, and nothing of it is sold', () => {
    const engine = start('12000', '0.001')
    judge(engine, 'ETH-PERP', 'stale')
    judge(engine, 'BTC-PERP', 'fine', weak)
    assert.deepEqual(sent(look(engine, 2_000)), ['BTC-PERP'])
  })

  test('an account whose breach hangs on the price in doubt is left alone', () => {
    // 30 ETH from 3,000 could have gained 90,000.
    const engine = start('12000', '30')
    judge(engine, 'ETH-PERP', 'stale')
    judge(engine, 'BTC-PERP', 'fine', weak)
    assert.equal(begun(look(engine, 2_000)), false)
  })

  // At 59,300 the account is weak and its slices name a limit; at 58,700 it is bankrupt and full-close hands it over.
  const going = [
    ['soft', 'suspect', '59300', true],
    ['soft', 'stale', '59300', false],
    ['soft', 'halted', '59300', false],
    ['full-close', 'suspect', '59300', true],
    ['full-close', 'fine', '58700', true],
    ['full-close', 'suspect', '58700', false],
    ['full-close', 'stale', '58700', false],
  ] as const
  for (const [policy, status, price, goes] of going)
    test(`what ${policy} has begun ${goes ? 'goes on' : 'waits'} at ${price} on a ${status} mark`, () => {
      const engine = start('12000', '0', policy)
      judge(engine, 'BTC-PERP', 'fine', weak)
      const first = look(engine, 2_000).flatMap((event) => (event.kind === 'order-sent' ? [event.live.order] : []))
      assert.equal(first.length, 1)
      const updates = first.map(({ id, size }) => ({ kind: 'cancelled', order: id, remaining: size }) as const)
      judge(engine, 'BTC-PERP', status, btcTicks(price))
      const events = [
        ...step(engine, { kind: 'order-updates', time: 3_000, updates, books: [] }),
        ...look(engine, 600_000),
      ]
      assert.equal(
        events.some(({ kind }) => kind === 'order-sent' || kind === 'moved'),
        goes,
      )
      assert.deepEqual(fullImbalances(engine.state), [])
    })
})

describe('users on marks in doubt', () => {
  const order = { id: 'o', instrument: 'BTC-PERP', side: 'sell', remaining: btcLots('1'), price: weak } as const
  const commands: readonly Command[] = [
    { kind: 'place-order', time: 2_000, account: 'trader', order: { ...order, id: 'p', reduceOnly: false } },
    { kind: 'place-order', time: 2_000, account: 'trader', order: { ...order, reduceOnly: true } },
    { kind: 'deposit', time: 2_000, account: 'trader', asset: 'USDC', atoms: usd('1') },
    { kind: 'withdraw', time: 2_000, account: 'trader', asset: 'USDC', atoms: usd('1') },
    { kind: 'cancel-order', time: 2_000, account: 'trader', order: 'o' },
  ]
  for (const status of ['stale', 'suspect', 'halted'] as const)
    test(`${status}: reduce, deposit and cancel remain; the refusals say which mark forbids what`, () => {
      const engine = start('90000', '0')
      judge(engine, 'BTC-PERP', status)
      const refusals = commands
        .flatMap((command) => step(engine, command))
        .flatMap((event) => (event.kind === 'refused' ? [[event.reason, event.facts]] : []))
      assert.deepEqual(refusals, [
        ['mark-status', { instrument: 'BTC-PERP', status, action: 'open' }],
        ['mark-status', { instrument: 'BTC-PERP', status, action: 'withdraw' }],
      ])
    })

  test('funding still flows on a stale mark, at the last good price', () => {
    const engine = start('90000', '0')
    const batch = batchOf({ time: 100_000, prices: { btc: '60000' }, size: deep })
    const events = step(engine, {
      ...batch,
      prints: [],
      funding: [{ instrument: 'BTC-PERP', rate: ratioOf('0.0001') }],
    })
    assert.ok(events.some((event) => event.kind === 'moved' && event.movement.cause.kind === 'funding'))
  })
})

describe('a market that its rule halts', () => {
  const halting = (): Engine => {
    const engine = createEngine()
    const venue = venueOfPolicy('full-close')
    const marks = venue.marks.map(({ instrument, rule }) => ({
      instrument,
      rule: { ...rule, ladder: { haltAfter: 300_000, recoverAfter: 0 } },
    }))
    const people = [person({ id: 'trader', cash: '12000', btc: { size: '10', entry: '60000' } }), other]
    const accounts = closed(people, { fund: '100000', vault: '100000' })
    step(engine, { kind: 'genesis', time: 0, venue: { ...venue, marks }, accounts })
    step(engine, batchOf({ time: 1_000, prices: { btc: '60000' }, size: deep }))
    for (const time of [100_000, 500_000])
      step(engine, { ...batchOf({ time, prices: { btc: '60000' }, size: deep }), prints: [] })
    return engine
  }

  test('funding waits and says so, and settlement ends it for everybody', () => {
    const engine = halting()
    const batch = batchOf({ time: 500_001, prices: { btc: '60000' }, size: deep })
    const funding = [{ instrument: 'BTC-PERP', rate: ratioOf('0.0001') }]
    const events = step(engine, { ...batch, prints: [], funding })
    assert.deepEqual(
      events.flatMap((event) => (event.kind === 'refused' ? [[event.account, event.reason, event.facts]] : [])),
      [['fund-btc', 'mark-status', { instrument: 'BTC-PERP', status: 'halted', action: 'funding' }]],
    )
    assert.equal(
      events.some((event) => event.kind === 'moved'),
      false,
    )
    step(engine, { kind: 'delist', time: 500_002, instrument: 'BTC-PERP', price: btcTicks('59500') })
    assert.deepEqual(accountOf(engine.state, 'trader').positions, [])
    assert.deepEqual(fullImbalances(engine.state), [])
  })
})

describe('sendable', () => {
  const legs = (limit: Ticks | null) => [{ instrument: 'BTC-PERP', size: lots(-1n), limit }]
  const rows = [
    ['fine', null, 1],
    ['suspect', null, 0],
    ['suspect', weak, 1],
    ['stale', weak, 0],
    ['halted', weak, 0],
  ] as const
  for (const [status, limit, left] of rows)
    test(`a leg ${limit === null ? 'at any price' : 'with a limit'} of an account under treatment on a ${status} mark`, () => {
      const engine = start('12000', '0')
      judge(engine, 'BTC-PERP', 'fine', weak)
      look(engine, 2_000)
      judge(engine, 'BTC-PERP', status)
      assert.equal(sendable(engine.state, accountOf(engine.state, 'trader'), legs(limit)).length, left)
    })
})

describe('judgedMarks', () => {
  test('is the marks themselves while none is in doubt', () => {
    const { state } = start('20000')
    assert.equal(judgedMarks(state, accountOf(state, 'trader')), state.prices)
  })

  test('a price in doubt is doubled for a long and halved for a short, and others stand', () => {
    const engine = start('20000', '1')
    judge(engine, 'BTC-PERP', 'suspect')
    const pricesOf = (id: string) => {
      const marks = judgedMarks(engine.state, accountOf(engine.state, id))
      return [marks.get('BTC-PERP'), marks.get('ETH-PERP')]
    }
    assert.deepEqual(pricesOf('trader'), [btcTicks('120000'), engine.state.prices.get('ETH-PERP')])
    assert.deepEqual(pricesOf('other'), [btcTicks('30000'), engine.state.prices.get('ETH-PERP')])
  })
})
