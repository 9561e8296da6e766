import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { atMark, holder, shown, viewOf } from '../fixtures.ts'
import { largestPosition } from './largest-position.ts'

// Notionals: 199 BTC lots 99 500 (lowest tier), 201 ETH lots 50 250 (second tier).
const account = holder('1', [atMark('BTC-PERP', 199n), atMark('ETH-PERP', -201n), atMark('SOL-PERP', 5n)])

const whole = (by: string, inFlight = {}): readonly string[] => {
  const path = largestPosition.create({ by })(viewOf({ account, inFlight }))
  return shown(path.at(path.steps))
}

describe('largestPosition', () => {
  test('by notional takes the one worth most', () => assert.deepEqual(whole('notional'), ['BTC-PERP -199']))
  test('by tier takes the one in the highest tier', () => assert.deepEqual(whole('tier'), ['ETH-PERP 201']))
  test('skips a position that is wholly in flight', () => {
    assert.deepEqual(whole('notional', { 'BTC-PERP': -199n }), ['ETH-PERP 201'])
  })
  test('closes only what is not in flight', () => {
    assert.deepEqual(whole('notional', { 'BTC-PERP': -150n }), ['BTC-PERP -49'])
  })
  test('is empty without positions', () => {
    assert.equal(largestPosition.create({ by: 'tier' })(viewOf({ account: holder('1', []) })).steps, 0n)
  })
  test('takes the first by name of equals', () => {
    const even = viewOf({ account: holder('1', [atMark('ETH-PERP', 4n), atMark('BTC-PERP', -2n)]) })
    const path = largestPosition.create({ by: 'notional' })(even)
    assert.deepEqual(shown(path.at(1n)), ['BTC-PERP 1'])
  })
})
