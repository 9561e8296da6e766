import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { atoms, lots, ticks } from '@ebbline/core'
import { venue } from './story.fixtures.ts'
import { factInWords, wordsOf } from './words.ts'

const words = wordsOf(venue)

describe('wordsOf', () => {
  test('money has its asset, columns have all decimals', () => {
    assert.equal(words.money(atoms(-1_234_500_000n)), '-1,234.5 USDC')
    assert.equal(words.column(atoms(-1_234_500_000n)), '-1,234.500000')
    assert.equal(words.column(atoms(0n)), '0.000000')
  })
  test('prices and sizes are in units', () => {
    assert.equal(words.price('BTC-PERP', ticks(609_005n)), '60,900.5')
    assert.equal(words.size('BTC-PERP', lots(-1_250n)), '1.25 BTC')
  })
  test('what the venue does not list is shown raw', () => {
    assert.equal(words.amount('XYZ', atoms(5n)), '5 atoms of XYZ')
    assert.equal(words.price('XYZ-PERP', ticks(7n)), '7 ticks')
    assert.equal(words.size('XYZ-PERP', lots(-7n)), '-7 lots')
  })
  test('a trade names side, size and limit', () => {
    assert.equal(
      words.trade({ instrument: 'BTC-PERP', size: lots(500n), limit: null }),
      'buy 0.5 BTC of BTC-PERP at any price',
    )
  })
})

describe('factInWords', () => {
  const rows = [
    ['equityAtoms', '5000000', 'equity 5 USDC'],
    ['scenarioLossAtEndAtoms', '-1', 'scenario loss at end -0.000001 USDC'],
    ['BTC-PERP.limitTicks', '600000', 'limit of BTC-PERP 60,000'],
    ['waitMs', '30000', 'wait 30 s'],
    ['untilMs', '1760126400000', 'until 2025-10-10 20:00:00 UTC'],
    ['untilMs', 'no action yet', 'until no action yet'],
    ['thresholdQuote', '100000.5', 'threshold 100,000.5'],
    ['multiple', '1.2', 'multiple 1.2'],
    ['of[1]', 'holds', 'condition 2 holds'],
    ['of[1].equityAtoms', '1000000', 'condition 2: equity 1 USDC'],
    ['of[0].of[1].multiple', '1', 'condition 1: condition 2: multiple 1'],
    ['Atoms', '7', 'Atoms 7'], // a unit alone is a name
  ] as const
  for (const [key, value, text] of rows)
    test(`${key} = ${value}`, () => assert.equal(factInWords(words, key, value), text))
})
