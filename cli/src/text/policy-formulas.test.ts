import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { preset, presets } from '@ebbline/core'
import { formulasOf } from './policy-formulas.ts'

describe('formulasOf', () => {
  test('names every rule once, those nested in others included, axis by axis', () => {
    const rules = formulasOf(preset('loan-soft')).map(({ part, rule }) => `${part} ${rule}`)
    assert.equal(new Set(rules).size, rules.length)
    for (const rule of [
      'direction cheaper-of',
      'direction sell-collateral',
      'direction hedge-aware',
      'before cancel-orders',
    ])
      assert.ok(rules.includes(rule), rule)
    assert.equal(rules[0], 'queue least-distance')
  })
  for (const policy of presets)
    test(`every rule of ${policy.name} has a formula of one line`, () => {
      const silent = formulasOf(policy).filter(({ formula }) => formula === null || !/^[^\n]{1,240}$/u.test(formula))
      assert.deepEqual(
        silent.map(({ part, rule }) => `${part} ${rule}`),
        [],
      )
    })
})
