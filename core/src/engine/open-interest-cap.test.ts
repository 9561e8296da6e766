import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { lots } from '../units/index.ts'
import { createEngine, step, type Engine } from './engine.ts'
import { batchOf, btcLots, btcTicks, closed, deep, person, usd, venueOfPolicy } from './fixtures.ts'
import { fullImbalances } from './invariants.ts'
import { restoreState, snapshotOf } from './snapshot.ts'
import { openInterestIn } from './standing.ts'
import { accountOf } from './state.ts'
import type { Command, EngineEvent, OpenInterestCap } from './types.ts'
import { VenueError } from './compile.ts'

const people = [
  person({ id: 'long', cash: '900000', btc: { size: '10', entry: '60000' } }),
  person({ id: 'short', cash: '900000', btc: { size: '-10', entry: '60000' } }),
  person({ id: 'flat', cash: '900000' }),
]

const start = (caps: readonly OpenInterestCap[]): Engine => {
  const engine = createEngine()
  const venue = { ...venueOfPolicy('full-close'), openInterestCaps: caps }
  step(engine, { kind: 'genesis', time: 0, venue, accounts: closed(people, { fund: '1000', vault: '1000' }) })
  step(engine, batchOf({ time: 1_000, prices: { btc: '60000' }, size: deep }))
  return engine
}

const place = (account: string, side: 'buy' | 'sell', size: string, id: string, reduceOnly = false): Command => ({
  kind: 'place-order',
  time: 2_000,
  account,
  order: { id, instrument: 'BTC-PERP', side, remaining: btcLots(size), price: btcTicks('60000'), reduceOnly },
})

const refusals = (events: readonly EngineEvent[]) =>
  events.flatMap((event) => (event.kind === 'refused' ? [[event.reason, event.facts]] : []))

const twelve: OpenInterestCap = { instrument: 'BTC-PERP', unit: 'lots', lots: btcLots('12') }

describe('a cap of open interest', () => {
  // 10 BTC are open; the cap is 12.
  const rows = [
    [place('flat', 'buy', '2', 'a'), true],
    [place('flat', 'buy', '2.0001', 'a'), false],
    [place('flat', 'sell', '2.0001', 'a'), false],
    [place('short', 'buy', '10', 'a'), true], // closes
    [place('short', 'buy', '12', 'a'), true], // closes 10 and opens 2
    [place('short', 'buy', '12.0001', 'a'), false],
    [place('long', 'sell', '50', 'a', true), true], // reduce-only
  ] as const
  for (const [command, passes] of rows)
    test(`${JSON.stringify(command, (_, each: unknown) => (typeof each === 'bigint' ? String(each) : each))} ${passes ? 'passes' : 'is refused'}`, () =>
      assert.equal(refusals(step(start([twelve]), command)).length === 0, passes))

  test('resting orders count, until they are cancelled', () => {
    const engine = start([twelve])
    step(engine, place('flat', 'buy', '2', 'a'))
    assert.deepEqual(refusals(step(engine, place('long', 'buy', '0.0001', 'b'))), [
      ['open-interest-cap', { instrument: 'BTC-PERP', capLots: '120000', wouldBeLots: '120001' }],
    ])
    step(engine, { kind: 'cancel-order', time: 3_000, account: 'flat', order: 'a' })
    assert.deepEqual(refusals(step(engine, { ...place('long', 'buy', '2', 'b'), time: 3_000 })), [])
  })

  test('a cap on notional is taken at the mark', () => {
    // 660,000 at 60,000 are 11 BTC.
    const cap: OpenInterestCap = { instrument: 'BTC-PERP', unit: 'notional', atoms: usd('660000') }
    assert.deepEqual(refusals(step(start([cap]), place('flat', 'buy', '1', 'a'))), [])
    assert.equal(refusals(step(start([cap]), place('flat', 'buy', '1.0001', 'a'))).length, 1)
  })

  test('a venue with a cap on a coin, below zero, or two on one market is refused', () => {
    const wrong = [[{ ...twelve, instrument: 'BTC/USDC' }], [{ ...twelve, lots: lots(-1n) }], [twelve, twelve]]
    for (const caps of wrong) assert.throws(() => start(caps), VenueError)
  })

  test('whatever orders are placed and fill, open interest stays within the cap and the kept sum is right', () => {
    const order = fc.record({
      account: fc.constantFrom('long', 'short', 'flat'),
      side: fc.constantFrom<'buy' | 'sell'>('buy', 'sell'),
      size: fc.integer({ min: 1, max: 80_000 }),
      fills: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(order, { maxLength: 12 }), (wanted) => {
        const engine = start([twelve])
        for (const [at, { account, side, size, fills }] of wanted.entries()) {
          const id = `o${at}`
          const events = step(engine, place(account, side, String(size / 10_000), id))
          if (refusals(events).length === 0 && fills) fill(engine, account, side, size, id)
          assert.ok(openInterestIn(engine.state.openInterest, 'BTC-PERP').held <= twelve.lots)
        }
        assert.deepEqual(fullImbalances(engine.state), [])
        assert.deepEqual(restoreState(snapshotOf(engine.state)).openInterest, engine.state.openInterest)
      }),
      { numRuns: 60 },
    )
  })
})

/** The world, which trades with everybody, takes the whole order. */
const fill = (engine: Engine, account: string, side: 'buy' | 'sell', size: number, id: string): void => {
  const world = side === 'buy' ? 'sell' : 'buy'
  step(engine, {
    kind: 'order-updates',
    time: 2_000,
    books: [],
    updates: [
      {
        kind: 'filled',
        order: 'world-order',
        remaining: lots(0n),
        fill: {
          instrument: 'BTC-PERP',
          price: btcTicks('60000'),
          size: lots(BigInt(size)),
          side: world,
          takerOrder: 'world-order',
          taker: 'world',
          makerOrder: id,
          maker: account,
        },
      },
    ],
  })
  assert.equal(
    accountOf(engine.state, account).orders.some((open) => open.id === id),
    false,
  )
}
