import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Compile } from 'typebox/compile'
import { presets } from '@ebbline/core'
import { jsonSchema, schemaNames } from './catalogue.ts'
import { soundScenario, withChange } from './scenario.fixtures.ts'

describe('jsonSchema', () => {
  for (const name of schemaNames)
    test(`${name} is plain JSON of draft 2020-12 that a validator compiles`, () => {
      const schema = jsonSchema(name)
      assert.equal(schema?.['$schema'], 'https://json-schema.org/draft/2020-12/schema')
      assert.deepEqual(JSON.parse(JSON.stringify(schema)), schema)
      assert.equal(Compile(schema ?? {}).Check(undefined), false)
    })

  test('knows no other name', () => assert.equal(jsonSchema('everything'), null))

  test('the exported policy schema takes every preset and sees into nested triggers', () => {
    const validator = Compile(jsonSchema('policy') ?? {})
    const nested = (rule: unknown): unknown => ({ rule: 'all', of: [{ rule: 'any', of: [rule] }] })
    for (const policy of presets) {
      assert.ok(validator.Check(policy), policy.name)
      assert.ok(!validator.Check({ ...policy, stages: [] }))
      const good = withChange(policy, 'stages.0.enter', nested({ rule: 'bankrupt' }))
      const bad = withChange(policy, 'stages.0.enter', nested({ rule: 'bankrupt', twice: true }))
      assert.deepEqual([validator.Check(good), validator.Check(bad)], [true, false])
    }
  })

  test('the exported scenario schema takes what the parser takes', () => {
    const validator = Compile(jsonSchema('scenario') ?? {})
    assert.ok(validator.Check(soundScenario))
    assert.ok(!validator.Check({ ...soundScenario, seed: -1 }))
  })
})
