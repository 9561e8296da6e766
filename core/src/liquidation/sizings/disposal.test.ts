import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { ratioOf } from '../../units/index.ts'
import { atMark, book, holder, viewOf, type Levels } from '../fixtures.ts'
import { closableLegs, proportionalPath } from '../path.ts'
import { disposal, disposalSize } from './disposal.ts'

describe('disposalSize', () => {
  const published = { fraction: ratioOf('0.5'), fullSize: 50n, available: 10_000n, consumed: ratioOf('0.01') }
  test('the case of the specification: 280 go as 100, 90, 45, 45', () => {
    const sizes: bigint[] = []
    for (let open = 280n; open > 0n;) {
      const size = disposalSize({ ...published, open })
      sizes.push(size)
      open -= size
    }
    assert.deepEqual(sizes, [100n, 90n, 45n, 45n])
  })
  test('with no full size the last lots still go: 2 as 1, 1', () => {
    const terms = { fraction: ratioOf('0.5'), fullSize: 0n, available: 1_000n, consumed: ratioOf('0.01') }
    assert.deepEqual([disposalSize({ ...terms, open: 2n }), disposalSize({ ...terms, open: 1n })], [1n, 1n])
  })
  test('the share of the book is rounded down, to nothing if need be', () =>
    assert.equal(disposalSize({ ...published, open: 280n, available: 99n }), 0n))
  test('at the full size all goes, one above it the fraction', () => {
    assert.equal(disposalSize({ ...published, open: 50n }), 50n)
    assert.equal(disposalSize({ ...published, open: 51n }), 26n)
  })
})

describe('disposal', () => {
  // a lot is 0.01 BTC: 0.5 BTC are 50 lots
  const size = disposal.create({ fraction: '0.5', full: '0.5', consumed: '0.1', bps: 1_000 })
  const stepOf = (held: bigint, bids: Levels, asks: Levels = [[50_000n, 1n]]): bigint => {
    const view = viewOf({ account: holder('0', [atMark('BTC-PERP', held)]), books: [book('BTC-PERP', bids, asks)] })
    return size(view, proportionalPath(closableLegs(view), {}), ratioOf('0')).step
  }
  test('half of it, then all from half a coin on', () => {
    assert.equal(stepOf(280n, [[50_000n, 10_000n]]), 140n)
    assert.equal(stepOf(50n, [[50_000n, 10_000n]]), 50n)
  })
  test('counts what the book shows within the range of its middle, of the side that it meets', () => {
    // middle 50 000, range down to 45 000: 700 of 900 lots
    const bids = [
      [50_000n, 500n],
      [45_000n, 200n],
      [44_999n, 200n],
    ] as const
    assert.equal(stepOf(280n, bids), 70n)
    assert.equal(stepOf(-280n, bids, [[50_000n, 30n]]), 3n)
  })
  test('nothing where the book is empty', () => assert.equal(stepOf(280n, [], []), 0n))
  test('refuses shares that are none', () => {
    assert.equal(disposal.check({ fraction: '1.5', full: '0', consumed: '0.1', bps: 1 }).length, 1)
    assert.equal(disposal.check({ fraction: '0.5', full: '0', consumed: '0', bps: 1 }).length, 1)
  })
})
