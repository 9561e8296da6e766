import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { schemaNames } from '@ebbline/wire'
import { ebb, ebbJson } from '../run.fixtures.ts'

describe('ebb schema', () => {
  test('without a name it lists the documents', async () => {
    assert.deepEqual((await ebb(['schema'])).out.trim().split('\n'), schemaNames)
    assert.deepEqual(await ebbJson(['schema']), schemaNames)
  })
  for (const name of schemaNames)
    test(`${name} is a JSON Schema of draft 2020-12`, async () => {
      const { code, out } = await ebb(['schema', name])
      assert.equal(code, 0)
      const schema = JSON.parse(out) as Readonly<Record<string, unknown>>
      assert.equal(schema['$schema'], 'https://json-schema.org/draft/2020-12/schema')
    })
})
