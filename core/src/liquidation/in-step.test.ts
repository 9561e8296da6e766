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

describe('inStep with a judge of risk', () => {
  const judged = (safe: (shownLegs: string) => boolean, ...parts: readonly (readonly [string, bigint, bigint])[]) =>
    shown(
      legsOfParts(
        inStep(
          parts.map(([id, size, part]) => ({ leg: leg(id, size), size: lots(part) })),
          (legs) => safe(shown(legs).join(', ')),
        ),
      ),
    )
  test('one lot that nobody sells does not hold up the rest', () =>
    assert.deepEqual(
      judged(() => true, ['BTC-PERP', -20n, 20n], ['ETH-PERP', 1n, 0n]),
      ['BTC-PERP -20'],
    ))
  test('where filling what is there would be riskier, the parts that can be had keep step with each other', () =>
    assert.deepEqual(
      judged(
        (legs) => legs === 'BTC-PERP -10, SOL-PERP 5',
        ['BTC-PERP', -20n, 10n],
        ['SOL-PERP', 10n, 10n],
        ['ETH-PERP', 1n, 0n],
      ),
      ['BTC-PERP -10', 'SOL-PERP 5'],
    ))
  test('where that would be riskier too, all keep step', () =>
    assert.deepEqual(
      judged(() => false, ['BTC-PERP', -20n, 10n], ['SOL-PERP', 10n, 10n], ['ETH-PERP', 4n, 1n]),
      ['BTC-PERP -5', 'SOL-PERP 2', 'ETH-PERP 1'],
    ))
})
