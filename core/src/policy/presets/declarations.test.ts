import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { presets } from '../index.ts'

describe('the declaration of a preset', () => {
  for (const { name, evidence, rounding, weaknesses = [] } of presets) {
    if (evidence !== 'own')
      test(`${name} stands for the rules of others and names their weaknesses`, () => {
        assert.ok(weaknesses.length > 0, 'add "weaknesses": one sentence for each')
        for (const weakness of weaknesses) assert.match(weakness, /^\S.*\.$/u)
      })
    if (rounding !== 'against-account')
      test(`${name} says how its source rounds`, () => assert.match(rounding.note, /\S/u))
  }
  test('bears a name that no other has', () => {
    const names = presets.map(({ name }) => name)
    assert.equal(new Set(names).size, names.length)
  })
})
