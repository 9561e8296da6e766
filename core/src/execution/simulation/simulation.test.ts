import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { approx, lots, ratioOf, ticks, type Lots } from '../../units/index.ts'
import { defineAsset, defineLinearPerpetual } from '../../instruments/index.ts'
import {
  bookWalk,
  checkDepth,
  linearAverageCost,
  linearSizeAt,
  squareRootAverageCost,
  squareRootSizeAt,
  type Fill,
} from '../../market/index.ts'
import { createOrderBook, fillsOf } from '../venues/index.ts'
import {
  consume,
  LadderError,
  NOTHING_TAKEN,
  profileOf,
  quoteLadder,
  refill,
  takenBy,
  type DepthProfile,
  type Ladder,
  type LadderParameters,
} from './index.ts'

const profile: DepthProfile = [
  { distanceBps: 1, lots: lots(100n) },
  { distanceBps: 5, lots: lots(200n) },
  { distanceBps: 20, lots: lots(400n) },
]
const parameters: LadderParameters = { mid: ticks(100_000n), profile, depthFactor: 1, taken: NOTHING_TAKEN }
const show = (levels: Ladder['bids']): readonly string[] => levels.map(({ price, size }) => `${size}@${price}`)

describe('quoteLadder', () => {
  test('levels stand at their distances on both sides', () => {
    const { bids, asks } = quoteLadder(parameters)
    assert.deepEqual(show(bids), ['100@99990', '200@99950', '400@99800'])
    assert.deepEqual(show(asks), ['100@100010', '200@100050', '400@100200'])
  })
  test('the factor scales every level, rounded down to whole lots; empty levels are left out', () => {
    assert.deepEqual(show(quoteLadder({ ...parameters, depthFactor: 0.333 }).asks), [
      '33@100010',
      '66@100050',
      '133@100200',
    ])
    assert.deepEqual(show(quoteLadder({ ...parameters, depthFactor: 0.007 }).bids), ['1@99950', '2@99800'])
    assert.deepEqual(quoteLadder({ ...parameters, depthFactor: 0 }), { bids: [], asks: [] })
  })
  test('on a coarse grid prices go outward, levels at one tick join, and bids below one tick are left out', () => {
    const { bids, asks } = quoteLadder({ ...parameters, mid: ticks(600n) })
    assert.deepEqual(show(bids), ['300@599', '400@598'])
    assert.deepEqual(show(asks), ['300@601', '400@602'])
    assert.deepEqual(show(quoteLadder({ ...parameters, mid: ticks(1n) }).bids), [])
  })
  test('a distance too small for a float still leaves a tick on either side of mid', () => {
    const { bids, asks } = quoteLadder({ ...parameters, profile: [{ distanceBps: 1e-15, lots: lots(1n) }] })
    assert.deepEqual([...show(bids), ...show(asks)], ['1@99999', '1@100001'])
  })
  test('whatever the mid, factor and profile, it is a book: sorted, positive, never crossed, two ticks apart', () => {
    const level = fc.record({
      step: fc.double({ min: 1e-9, max: 40, noNaN: true }),
      size: fc.bigInt({ min: 0n, max: 10n ** 9n }),
    })
    const mid = fc.bigInt({ min: 1n, max: 10n ** 12n })
    fc.assert(
      fc.property(
        fc.array(level, { minLength: 1, maxLength: 40 }),
        mid,
        fc.double({ min: 0, max: 3, noNaN: true }),
        (steps, middle, depthFactor) => {
          let distanceBps = 0
          const levels = steps.map(({ step, size }) => ({ distanceBps: (distanceBps += step), lots: lots(size) }))
          const ladder = quoteLadder({ mid: ticks(middle), profile: levels, depthFactor, taken: NOTHING_TAKEN })
          checkDepth({ instrument: 'BTC-PERP', ...ladder })
          for (const bid of ladder.bids) assert.ok(bid.price < middle)
          for (const ask of ladder.asks) assert.ok(ask.price > middle)
        },
      ),
    )
  })
  const refused = [
    ['a mid of zero', { mid: ticks(0n) }],
    ['a factor that is NaN', { depthFactor: Number.NaN }],
    ['a negative factor', { depthFactor: -0.1 }],
    ['a distance of zero', { profile: [{ distanceBps: 0, lots: lots(1n) }] }],
    ['a distance of the whole price', { profile: [{ distanceBps: 10_000, lots: lots(1n) }] }],
    ['distances that fall', { profile: profile.toReversed() }],
    ['a negative size', { profile: [{ distanceBps: 1, lots: lots(-1n) }] }],
  ] as const
  for (const [what, change] of refused)
    test(`${what} is refused by name`, () =>
      assert.throws(() => quoteLadder({ ...parameters, ...change }), LadderError))
})

describe('profileOf', () => {
  const usd = defineAsset('USD', 6)
  const instrument = defineLinearPerpetual({
    id: 'BTC-PERP',
    base: defineAsset('BTC', 8),
    quote: usd,
    tickSize: ratioOf('0.01'),
    lotSize: ratioOf('0.001'),
  })
  const distances = Array.from({ length: 60 }, (_, at) => 5 * (at + 1)) // 5 bp apart, up to 3 %
  const mid = ticks(10_000_000n)
  const root = { coefficient: 1, volatility: 0.04, volume: 1e8, crossover: 1e4 }
  const models = [
    ['linear', (d: number) => linearSizeAt({ slope: 1e-9 }, d), (q: number) => linearAverageCost({ slope: 1e-9 }, q)],
    ['square-root', (d: number) => squareRootSizeAt(root, d), (q: number) => squareRootAverageCost(root, q)],
  ] as const
  for (const [name, sizeAt, averageCost] of models) {
    const ladder = quoteLadder({ mid, profile: profileOf(distances, sizeAt), depthFactor: 1, taken: NOTHING_TAKEN })
    const curve = { instrument: 'BTC-PERP', ...ladder }
    const walk = (size: Lots) => bookWalk({ instrument, curve, side: 'sell', size, limit: null, mark: mid })
    const whole = ladder.bids.reduce((sum, level) => sum + level.size, 0n)

    test(`a sale into the ${name} profile costs what the model says, up to one gap between levels`, () => {
      for (const share of [50n, 10n, 3n, 2n, 1n]) {
        const size = lots(whole / share)
        const result = walk(size)
        assert.equal(result.filled, size)
        const perUnit = approx(result.cost) / (approx(result.value) + approx(result.cost))
        const expected = averageCost(approx(size))
        assert.ok(perUnit >= expected - 1e-7 && perUnit <= expected + 5e-4 + 1e-7, `${perUnit} against ${expected}`)
      }
    })
    test(`and the ${name} profile makes that cost convex in size`, () => {
      const step = whole / 40n
      const costs = Array.from({ length: 41 }, (_, at) => walk(lots(step * BigInt(at))).cost)
      for (const [at, cost] of costs.entries()) {
        const [before, twoBefore] = [costs[at - 1], costs[at - 2]]
        if (before !== undefined && twoBefore !== undefined) assert.ok(cost - before >= before - twoBefore - 2n * 60n)
      }
    })
  }
  test('a model without finite sizes is refused', () =>
    assert.throws(() => profileOf([1], () => Number.POSITIVE_INFINITY), LadderError))
})

describe('consume and refill', () => {
  const quoted = { parameters, ladder: quoteLadder(parameters) }
  const near = (got: readonly number[], expected: readonly number[]): void => {
    assert.equal(got.length, expected.length)
    for (const [at, value] of expected.entries()) assert.ok(Math.abs((got[at] ?? Number.NaN) - value) < 1e-12)
  }
  test('flow takes the best levels first, each side on its own', () => {
    const state = consume(quoted, { bids: lots(150n), asks: lots(0n) })
    near(state.bids, [1, 0.25, 0])
    near(state.asks, [0, 0, 0])
    assert.deepEqual(show(quoteLadder({ ...parameters, taken: state }).bids), ['150@99950', '400@99800'])
  })
  test('flow beyond the ladder takes what there is', () =>
    near(consume(quoted, { bids: lots(0n), asks: lots(9_999n) }).asks, [1, 1, 1]))
  test('after one half-life half of what was taken is back, and in the end all of it', () => {
    const state = consume(quoted, { bids: lots(300n), asks: lots(0n) })
    assert.deepEqual(show(quoteLadder({ ...parameters, taken: refill(state, 30, { halfLife: 30 }) }).bids), [
      '50@99990',
      '100@99950',
      '400@99800',
    ])
    assert.deepEqual(refill(state, 0, { halfLife: 30 }), state)
    near(refill(state, 3000, { halfLife: 30 }).bids, [0, 0, 0])
  })
  test('in levels that share a tick the nearest is used up first', () => {
    const coarse = { ...parameters, mid: ticks(600n) }
    const state = consume({ parameters: coarse, ladder: quoteLadder(coarse) }, { bids: lots(200n), asks: lots(0n) })
    near(state.bids, [1, 0.5, 0])
    // 50 of the nearest are left, then 50 of 200.
    const used = { ...coarse, taken: { bids: [0.5, 0, 0], asks: [] } }
    const again = consume({ parameters: used, ladder: quoteLadder(used) }, { bids: lots(100n), asks: lots(0n) })
    near(again.bids, [1, 0.25, 0])
  })
  test('a second ladder counts on top of what was already gone', () => {
    const first = consume(quoted, { bids: lots(50n), asks: lots(0n) })
    const next = { ...parameters, taken: first, depthFactor: 0.5 }
    // 25 left of 50 at the best level, 100 at the next.
    near(
      consume({ parameters: next, ladder: quoteLadder(next) }, { bids: lots(75n), asks: lots(0n) }).bids,
      [1, 0.5, 0],
    )
  })
  test('times that are none are refused', () => {
    for (const dt of [-1, Number.NaN]) assert.throws(() => refill(NOTHING_TAKEN, dt, { halfLife: 1 }), LadderError)
    for (const halfLife of [0, -1, Number.NaN]) assert.throws(() => refill(NOTHING_TAKEN, 1, { halfLife }), LadderError)
  })
})

describe('takenBy', () => {
  const whose = { owner: 'maker', instrument: 'BTC-PERP' }
  test('sums both ways in which quotes are used, and nothing of others', () => {
    const fill = (side: 'buy' | 'sell', taker: string, maker: string, size: bigint, instrument = 'BTC-PERP'): Fill => ({
      instrument,
      price: ticks(1n),
      size: lots(size),
      side,
      takerOrder: 't',
      taker,
      makerOrder: 'm',
      maker,
    })
    const fills = [
      fill('sell', 'trader', 'maker', 1n), // a bid was hit
      fill('buy', 'trader', 'maker', 10n), // an ask was lifted
      fill('buy', 'maker', 'trader', 100n), // a new bid crossed
      fill('sell', 'maker', 'trader', 1_000n), // a new ask crossed
      fill('sell', 'trader', 'other', 10_000n),
      fill('sell', 'trader', 'maker', 100_000n, 'ETH-PERP'),
    ]
    assert.deepEqual(takenBy(fills, whose), { bids: 101n, asks: 1_010n })
  })
  test('quoting, trading, counting and quoting again shows the book that the venue still holds', () => {
    const book = createOrderBook(['BTC-PERP'])
    const ladder = quoteLadder(parameters)
    book.requote('maker', 'BTC-PERP', ladder)
    const updates = book.submit({
      id: 'sale',
      owner: 'trader',
      instrument: 'BTC-PERP',
      side: 'sell',
      size: lots(250n),
      limit: null,
      timeInForce: 'IOC',
      reducible: null,
    })
    const taken = consume({ parameters, ladder }, takenBy(fillsOf(updates), whose))
    const again = quoteLadder({ ...parameters, taken })
    const held = book.depth('BTC-PERP', 9)
    assert.deepEqual(Object.keys(held.bids[0] ?? {}), ['price', 'size'])
    assert.deepEqual(
      again.bids.map(({ price, size }) => ({ price, size })),
      held.bids,
    )
    assert.deepEqual(
      again.asks.map(({ price, size }) => ({ price, size })),
      held.asks,
    )
  })
})
