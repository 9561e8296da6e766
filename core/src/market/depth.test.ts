import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { lots, ticks } from '../units/index.ts'
import {
  bestAsk,
  bestBid,
  checkDepth,
  DepthError,
  maxSizeWithin,
  mid,
  subtractDepth,
  type DepthCurve,
  type DepthLevel,
} from './index.ts'

const levels = (...pairs: readonly (readonly [bigint, bigint])[]): readonly DepthLevel[] =>
  pairs.map(([price, size]) => ({ price: ticks(price), size: lots(size) }))

const curve = (bids: readonly DepthLevel[], asks: readonly DepthLevel[]): DepthCurve => ({
  instrument: 'BTC-PERP',
  bids,
  asks,
})

const book = curve(levels([99n, 5n], [97n, 10n], [90n, 20n]), levels([102n, 4n], [103n, 6n]))
const empty = curve([], [])

describe('checkDepth', () => {
  test('a sorted, positive, uncrossed book comes back as it is', () => {
    assert.equal(checkDepth(book), book)
    assert.equal(checkDepth(empty), empty)
  })

  const refused = [
    ['bids rise', levels([97n, 5n], [99n, 1n]), levels(), /bids\[1\]\.price = 99/],
    ['two bids share a price', levels([97n, 5n], [97n, 1n]), levels(), /bids\[1\]\.price = 97/],
    ['asks fall', levels(), levels([103n, 1n], [102n, 1n]), /asks\[1\]\.price = 102/],
    ['a size is zero', levels([97n, 0n]), levels(), /bids\[0\]\.size = 0/],
    ['a size is negative', levels(), levels([97n, -1n]), /asks\[0\]\.size = -1/],
    ['a price is zero', levels([0n, 1n]), levels(), /bids\[0\]\.price = 0/],
    ['the book is locked', levels([100n, 1n]), levels([100n, 1n]), /keep it below the best ask, 100/],
    ['the book is crossed', levels([101n, 1n]), levels([100n, 1n]), /bids\[0\]\.price = 101/],
  ] as const
  for (const [rule, bids, asks, message] of refused)
    test(`it is refused when ${rule}`, () =>
      assert.throws(
        () => checkDepth(curve(bids, asks)),
        (error: unknown) => error instanceof DepthError && message.test(error.message),
      ))
})

describe('best prices and mid', () => {
  test('they are those of the first levels', () => {
    assert.equal(bestBid(book), 99n)
    assert.equal(bestAsk(book), 102n)
  })

  test('a mid between two ticks is rounded as stated', () => {
    assert.equal(mid(book, 'down'), 100n)
    assert.equal(mid(book, 'up'), 101n)
  })

  test('an empty side has no best price and no mid', () => {
    assert.equal(bestBid(empty), null)
    assert.equal(bestAsk(empty), null)
    assert.equal(mid(curve(book.bids, []), 'up'), null)
  })
})

describe('maxSizeWithin', () => {
  const rows = [
    ['buy', 101n, 0n],
    ['buy', 102n, 4n],
    ['buy', 103n, 10n],
    ['sell', 100n, 0n],
    ['sell', 99n, 5n],
    ['sell', 91n, 15n],
    ['sell', 90n, 35n],
  ] as const
  for (const [side, price, within] of rows)
    test(`a ${side} down to ${price} finds ${within} lots`, () =>
      assert.equal(maxSizeWithin(book, side, ticks(price)), within))

  test('without a worst price all of the side is within', () => {
    assert.equal(maxSizeWithin(book, 'sell', null), 35n)
  })
})

describe('subtractDepth', () => {
  const rows = [
    [0n, levels([99n, 5n], [97n, 10n], [90n, 20n])],
    [4n, levels([99n, 1n], [97n, 10n], [90n, 20n])],
    [5n, levels([97n, 10n], [90n, 20n])],
    [16n, levels([90n, 19n])],
    [35n, []],
    [99n, []],
  ] as const
  for (const [size, left] of rows)
    test(`selling ${size} leaves ${left.length} bid levels and no ask is touched`, () =>
      assert.deepEqual(subtractDepth(book, 'sell', lots(size)), curve(left, book.asks)))

  test('buying takes asks', () => {
    assert.deepEqual(subtractDepth(book, 'buy', lots(5n)), curve(book.bids, levels([103n, 5n])))
  })
})
