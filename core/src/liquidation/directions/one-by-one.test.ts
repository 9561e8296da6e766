import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { atMark, holder, shown, viewOf } from '../fixtures.ts'
import { oneByOne } from './one-by-one.ts'

const account = holder('1', [atMark('ETH-PERP', -8n), atMark('BTC-PERP', 10n)])

const whole = (inFlight = {}): readonly string[] => {
  const path = oneByOne.create({})(viewOf({ account, inFlight }))
  return shown(path.at(path.steps))
}

describe('oneByOne', () => {
  test('takes the first market by name', () => assert.deepEqual(whole(), ['BTC-PERP -10']))
  test('less what is in flight', () => assert.deepEqual(whole({ 'BTC-PERP': -4n }), ['BTC-PERP -6']))
  test('and then the next', () => assert.deepEqual(whole({ 'BTC-PERP': -10n }), ['ETH-PERP 8']))
  test('is empty without positions', () =>
    assert.equal(oneByOne.create({})(viewOf({ account: holder('1', []) })).steps, 0n))
})
