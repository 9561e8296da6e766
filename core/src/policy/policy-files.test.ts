import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { compilePolicy, type PolicyDeclaration } from './index.ts'

const folder = new URL('../../../policies/', import.meta.url)

describe('policy files', () => {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'))
  test('are there', () => assert.ok(files.length > 0))
  for (const file of files)
    test(`${file} compiles and bears its file's name`, () => {
      const declaration = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as PolicyDeclaration
      const result = compilePolicy(declaration)
      assert.deepEqual(result.kind === 'refused' ? result.problems : [], [])
      assert.equal(`${declaration.name}.json`, file)
    })
})
