import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { slack } from './size-rule.ts'
import { RULES, show, tidy } from './tidy.ts'
import { loadWorkspace } from './workspace.ts'
import { assertFinds, house } from './workspace.fixtures.ts'

describe('tidy', () => {
  const workspace = loadWorkspace(join(import.meta.dirname, '..', '..'))

  test('reads the workspace it stands in', () => {
    assert.ok(workspace.sources.some((source) => source.path === 'tools/tidy/tidy.test.ts'))
    assert.ok(workspace.packages.some((one) => one.name === '@ebbline/core'))
  })

  for (const [name, rule] of Object.entries(RULES))
    test(`this workspace keeps the rule of ${name}`, () => assert.deepEqual(rule(workspace).map(show), []))

  test('the ratchet is as tight as it can be, or says so', (t) => {
    for (const line of slack(workspace)) t.diagnostic(line)
  })

  test('runs every rule on one workspace', () => {
    const found = tidy(
      house({
        'tools/tidy/ratchet.json': '{ "functionLines": 60, "fileLines": 400, "testFileLines": 400 }',
        'core/src/index.ts': "import './units/index.ts'",
        'core/src/units/index.ts': "import './index.ts'\nimport '../math/index.ts'\nDate.now()",
        'core/src/math/utils.ts': 'x as Lots',
        'core/src/margin/models/a.ts': '(',
        'ARCHITECTURE.md': 'core/ units/ math/',
      }),
    )
    assertFinds(found, [
      'core/src/margin/models/a.ts:1: cannot be read: a "(" that is never closed',
      'core/src/units/index.ts:2: imports math, which its row does not allow',
      'core/src/units/index.ts:1: closes a cycle of files: core/src/units/index.ts -> core/src/units/index.ts',
      'core/src/math/utils.ts:1: is reached from no entry: an orphan',
      'core/src/margin/models/a.ts:1: is reached from no entry: an orphan',
      'core/src/units/index.ts:3: uses Date',
      'core/src/math/utils.ts:1: casts to Lots',
      'core/src/math/utils.ts:1: has "utils" in its name',
      'core/src/margin/models/a.ts:1: is not listed in core/src/margin/models/index.ts',
      'ARCHITECTURE.md:1: does not name the folder margin/',
    ])
  })
})
