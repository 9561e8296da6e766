import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { checkDepth, lots, math, ticks } from '@ebbline/core'
import { applyLevel, createReplayedBook, depthCurveOf, depthWithin, isCrossed, levelsOf, midOf, topOf } from './book.ts'
import { applyNaive, createNaiveBook, naiveDepthWithin, naiveLevels, naiveTop } from './naive-book.fixtures.ts'

type Row = readonly ['bid' | 'ask', number, number]
const bookOf = (...rows: readonly Row[]): ReturnType<typeof createReplayedBook> => {
  const book = createReplayedBook()
  for (const [side, price, size] of rows) applyLevel(book, side, price, size)
  return book
}

describe('ReplayedBook', () => {
  test('a size replaces what stood, zero removes it, and removing nothing changes nothing', () => {
    const book = bookOf(
      ['bid', 99, 5],
      ['bid', 99, 3],
      ['bid', 98, 7],
      ['ask', 101, 4],
      ['ask', 101, 0],
      ['ask', 102, 1],
    )
    assert.deepEqual(topOf(book), { bid: 99, bidSize: 3, ask: 102, askSize: 1 })
    applyLevel(book, 'bid', 50, 0)
    applyLevel(book, 'bid', 99, 0)
    assert.deepEqual(topOf(book), { bid: 98, bidSize: 7, ask: 102, askSize: 1 })
    assert.equal(levelsOf(book), 2)
  })

  test('an empty side has no best price and crosses nothing', () => {
    const book = bookOf(['bid', 100, 1])
    assert.deepEqual(topOf(book), { bid: 100, bidSize: 1, ask: Number.NaN, askSize: 0 })
    assert.equal(isCrossed(book), false)
    assert.ok(Number.isNaN(midOf(book)))
  })

  // bid 99 against ask 99 locks, 100 crosses, 98 does neither
  for (const [bid, crossed] of [
    [98, false],
    [99, true],
    [100, true],
  ] as const)
    test(`bid ${bid} against ask 99: ${crossed ? 'crossed' : 'fine'}`, () =>
      assert.equal(isCrossed(bookOf(['bid', bid, 1], ['ask', 99, 1])), crossed))

  // mid 10 000: 1 bp is one tick
  test('depth counts the edge of its band and nothing behind it', () => {
    const book = bookOf(['bid', 9999, 1], ['bid', 9990, 2], ['bid', 9989, 4], ['ask', 10_001, 8], ['ask', 10_011, 16])
    assert.deepEqual(depthWithin(book, 1), { bid: 1, ask: 8 })
    assert.deepEqual(depthWithin(book, 10), { bid: 3, ask: 8 })
    assert.deepEqual(depthWithin(book, 11), { bid: 7, ask: 24 })
  })

  test('levels far behind the touch and a touch that leaps keep their order', () => {
    const book = bookOf(
      ['bid', 5_000_000, 1],
      ['bid', 3, 2],
      ['bid', 9_000_000, 3],
      ['ask', 90_000_000, 1],
      ['ask', 9_000_001, 2],
    )
    const prices = (): readonly number[] => depthCurveOf(book, 'BTC', 9).bids.map((level) => Number(level.price))
    assert.deepEqual(prices(), [9_000_000, 5_000_000, 3])
    applyLevel(book, 'bid', 9_000_000, 0)
    assert.deepEqual(prices(), [5_000_000, 3])
    applyLevel(book, 'bid', 5_000_000, 0)
    assert.deepEqual(topOf(book), { bid: 3, bidSize: 2, ask: 9_000_001, askSize: 2 })
  })

  test('core accepts the curve as a book, and it holds no more levels than asked for', () => {
    const book = bookOf(['bid', 99, 5], ['bid', 98, 2], ['ask', 101, 4], ['ask', 103, 9])
    assert.deepEqual(checkDepth(depthCurveOf(book, 'BTC', 1)), {
      instrument: 'BTC',
      bids: [{ price: ticks(99n), size: lots(5n) }],
      asks: [{ price: ticks(101n), size: lots(4n) }],
    })
    assert.deepEqual(depthCurveOf(book, 'BTC', 0), { instrument: 'BTC', bids: [], asks: [] })
  })
})

describe('ReplayedBook against a map that is sorted anew', () => {
  const draws = math.randomStream(7, 1)
  const draw = (index: number, bound: number): number => math.integer(draws, index, bound)

  test('the same top and depth after each of 20,000 random updates', () => {
    const [book, twin] = [createReplayedBook(), createNaiveBook()]
    let touch = 1_000_000
    for (let at = 0; at < 20_000; at += 1) {
      const of = at * 5
      // Now and then the whole market leaps out of the window, and one level in fifty lies far behind the touch.
      if (draw(of, 4000) === 0) touch += 400_000
      const side = draw(of + 1, 2) === 0 ? 'bid' : 'ask'
      const distance = draw(of + 2, 50) === 0 ? 300_000 + draw(of + 3, 90_000) : draw(of + 3, 40)
      const price = side === 'bid' ? touch - distance : touch + 1 + distance
      const size = draw(of + 4, 3) === 0 ? 0 : 1 + draw(of + 4, 900)
      applyLevel(book, side, price, size)
      applyNaive(twin, side, price, size)
      assert.deepEqual(topOf(book), naiveTop(twin), `top after update ${at}`)
      assert.equal(levelsOf(book), twin.bids.size + twin.asks.size)
      if (at % 40 === 0) {
        for (const bps of [0.1, 1, 3500]) assert.deepEqual(depthWithin(book, bps), naiveDepthWithin(twin, bps))
        const shown = depthCurveOf(book, 'X', 25).asks.map((level) => [Number(level.price), Number(level.size)])
        assert.deepEqual(shown, naiveLevels(twin.asks, 1).slice(0, 25))
      }
    }
  })
})
