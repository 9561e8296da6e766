import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { ticks } from '../../units/index.ts'
import { DepthError, type OrderUpdate } from '../../market/index.ts'
import { levels, order } from './fixtures.ts'
import { createOrderBook, fillsOf, OrderBookError, type OrderBook, type PriceRange } from './index.ts'

const newBook = (): OrderBook => createOrderBook(['BTC-PERP', 'ETH-PERP'])
const depth = (book: OrderBook, levelsMax = 9, range?: PriceRange) => {
  const { bids, asks } = book.depth('BTC-PERP', levelsMax, range)
  const show = (side: typeof bids): readonly string[] => side.map(({ price, size }) => `${size}@${price}`)
  return { bids: show(bids), asks: show(asks) }
}
/** `maker price size` of every fill, and every other update as `kind order`. */
const story = (updates: readonly OrderUpdate[]): readonly string[] =>
  updates.map((update) =>
    update.kind === 'filled'
      ? `${update.fill.makerOrder} ${update.fill.size}@${update.fill.price} left ${update.remaining}`
      : `${update.kind} ${update.order}${update.kind === 'rejected' ? ` ${update.reason}` : ''}`,
  )

describe('submit', () => {
  test('better prices trade first, and older orders first at one price', () => {
    const book = newBook()
    for (const [id, limit] of [
      ['late-best', 99n],
      ['early', 100n],
      ['second', 100n],
    ] as const)
      book.submit(order(id, 'sell', 5n, { limit }))
    assert.deepEqual(story(book.submit(order('taker', 'buy', 12n, { limit: 100n }))), [
      'accepted taker',
      'late-best 5@99 left 7',
      'early 5@100 left 2',
      'second 2@100 left 0',
    ])
    assert.deepEqual(depth(book).asks, ['3@100'])
  })
  test('a limit order rests what is left, an IOC order cancels it', () => {
    const book = newBook()
    book.submit(order('ask', 'sell', 5n, { limit: 100n }))
    assert.deepEqual(story(book.submit(order('ioc', 'buy', 2n, { limit: 99n, timeInForce: 'IOC' }))), [
      'accepted ioc',
      'cancelled ioc',
    ])
    book.submit(order('gtc', 'buy', 8n, { limit: 100n }))
    assert.deepEqual(depth(book), { bids: ['3@100'], asks: [] })
    assert.deepEqual(book.stateOf('gtc'), { status: 'resting', remaining: 3n })
    assert.deepEqual(book.stateOf('ask'), { status: 'filled' })
    assert.deepEqual(book.stateOf('ioc'), { status: 'cancelled', remaining: 2n })
    assert.equal(book.stateOf('nobody'), null)
  })
  test('a fill-or-kill order needs its whole size within its limit, or touches nothing', () => {
    const book = newBook()
    book.submit(order('near', 'sell', 5n, { limit: 100n }))
    book.submit(order('far', 'sell', 5n, { limit: 103n }))
    const kill = order('kill', 'buy', 6n, { limit: 102n, timeInForce: 'FOK' })
    assert.deepEqual(story(book.submit(kill)), ['rejected kill fok-unfillable'])
    assert.deepEqual(depth(book).asks, ['5@100', '5@103'])
    const fill = order('fill', 'buy', 6n, { limit: 103n, timeInForce: 'FOK' })
    assert.equal(fillsOf(book.submit(fill)).length, 2)
  })
  test('a market order takes any price and never rests; without anyone there it is rejected', () => {
    const book = newBook()
    assert.deepEqual(story(book.submit(order('early', 'buy', 1n))), ['rejected early no-liquidity'])
    book.submit(order('ask', 'sell', 2n, { limit: 10n ** 9n }))
    assert.deepEqual(story(book.submit(order('taker', 'buy', 3n))), [
      'accepted taker',
      'ask 2@1000000000 left 1',
      'cancelled taker',
    ])
  })
  test('a reduce-only order fills no more than it may reduce, and its excess ends as cancelled', () => {
    const book = newBook()
    book.submit(order('ask', 'sell', 9n, { limit: 100n }))
    assert.deepEqual(story(book.submit(order('reduce', 'buy', 5n, { limit: 100n, reducible: 3n }))), [
      'accepted reduce',
      'ask 3@100 left 2',
      'cancelled reduce',
    ])
    assert.deepEqual(story(book.submit(order('flat', 'buy', 5n, { limit: 100n, reducible: 0n }))), [
      'rejected flat not-reducing',
    ])
    const whole = order('whole', 'buy', 5n, { limit: 100n, reducible: 4n, timeInForce: 'FOK' })
    assert.deepEqual(depth(book).asks, ['6@100'])
    assert.ok(story(book.submit(whole)).includes('rejected whole fok-unfillable'))
  })
  test('a resting reduce-only order shows what it may fill and keeps the rest in its remaining', () => {
    const book = newBook()
    book.submit(order('reduce', 'buy', 5n, { limit: 100n, reducible: 3n }))
    assert.deepEqual(depth(book).bids, ['3@100'])
    assert.deepEqual(book.stateOf('reduce'), { status: 'resting', remaining: 5n })
    assert.deepEqual(story(book.submit(order('taker', 'sell', 4n, { limit: 100n, timeInForce: 'IOC' }))), [
      'accepted taker',
      'reduce 3@100 left 1',
      'cancelled reduce',
      'cancelled taker',
    ])
    assert.deepEqual(book.stateOf('reduce'), { status: 'cancelled', remaining: 2n })
  })
  test('nobody trades with oneself: the resting order is cancelled and matching goes on', () => {
    const book = newBook()
    book.submit(order('own', 'sell', 5n, { limit: 100n, owner: 'trader' }))
    book.submit(order('other', 'sell', 5n, { limit: 101n }))
    assert.deepEqual(story(book.submit(order('taker', 'buy', 3n, { limit: 101n, owner: 'trader' }))), [
      'accepted taker',
      'cancelled own',
      'other 3@101 left 0',
    ])
  })
  test('own resting orders are no liquidity, for fill-or-kill and for market orders', () => {
    const book = newBook()
    book.submit(order('own', 'sell', 5n, { limit: 100n, owner: 'trader' }))
    const kill = order('kill', 'buy', 3n, { limit: 100n, owner: 'trader', timeInForce: 'FOK' })
    assert.deepEqual(story(book.submit(kill)), ['rejected kill fok-unfillable'])
    assert.deepEqual(story(book.submit(order('any', 'buy', 3n, { owner: 'trader' }))), ['rejected any no-liquidity'])
    assert.deepEqual(depth(book).asks, ['5@100'])
  })
  test('a used id, another venue’s instrument and a size of zero are rejected', () => {
    const book = newBook()
    book.submit(order('one', 'buy', 5n, { limit: 100n }))
    assert.deepEqual(story(book.submit(order('one', 'sell', 5n, { limit: 200n }))), ['rejected one duplicate-id'])
    assert.deepEqual(book.stateOf('one'), { status: 'resting', remaining: 5n })
    assert.deepEqual(story(book.submit(order('two', 'buy', 5n, { instrument: 'DOGE' }))), [
      'rejected two unknown-instrument',
    ])
    assert.deepEqual(story(book.submit(order('three', 'buy', 0n))), ['rejected three bad-size'])
    assert.deepEqual(book.stateOf('three'), { status: 'rejected', reason: 'bad-size' })
  })
  test('instruments do not see each other', () => {
    const book = newBook()
    book.submit(order('eth', 'sell', 5n, { limit: 1n, instrument: 'ETH-PERP' }))
    assert.deepEqual(story(book.submit(order('btc', 'buy', 5n, { limit: 100n }))), ['accepted btc'])
  })
})

describe('cancel', () => {
  test('takes one order out of the middle of its queue', () => {
    const book = newBook()
    for (const id of ['a', 'b', 'c']) book.submit(order(id, 'buy', 5n, { limit: 100n }))
    assert.deepEqual(book.cancel('b'), [{ kind: 'cancelled', order: 'b', remaining: 5n }])
    assert.deepEqual(book.cancel('b'), [])
    assert.deepEqual(
      fillsOf(book.submit(order('taker', 'sell', 10n, { limit: 100n }))).map((fill) => fill.makerOrder),
      ['a', 'c'],
    )
  })
  test('cancelOwner takes out all orders of an owner everywhere, oldest first, and its quotes', () => {
    const book = newBook()
    book.submit(order('one', 'buy', 5n, { limit: 90n, owner: 'trader' }))
    book.submit(order('two', 'buy', 5n, { limit: 91n }))
    book.submit(order('three', 'sell', 5n, { limit: 99n, owner: 'trader', instrument: 'ETH-PERP' }))
    book.requote('trader', 'BTC-PERP', { bids: levels([80n, 1n]), asks: [] })
    assert.deepEqual(story(book.cancelOwner('trader')), ['cancelled one', 'cancelled three'])
    assert.deepEqual(depth(book), { bids: ['5@91'], asks: [] })
    assert.deepEqual(book.depth('ETH-PERP', 9).asks, [])
  })
})

describe('depth', () => {
  for (const resting of [false, true])
    test(`shows no level beyond the range, ${resting ? 'orders and quotes together' : 'quotes alone'}`, () => {
      const book = newBook()
      const range = { lowest: ticks(98n), highest: ticks(102n) }
      book.requote('maker', 'BTC-PERP', {
        bids: levels([99n, 1n], [98n, 2n], [97n, 3n]),
        asks: levels([101n, 1n], [102n, 2n], [103n, 3n]),
      })
      if (resting) for (const limit of [98n, 90n]) book.submit(order(`o${limit}`, 'buy', 4n, { limit }))
      assert.deepEqual(depth(book, 9, range), { bids: ['1@99', resting ? '6@98' : '2@98'], asks: ['1@101', '2@102'] })
      assert.deepEqual(depth(book, 1, range), { bids: ['1@99'], asks: ['1@101'] })
    })
})

describe('requote', () => {
  const quotes = { bids: levels([99n, 5n], [98n, 5n]), asks: levels([101n, 5n], [102n, 5n]) }
  test('replaces what the owner quoted before, and only that', () => {
    const book = newBook()
    book.requote('maker', 'BTC-PERP', quotes)
    book.requote('other', 'BTC-PERP', { bids: levels([99n, 1n]), asks: [] })
    assert.deepEqual(depth(book), { bids: ['6@99', '5@98'], asks: ['5@101', '5@102'] })
    assert.deepEqual(book.requote('maker', 'BTC-PERP', { bids: [], asks: levels([101n, 2n]) }), [])
    assert.deepEqual(depth(book), { bids: ['1@99'], asks: ['2@101'] })
  })
  test('a taker meets quotes and orders at one price in order of arrival', () => {
    const book = newBook()
    book.submit(order('before', 'buy', 1n, { limit: 99n }))
    book.requote('maker', 'BTC-PERP', quotes)
    book.submit(order('after', 'buy', 1n, { limit: 99n }))
    assert.deepEqual(story(book.submit(order('taker', 'sell', 8n, { limit: 98n }))), [
      'accepted taker',
      'before 1@99 left 7',
      'maker/BTC-PERP/1/buy/0 5@99 left 2',
      'after 1@99 left 1',
      'maker/BTC-PERP/1/buy/1 1@98 left 0',
    ])
    assert.deepEqual(depth(book).bids, ['4@98'])
  })
  test('quotes that cross take the resting orders of others at their prices, and the rest is quoted', () => {
    const book = newBook()
    book.submit(order('seller', 'sell', 3n, { limit: 97n }))
    book.submit(order('dear', 'sell', 4n, { limit: 98n }))
    const updates = book.requote('maker', 'BTC-PERP', quotes)
    assert.deepEqual(
      fillsOf(updates).map(({ price, size, side, taker, maker }) => [price, size, side, taker, maker]),
      [
        [97n, 3n, 'buy', 'maker', 'seller'],
        [98n, 2n, 'buy', 'maker', 'dear'],
        [98n, 2n, 'buy', 'maker', 'dear'],
      ],
    )
    assert.deepEqual(depth(book), { bids: ['3@98'], asks: ['5@101', '5@102'] })
    assert.deepEqual(book.stateOf('dear'), { status: 'filled' })
  })
  test('quotes never trade with an order of their own owner: it is cancelled', () => {
    const book = newBook()
    book.submit(order('own', 'sell', 3n, { limit: 97n, owner: 'maker' }))
    assert.deepEqual(story(book.requote('maker', 'BTC-PERP', quotes)), ['cancelled own'])
  })
  test('an order that meets a quote of its own owner pulls that quote', () => {
    const book = newBook()
    book.requote('maker', 'BTC-PERP', quotes)
    const sale = order('sale', 'sell', 3n, { limit: 98n, owner: 'maker' })
    assert.deepEqual(story(book.submit(sale)), ['accepted sale'])
    assert.deepEqual(depth(book), { bids: [], asks: ['3@98', '5@101', '5@102'] })
  })
  test('quotes that are no book are refused and the old ones stay', () => {
    const book = newBook()
    book.requote('maker', 'BTC-PERP', quotes)
    const crossed = { bids: levels([101n, 1n]), asks: levels([101n, 1n]) }
    assert.throws(() => book.requote('maker', 'BTC-PERP', crossed), DepthError)
    assert.deepEqual(depth(book).bids, ['5@99', '5@98'])
    assert.throws(() => book.requote('maker', 'DOGE', quotes), OrderBookError)
    assert.throws(() => book.depth('DOGE', 1), OrderBookError)
  })
  test('depth shows no more levels than asked for', () => {
    const book = newBook()
    book.requote('maker', 'BTC-PERP', quotes)
    assert.deepEqual(depth(book, 1), { bids: ['5@99'], asks: ['5@101'] })
  })
})
