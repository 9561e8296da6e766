import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { lots, magnitude, ratioOf, ticks } from '../../units/index.ts'
import { defineAsset, defineLinearPerpetual, fillValue } from '../../instruments/index.ts'
import {
  bookWalk,
  checkDepth,
  type DepthCurve,
  type DepthLevel,
  type Order,
  type OrderUpdate,
} from '../../market/index.ts'
import { order } from './fixtures.ts'
import { createSlowBook, type SlowBook } from './slow-book.fixtures.ts'
import { createOrderBook, fillsOf, type OrderBook } from './index.ts'

type Operation =
  | { readonly kind: 'submit'; readonly order: Order }
  | { readonly kind: 'cancel'; readonly id: string }
  | { readonly kind: 'cancel-owner'; readonly owner: string }
  | {
      readonly kind: 'requote'
      readonly owner: string
      readonly quotes: { readonly bids: readonly DepthLevel[]; readonly asks: readonly DepthLevel[] }
    }

const price = fc.bigInt({ min: 90n, max: 110n })
const size = fc.bigInt({ min: 1n, max: 12n })
const owner = fc.constantFrom('trader-1', 'trader-2', 'trader-3', 'maker')

const submitted = fc
  .record({
    id: fc.integer({ min: 0, max: 400 }).map((id) => `order-${id}`),
    side: fc.constantFrom<'buy' | 'sell'>('buy', 'sell'),
    size: fc.oneof({ weight: 30, arbitrary: size }, { weight: 1, arbitrary: fc.constant(0n) }),
    owner,
    limit: fc.option(price, { freq: 8 }),
    timeInForce: fc.constantFrom<Order['timeInForce']>('GTC', 'GTC', 'GTC', 'IOC', 'FOK'),
    reducible: fc.option(fc.bigInt({ min: 0n, max: 12n }), { freq: 1 }),
  })
  .map((drawn): Operation => {
    const { id, side, size: wanted, reducible, ...rest } = drawn
    return { kind: 'submit', order: order(id, side, wanted, reducible === null ? rest : { ...rest, reducible }) }
  })

const quoted = fc
  .record({
    owner: fc.constantFrom('maker', 'rival'),
    middle: price,
    bids: fc.array(fc.tuple(fc.bigInt({ min: 1n, max: 3n }), size), { maxLength: 4 }),
    asks: fc.array(fc.tuple(fc.bigInt({ min: 1n, max: 3n }), size), { maxLength: 4 }),
  })
  .map((drawn): Operation => {
    const ladder = (steps: readonly (readonly [bigint, bigint])[], sign: bigint): readonly DepthLevel[] => {
      let at = drawn.middle
      return steps.map(([step, lotsThere]) => {
        at += sign * step
        return { price: ticks(at), size: lots(lotsThere) }
      })
    }
    return {
      kind: 'requote',
      owner: drawn.owner,
      quotes: { bids: ladder(drawn.bids, -1n), asks: ladder(drawn.asks, 1n) },
    }
  })

const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 12, arbitrary: submitted },
  { weight: 3, arbitrary: quoted },
  {
    weight: 2,
    arbitrary: fc.integer({ min: 0, max: 400 }).map((id): Operation => ({ kind: 'cancel', id: `order-${id}` })),
  },
  { weight: 1, arbitrary: owner.map((one): Operation => ({ kind: 'cancel-owner', owner: one })) },
)

const onFast = (book: OrderBook, one: Operation): readonly OrderUpdate[] => {
  switch (one.kind) {
    case 'submit':
      return book.submit(one.order)
    case 'cancel':
      return book.cancel(one.id)
    case 'cancel-owner':
      return book.cancelOwner(one.owner)
    case 'requote':
      return book.requote(one.owner, 'BTC-PERP', one.quotes)
  }
}
const onSlow = (book: SlowBook, one: Operation): readonly OrderUpdate[] => {
  switch (one.kind) {
    case 'submit':
      return book.submit(one.order)
    case 'cancel':
      return book.cancel(one.id)
    case 'cancel-owner':
      return book.cancelOwner(one.owner)
    case 'requote':
      return book.requote(one.owner, one.quotes)
  }
}

/** Order ids repeat on purpose, so most runs hold duplicates; what both books do with them is part of the comparison. */
const sequences = fc.array(operation, { minLength: 20, maxLength: 120 })

describe('createOrderBook against the slow twin', () => {
  test('the same operations give the same updates, depth and order states; the book is never crossed', () => {
    fc.assert(
      fc.property(sequences, (operations) => {
        const [fast, slow] = [createOrderBook(['BTC-PERP']), createSlowBook('BTC-PERP')]
        for (const one of operations) {
          assert.deepEqual(onFast(fast, one), onSlow(slow, one))
          const { bids, asks } = checkDepth(fast.depth('BTC-PERP', 1000))
          assert.deepEqual({ bids, asks }, slow.depth())
        }
        for (const { id, open, beyond } of slow.waiting())
          assert.deepEqual(fast.stateOf(id), { status: 'resting', remaining: open + beyond })
      }),
      { numRuns: 60 },
    )
  })

  test('every lot submitted is filled, cancelled, rejected or still resting', () => {
    fc.assert(
      fc.property(sequences, (operations) => {
        const book = createOrderBook(['BTC-PERP'])
        const submittedLots = new Map<string, bigint>()
        const filled = new Map<string, bigint>()
        const add = (id: string, lotsThere: bigint): Map<string, bigint> =>
          filled.set(id, (filled.get(id) ?? 0n) + lotsThere)
        for (const one of operations) {
          const updates = onFast(book, one)
          if (one.kind === 'submit' && updates[0]?.kind === 'accepted') submittedLots.set(one.order.id, one.order.size)
          for (const fill of fillsOf(updates)) {
            add(fill.takerOrder, fill.size)
            add(fill.makerOrder, fill.size)
          }
        }
        for (const [id, wanted] of submittedLots) {
          const state = book.stateOf(id)
          assert.ok(state !== null && state.status !== 'rejected')
          const left = state.status === 'filled' ? 0n : state.remaining
          assert.equal((filled.get(id) ?? 0n) + left, wanted)
        }
      }),
      { numRuns: 60 },
    )
  })

  test('a book that is restored from a snapshot goes on as the one it was taken from', () => {
    fc.assert(
      fc.property(sequences, sequences, (before, after) => {
        const [first, second] = [createOrderBook(['BTC-PERP']), createOrderBook(['BTC-PERP'])]
        for (const one of before) onFast(first, one)
        for (const one of after.slice(0, 5)) onFast(second, one)
        const snapshot = first.snapshot()
        const frozen = structuredClone(snapshot)
        second.restore(snapshot)
        assert.deepEqual(second.snapshot(), snapshot)
        for (const one of after) assert.deepEqual(onFast(second, one), onFast(first, one))
        assert.deepEqual(second.snapshot(), first.snapshot())
        assert.deepEqual(snapshot, frozen)
      }),
      { numRuns: 30 },
    )
  })
})

describe('bookWalk against the venue', () => {
  const [usd, btc] = [defineAsset('USD', 2), defineAsset('BTC', 8)]
  const terms = { base: btc, quote: usd, tickSize: ratioOf('0.1'), id: 'BTC-PERP' }
  const level = fc.tuple(fc.bigInt({ min: 1n, max: 5n }), size)
  const side = fc.constantFrom<'buy' | 'sell'>('buy', 'sell')
  const ladders = fc.tuple(
    fc.array(level, { minLength: 1, maxLength: 8 }),
    fc.array(level, { minLength: 1, maxLength: 8 }),
  )
  const curveOf = (steps: readonly (readonly [bigint, bigint])[], sign: bigint): readonly DepthLevel[] => {
    let at = 1000n
    return steps.map(([step, there]) => {
      at += sign * step
      return { price: ticks(at), size: lots(there) }
    })
  }

  test('one order a level: size, value, worst price and levels are those of the fills', () => {
    const instrument = defineLinearPerpetual({ ...terms, lotSize: ratioOf('0.001') })
    fc.assert(
      fc.property(
        ladders,
        side,
        fc.bigInt({ min: 1n, max: 120n }),
        fc.option(fc.bigInt({ min: 970n, max: 1030n })),
        (steps, way, wanted, limit) => {
          const curve: DepthCurve = {
            instrument: 'BTC-PERP',
            bids: curveOf(steps[0], -1n),
            asks: curveOf(steps[1], 1n),
          }
          const book = createOrderBook(['BTC-PERP'])
          book.requote('maker', 'BTC-PERP', curve)
          const taker = order('taker', way, wanted, { limit, timeInForce: 'IOC' })
          const fills = fillsOf(book.submit(taker))
          const walk = bookWalk({
            instrument,
            curve,
            side: way,
            size: taker.size,
            limit: taker.limit,
            mark: ticks(1000n),
          })
          assert.deepEqual(
            walk.levels,
            fills.map((fill) => ({ price: fill.price, size: fill.size })),
          )
          assert.equal(
            walk.filled,
            fills.reduce((sum, fill) => sum + fill.size, 0n),
          )
          assert.equal(
            walk.value,
            fills.reduce((sum, fill) => sum + magnitude(fillValue(instrument, fill.size, fill.price)), 0n),
          )
          assert.equal(walk.worst, fills.at(-1)?.price ?? null)
        },
      ),
    )
  })

  test('several orders a level: the venue books less, by less than one atom a fill', () => {
    const instrument = defineLinearPerpetual({ ...terms, lotSize: ratioOf('0.001') })
    fc.assert(
      fc.property(
        fc.array(fc.tuple(price, size), { minLength: 1, maxLength: 20 }),
        fc.bigInt({ min: 1n, max: 100n }),
        (asks, wanted) => {
          const book = createOrderBook(['BTC-PERP'])
          for (const [at, [limit, there]] of asks.entries()) book.submit(order(`ask-${at}`, 'sell', there, { limit }))
          const curve = book.depth('BTC-PERP', 1000)
          const taker = order('taker', 'buy', wanted, { timeInForce: 'IOC' })
          const walk = bookWalk({ instrument, curve, side: 'buy', size: taker.size, limit: null, mark: ticks(100n) })
          const fills = fillsOf(book.submit(taker))
          const booked = fills.reduce((sum, fill) => sum + fillValue(instrument, fill.size, fill.price), 0n)
          assert.equal(
            walk.filled,
            fills.reduce((sum, fill) => sum + fill.size, 0n),
          )
          assert.equal(walk.worst, fills.at(-1)?.price ?? null)
          assert.ok(booked <= walk.value && walk.value - booked < BigInt(fills.length))
        },
      ),
    )
  })
})
