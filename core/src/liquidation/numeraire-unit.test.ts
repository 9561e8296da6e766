import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { ratioOf } from '../units/index.ts'
import type { MarginRules } from '../margin/index.ts'
import { rules } from './fixtures.ts'
import { numeraireAtoms, NumeraireUnitError } from './numeraire-unit.ts'

const only = (...ids: readonly string[]): MarginRules => ({
  ...rules,
  instruments: new Map([...rules.instruments].filter(([id]) => ids.includes(id))),
})

describe('numeraireAtoms', () => {
  for (const ids of [['BTC-PERP'], ['SOL-PERP'], ['BTC-INV'], ['BTC', 'ETH-PERP']])
    test(`six decimals are told from ${ids.join(', ')}`, () => {
      assert.equal(numeraireAtoms(only(...ids), ratioOf('1000')), 1_000_000_000n)
      assert.equal(numeraireAtoms(only(...ids), ratioOf('0.0000019')), 1n)
    })
  test('a venue of spot markets alone does not say', () =>
    assert.throws(() => numeraireAtoms(only('BTC'), ratioOf('1')), NumeraireUnitError))
})
