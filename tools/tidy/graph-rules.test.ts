import { describe, test } from 'node:test'
import { cycleRule } from './cycle-rule.ts'
import { orphanRule } from './orphan-rule.ts'
import { assertFinds, house } from './workspace.fixtures.ts'

describe('cycleRule', () => {
  test('finds a cycle of files, and a type import closes it too', () => {
    const found = cycleRule(
      house({
        'lab/src/a.ts': "import { b } from './b.ts'",
        'lab/src/b.ts': "\nimport type { C } from './c.ts'",
        'lab/src/c.ts': "\n\nexport { a } from './a.ts'",
      }),
    )
    assertFinds(found, [
      'lab/src/c.ts:3: closes a cycle of files: lab/src/a.ts -> lab/src/b.ts -> lab/src/c.ts -> lab/src/a.ts',
    ])
  })

  test('finds a cycle of rooms that no cycle of files shows', () => {
    const found = cycleRule(
      house({
        'core/src/market/index.ts': "export { a } from './a.ts'",
        'core/src/market/a.ts': '',
        'core/src/market/b.ts': "import '../accounts/index.ts'",
        'core/src/accounts/index.ts': "\nimport '../market/index.ts'",
      }),
    )
    assertFinds(found, [
      'core/src/accounts/index.ts:2: closes a cycle of rooms: core/src/market -> core/src/accounts -> core/src/market',
    ])
  })

  test('finds a cycle of packages', () => {
    const found = cycleRule(
      house({ 'core/src/index.ts': "import '@ebbline/wire'", 'wire/src/index.ts': "import '@ebbline/core'" }),
    )
    assertFinds(found, [
      'wire/src/index.ts:1: closes a cycle of files: core/src/index.ts -> wire/src/index.ts -> core/src/index.ts',
      'wire/src/index.ts:1: closes a cycle of rooms: core/src/index -> wire -> core/src/index',
    ])
  })

  test('a file that imports itself is a cycle', () => {
    assertFinds(cycleRule(house({ 'lab/src/a.ts': "import './a.ts'" })), [
      'lab/src/a.ts:1: closes a cycle of files: lab/src/a.ts -> lab/src/a.ts',
    ])
  })

  test('two ways to one file are no cycle, and tests make no cycle of rooms', () => {
    const found = cycleRule(
      house({
        'core/src/market/index.ts': "import '../units/index.ts'; import './a.ts'",
        'core/src/market/a.ts': "import '../units/index.ts'",
        'core/src/units/index.ts': '',
        'core/src/units/a.test.ts': "import '../market/index.ts'",
      }),
    )
    assertFinds(found, [])
  })
})

describe('orphanRule', () => {
  const entries = {
    'core/src/index.ts': "export * from './units/index.ts'",
    'core/src/units/index.ts': "export * from './atoms.ts'",
    'core/src/units/atoms.ts': '',
  }

  test('finds a source that no door reaches, even if a test does', () => {
    const found = orphanRule(
      house({ ...entries, 'core/src/units/lost.ts': '', 'core/src/units/lost.test.ts': "import './lost.ts'" }),
    )
    assertFinds(found, ['core/src/units/lost.ts:1: is reached from no entry: an orphan'])
  })

  test('finds a fixture that no test imports', () => {
    const found = orphanRule(house({ ...entries, 'core/src/units/fixtures.ts': '' }))
    assertFinds(found, ['core/src/units/fixtures.ts:1: is imported by no test: an orphan'])
  })

  test('follows commands, workers and types, and passes what is reached', () => {
    const found = orphanRule(
      house({
        ...entries,
        'core/src/units/a.test.ts': "import './fixtures.ts'",
        'core/src/units/fixtures.ts': '',
        'cli/src/main.ts': "import type { A } from './a.ts'",
        'cli/src/a.ts': "new Worker(new URL('./worker.ts', import.meta.url))",
        'cli/src/worker.ts': '',
        'tools/bench/main.ts': '',
      }),
    )
    assertFinds(found, [])
  })
})
