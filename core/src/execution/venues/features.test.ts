import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { lots, ratioOf, ticks } from '../../units/index.ts'
import type { OrderUpdate, SelfTradeRule } from '../../market/index.ts'
import { levels, order } from './fixtures.ts'
import { BandError, bandAround, createOrderBook, type BookTerms, type OrderBook } from './index.ts'

const BTC = 'BTC-PERP'
const newBook = (terms: BookTerms = {}): OrderBook => createOrderBook([BTC], terms)
const amendment = (remaining: bigint, limit: bigint) => ({ remaining: lots(remaining), limit: ticks(limit) })
const depth = (book: OrderBook): string => {
  const { bids, asks } = book.depth(BTC, 9)
  const show = (side: typeof bids): string => side.map(({ price, size }) => `${size}@${price}`).join(' ')
  return `${show(bids)} | ${show(asks)}`
}
/** `maker size@price` of every fill, and every other update with what it says. */
const story = (updates: readonly OrderUpdate[]): readonly string[] =>
  updates.map((update) =>
    update.kind === 'filled'
      ? `${update.fill.makerOrder} ${update.fill.size}@${update.fill.price}`
      : Object.values(update).join(' '),
  )

describe('post-only', () => {
  const withAsk = (): OrderBook => {
    const book = newBook()
    book.submit(order('ask', 'sell', 5n, { limit: 100n }))
    return book
  }
  for (const [postOnly, limit, told, shown] of [
    ['reject', 99n, 'accepted maker', '2@99 | 5@100'],
    ['reject', 100n, 'rejected maker post-only', ' | 5@100'],
    ['slide', 99n, 'accepted maker', '2@99 | 5@100'],
    ['slide', 100n, 'accepted maker 99', '2@99 | 5@100'],
    ['slide', 120n, 'accepted maker 99', '2@99 | 5@100'],
  ] as const)
    test(`a bid at ${limit} against an ask at 100 that may ${postOnly}: ${told}`, () => {
      const book = withAsk()
      assert.deepEqual(story(book.submit(order('maker', 'buy', 2n, { limit, postOnly }))), [told])
      assert.equal(depth(book), shown)
    })
  test('an own order in the way counts like any other', () => {
    const book = newBook()
    book.submit(order('own', 'sell', 5n, { limit: 100n, owner: 'trader' }))
    const maker = order('maker', 'buy', 2n, { limit: 101n, owner: 'trader', postOnly: 'reject' })
    assert.deepEqual(story(book.submit(maker)), ['rejected maker post-only'])
  })
  test('a bid cannot slide below an ask at the lowest price', () => {
    const book = newBook()
    book.submit(order('ask', 'sell', 5n, { limit: 1n }))
    assert.deepEqual(story(book.submit(order('maker', 'buy', 2n, { limit: 3n, postOnly: 'slide' }))), [
      'rejected maker post-only',
    ])
  })
  for (const [what, rest] of [
    ['a market order', {}],
    ['an IOC order', { limit: 90n, timeInForce: 'IOC' }],
    ['a FOK order', { limit: 90n, timeInForce: 'FOK' }],
  ] as const)
    test(`${what} cannot be post-only`, () => {
      const maker = order('maker', 'buy', 2n, { ...rest, postOnly: 'slide' })
      assert.deepEqual(story(withAsk().submit(maker)), ['rejected maker bad-terms'])
    })
})

describe('self-trade prevention', () => {
  // own 3 and then other 4 rest at 100; the trader buys 5 at 100
  const rows: readonly (readonly [SelfTradeRule, readonly string[], string])[] = [
    ['cancel-newest', ['accepted taker', 'cancelled taker 5'], ' | 7@100'],
    ['cancel-oldest', ['accepted taker', 'cancelled own 3', 'other 4@100'], '1@100 | '],
    ['cancel-both', ['accepted taker', 'cancelled own 3', 'cancelled taker 5'], ' | 4@100'],
    ['decrement', ['accepted taker', 'cancelled own 3', 'amended taker 2 100', 'other 2@100'], ' | 2@100'],
  ]
  const withOwn = (book: OrderBook): OrderBook => {
    book.submit(order('own', 'sell', 3n, { limit: 100n, owner: 'trader' }))
    book.submit(order('other', 'sell', 4n, { limit: 100n }))
    return book
  }
  for (const [selfTrade, told, shown] of rows) {
    const taker = order('taker', 'buy', 5n, { limit: 100n, owner: 'trader' })
    test(`${selfTrade}, as the book's rule`, () => {
      const book = withOwn(newBook({ selfTrade }))
      assert.deepEqual(story(book.submit(taker)), told)
      assert.equal(depth(book), shown)
    })
    test(`${selfTrade}, as the order's own rule`, () => {
      const book = withOwn(newBook({ selfTrade: 'cancel-newest' }))
      assert.deepEqual(story(book.submit({ ...taker, selfTrade })), told)
      assert.equal(depth(book), shown)
    })
  }
  test('decrement of a smaller taker: it ends cancelled, the resting order keeps the difference', () => {
    const book = withOwn(newBook({ selfTrade: 'decrement' }))
    const taker = order('taker', 'buy', 2n, { limit: 100n, owner: 'trader' })
    assert.deepEqual(story(book.submit(taker)), ['accepted taker', 'amended own 1 100', 'cancelled taker 2'])
    assert.equal(depth(book), ' | 5@100')
  })
  for (const [selfTrade, told] of [
    ['cancel-oldest', ['accepted kill', 'cancelled own 3', 'other 4@100']],
    ['cancel-newest', ['rejected kill fok-unfillable']],
    ['cancel-both', ['rejected kill fok-unfillable']],
    ['decrement', ['rejected kill fok-unfillable']],
  ] as const)
    test(`fill-or-kill behind an own order under ${selfTrade}`, () => {
      const kill = order('kill', 'buy', 4n, { limit: 100n, owner: 'trader', timeInForce: 'FOK' })
      assert.deepEqual(story(withOwn(newBook({ selfTrade })).submit(kill)), told)
    })
  test('a quote of the own owner in the way is an own order too', () => {
    const book = newBook({ selfTrade: 'decrement' })
    book.requote('trader', BTC, { bids: [], asks: levels([100n, 3n]) })
    const taker = order('taker', 'buy', 5n, { limit: 100n, owner: 'trader' })
    assert.deepEqual(story(book.submit(taker)), ['accepted taker', 'amended taker 2 100'])
    assert.equal(depth(book), '2@100 | ')
  })
})

describe('price bands', () => {
  test('the band around a reference is rounded inwards and keeps a price', () => {
    const width = ratioOf('0.05')
    assert.deepEqual(bandAround({ reference: ticks(1010n), width, outside: 'clip' }), {
      lowest: 960n, // 959.5 up
      highest: 1060n, // 1060.5 down
      outside: 'clip',
    })
    assert.equal(bandAround({ reference: ticks(3n), width: ratioOf('1.5'), outside: 'clip' }).lowest, 1n)
    assert.throws(() => bandAround({ reference: ticks(0n), width, outside: 'clip' }), BandError)
    assert.throws(() => bandAround({ reference: ticks(9n), width: ratioOf('-0.1'), outside: 'clip' }), BandError)
    const band = { lowest: ticks(9n), highest: ticks(8n), outside: 'clip' } as const
    assert.throws(() => newBook().setBand(BTC, band), /lowest = 9 is refused; keep it at or below highest, 8/)
  })
  const banded = (outside: 'reject' | 'clip'): OrderBook => {
    const book = newBook()
    for (const limit of [104n, 105n, 106n]) book.submit(order(`a${limit}`, 'sell', 1n, { limit }))
    book.setBand(BTC, { lowest: ticks(95n), highest: ticks(105n), outside })
    return book
  }
  for (const [outside, limit, told] of [
    ['reject', 105n, ['accepted taker', 'a104 1@104', 'a105 1@105']],
    ['reject', 106n, ['rejected taker outside-band']],
    ['reject', 95n, ['accepted taker']],
    ['reject', 94n, ['rejected taker outside-band']],
    ['clip', 106n, ['accepted taker 105', 'a104 1@104', 'a105 1@105']],
    ['clip', 94n, ['accepted taker']],
    ['reject', null, ['accepted taker 105', 'a104 1@104', 'a105 1@105', 'cancelled taker 7']],
    ['clip', null, ['accepted taker 105', 'a104 1@104', 'a105 1@105', 'cancelled taker 7']],
  ] as const)
    test(`a buy of 9 at ${limit ?? 'any price'} in a band from 95 to 105 that would ${outside}`, () =>
      assert.deepEqual(story(banded(outside).submit(order('taker', 'buy', 9n, { limit }))), told))
  test('what rests beyond a band that came later stays, out of reach', () => {
    const book = banded('clip')
    book.submit(order('taker', 'buy', 9n, { timeInForce: 'IOC' }))
    assert.equal(depth(book), ' | 1@106')
    assert.deepEqual(story(book.submit(order('next', 'buy', 9n))), ['rejected next no-liquidity'])
  })
  test('quotes that could take beyond the band are left out', () => {
    const book = banded('clip')
    book.requote('maker', BTC, { bids: levels([107n, 1n], [103n, 2n]), asks: levels([108n, 3n]) })
    assert.equal(depth(book), '2@103 | 1@104 1@105 1@106 3@108')
  })
  test('the band is part of a snapshot', () => {
    const [book, other] = [banded('reject'), newBook()]
    other.restore(book.snapshot())
    assert.deepEqual(story(other.submit(order('taker', 'buy', 9n, { limit: 106n }))), ['rejected taker outside-band'])
  })
})

describe('amend', () => {
  const queued = (): OrderBook => {
    const book = newBook()
    for (const id of ['first', 'second']) book.submit(order(id, 'buy', 5n, { limit: 100n }))
    return book
  }
  const next = (book: OrderBook): string =>
    story(book.submit(order('taker', 'sell', 1n, { limit: 100n })))[1]?.split(' ')[0] ?? ''
  for (const [remaining, limit, first] of [
    [4n, 100n, 'first'],
    [5n, 100n, 'first'],
    [6n, 100n, 'second'],
    [4n, 99n, 'second'],
    [4n, 101n, 'first'],
  ] as const)
    test(`5 at 100 made ${remaining} at ${limit}: ${first} is served next`, () => {
      const book = queued()
      assert.deepEqual(story(book.amend('first', amendment(remaining, limit))), [`amended first ${remaining} ${limit}`])
      assert.equal(next(book), first)
    })
  test('a limit that crosses trades at the resting prices', () => {
    const book = queued()
    book.submit(order('ask', 'sell', 3n, { limit: 102n }))
    assert.deepEqual(story(book.amend('first', amendment(5n, 103n))), ['amended first 5 103', 'ask 3@102'])
    assert.equal(depth(book), '2@103 5@100 | ')
  })
  test('a reduce-only order fills no more than it still may', () => {
    const book = newBook()
    book.submit(order('reduce', 'buy', 5n, { limit: 100n, reducible: 4n }))
    book.submit(order('one', 'sell', 1n, { limit: 100n }))
    assert.deepEqual(story(book.amend('reduce', amendment(9n, 99n))), ['amended reduce 9 99'])
    assert.equal(depth(book), '3@99 | ')
  })
  for (const [id, remaining, limit, reason] of [
    ['nobody', 1n, 100n, 'not-resting'],
    ['first', 0n, 100n, 'bad-size'],
    ['post', 1n, 102n, 'post-only'],
    ['first', 5n, 106n, 'outside-band'],
  ] as const)
    test(`${id} to ${remaining} at ${limit} is refused: ${reason}, and nothing changes`, () => {
      const book = queued()
      book.submit(order('post', 'buy', 1n, { limit: 98n, postOnly: 'reject' }))
      book.submit(order('ask', 'sell', 1n, { limit: 102n }))
      book.setBand(BTC, { lowest: ticks(95n), highest: ticks(105n), outside: 'reject' })
      assert.deepEqual(story(book.amend(id, amendment(remaining, limit))), [`amend-refused ${id} ${reason}`])
      assert.equal(depth(book), '10@100 1@98 | 1@102')
    })
})
