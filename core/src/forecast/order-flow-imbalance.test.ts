import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addOrderFlow, bookLevels, queueImbalance, type BookLevels } from './order-flow-imbalance.ts'

/** One level: [bid price, bid size, ask price, ask size]. */
type Level = readonly [number, number, number, number]

const book = (...levels: readonly Level[]): BookLevels => {
  const column = (at: 0 | 1 | 2 | 3): Float64Array => Float64Array.from(levels, (level) => level[at])
  return { bidPrice: column(0), bidSize: column(1), askPrice: column(2), askSize: column(3) }
}

const flowOf = (before: Level, after: Level): number => {
  const out = new Float64Array(1)
  addOrderFlow(book(before), book(after), out)
  return out[0] ?? Number.NaN
}

describe('addOrderFlow', () => {
  // by the definition of Cont, Kukanov and Stoikov, event by event, from a book of 5 at 100 and 7 at 101
  const start: Level = [100, 5, 101, 7]
  const rows: readonly (readonly [string, Level, number])[] = [
    ['a bid of 2 joins', [100, 7, 101, 7], 2],
    ['3 of the bid are cancelled or sold into', [100, 2, 101, 7], -3],
    ['an ask of 4 joins', [100, 5, 101, 11], -4],
    ['6 of the ask are bought or cancelled', [100, 5, 101, 1], 6],
    ['a better bid of 3', [100.5, 3, 101, 7], 3],
    ['the bid is gone, the next holds 9', [99, 9, 101, 7], -5],
    ['a better ask of 2', [100, 5, 100.5, 2], -2],
    ['the ask is gone, the next holds 8', [100, 5, 102, 8], 7],
    ['nothing', start, 0],
    ['the bids run out', [Number.NaN, 0, 101, 7], -5],
  ]
  for (const [name, after, flow] of rows) test(`${name}: ${flow}`, () => assert.equal(flowOf(start, after), flow))

  const level = fc.tuple(
    fc.integer({ min: 90, max: 100 }),
    fc.integer({ min: 1, max: 9 }),
    fc.integer({ min: 101, max: 110 }),
    fc.integer({ min: 1, max: 9 }),
  )
  test('a mirrored book has the opposite flow', () =>
    fc.assert(
      fc.property(level, level, (one, other) => {
        const mirror = ([bid, bidSize, ask, askSize]: Level): Level => [200 - ask, askSize, 200 - bid, bidSize]
        return flowOf(one, other) + flowOf(mirror(one), mirror(other)) === 0
      }),
    ))

  test('each level has its own flow, and flows add up', () => {
    const out = Float64Array.of(10, 20)
    addOrderFlow(book(start, [99, 1, 102, 1]), book([100, 7, 101, 7], [99, 1, 102, 4]), out)
    assert.deepEqual([...out], [12, 17])
  })

  test('books of different depth are refused by name', () =>
    assert.throws(() => addOrderFlow(bookLevels(2), bookLevels(3), new Float64Array(2)), /levels = 3 is refused/))
})

describe('queueImbalance', () => {
  test('of 5 against 7 is −2/12, of nothing 0', () => {
    assert.equal(queueImbalance(book([100, 5, 101, 7])), -2 / 12)
    assert.equal(queueImbalance(bookLevels(1)), 0)
  })
})
