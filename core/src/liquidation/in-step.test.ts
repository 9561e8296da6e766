import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { lots } from '../units/index.ts'
import { leg, shown } from './fixtures.ts'
import { inStep, legsOfParts } from './in-step.ts'

const cut = (...parts: readonly (readonly [string, bigint, bigint])[]) =>
  shown(legsOfParts(inStep(parts.map(([id, size, part]) => ({ leg: leg(id, size), size: lots(part) })))))

describe('inStep', () => {
  test('both sides of a hedge fall in one proportion', () => {
    assert.deepEqual(cut(['BTC-PERP', -20n, 5n], ['ETH-PERP', 80n, 80n]), ['BTC-PERP -5', 'ETH-PERP 20'])
    assert.deepEqual(cut(['BTC-PERP', -20n, 20n], ['ETH-PERP', 80n, 3n]), ['ETH-PERP 3'])
  })
  test('a third leg keeps step too', () =>
    assert.deepEqual(cut(['BTC-PERP', -4n, 4n], ['ETH-PERP', 8n, 4n], ['SOL-PERP', -6n, 6n]), [
      'BTC-PERP -2',
      'ETH-PERP 4',
      'SOL-PERP -3',
    ]))
  test('where one side finds nothing, nothing is cut', () =>
    assert.deepEqual(cut(['BTC-PERP', -20n, 0n], ['ETH-PERP', 80n, 80n]), []))
  test('legs that go one way are cut as far as each can be', () =>
    assert.deepEqual(cut(['BTC-PERP', -20n, 5n], ['ETH-PERP', -80n, 80n]), ['BTC-PERP -5', 'ETH-PERP -80']))
})
