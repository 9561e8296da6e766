import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { importRule } from './import-rule.ts'
import { assertFinds, house } from './workspace.fixtures.ts'
import { CORE_ROOMS, PACKAGES, type Row } from './walls.ts'

// [rule, file, its text, what must be found on line 1, or '' for nothing]
const rows: readonly (readonly [string, string, string, string])[] = [
  ['a room may import what its row allows', 'core/src/market/a.ts', "import { a } from '../units/index.ts'", ''],
  [
    'a room may not import to its right',
    'core/src/units/a.ts',
    "import { a } from '../market/index.ts'",
    'imports market, which its row does not allow',
  ],
  [
    'a type counts like a value',
    'core/src/math/a.ts',
    "import type { A } from '../units/index.ts'",
    'imports units, which its row does not allow',
  ],
  [
    'export from counts like an import',
    'core/src/execution/index.ts',
    "export { a } from '../accounts/index.ts'",
    'imports accounts, which its row does not allow',
  ],
  [
    'a dynamic import counts',
    'core/src/pricing/a.ts',
    "import('../accounts/index.ts')",
    'imports accounts, which its row does not allow',
  ],
  [
    'another room is entered by its door',
    'core/src/market/a.ts',
    "import { a } from '../units/atoms.ts'",
    'imports past the door of units: core/src/units/atoms.ts',
  ],
  [
    'a subfolder has the walls of its room',
    'core/src/market/impact/a.ts',
    "import { a } from '../../accounts/index.ts'",
    'imports accounts, which its row does not allow',
  ],
  ['inside one room imports are free', 'core/src/market/impact/a.ts', "import { a } from '../depth.ts'", ''],
  [
    'execution knows no distress',
    'core/src/execution/venues/a.ts',
    "import { a } from '../../margin/index.ts'",
    'imports margin, which its row does not allow',
  ],
  [
    'settlement is not told why',
    'core/src/settlement/adl/a.ts',
    "import { a } from '../../liquidation/index.ts'",
    'imports liquidation, which its row does not allow',
  ],
  [
    'policy reads registries by their own doors',
    'core/src/policy/a.ts',
    "import { a } from '../liquidation/queues/index.ts'",
    '',
  ],
  [
    'policy does not reach behind a registry',
    'core/src/policy/a.ts',
    "import { a } from '../liquidation/queues/fifo.ts'",
    'imports past the door of liquidation: core/src/liquidation/queues/fifo.ts',
  ],
  [
    'only policy uses the doors of registries',
    'core/src/engine/a.ts',
    "import { a } from '../liquidation/queues/index.ts'",
    'imports past the door of liquidation: core/src/liquidation/queues/index.ts',
  ],
  ['engine sees every stage', 'core/src/engine/a.ts', "import { a } from '../policy/index.ts'", ''],
  ["no room imports core's door", 'core/src/units/a.ts', "import { a } from '../index.ts'", "imports core's own door"],
  ["core's door sees every room", 'core/src/index.ts', "export * from './engine/index.ts'", ''],
  [
    "core's door enters by doors",
    'core/src/index.ts',
    "export * from './engine/decide.ts'",
    'imports past the door of engine: core/src/engine/decide.ts',
  ],
  [
    'core depends on nothing',
    'core/src/units/a.ts',
    "import { a } from 'big.js'",
    'imports big.js, which its package.json does not list',
  ],
  [
    'core knows no shell',
    'core/src/engine/a.ts',
    "import { a } from '@ebbline/wire'",
    'imports @ebbline/wire, which the row of core does not allow',
  ],
  ['core uses no Node module', 'core/src/engine/a.ts', "import { hash } from 'node:crypto'", 'imports node:crypto'],
  ['a test may look left of its room', 'core/src/execution/a.test.ts', "import { a } from '../margin/index.ts'", ''],
  [
    'a test may not look right of its room',
    'core/src/margin/a.test.ts',
    "import { a } from '../engine/index.ts'",
    'imports engine, which its row does not allow',
  ],
  [
    'a test enters other rooms by the door too',
    'core/src/margin/a.test.ts',
    "import { a } from '../units/atoms.ts'",
    'imports past the door of units: core/src/units/atoms.ts',
  ],
  [
    'a test may use the fixtures of a room on its left',
    'core/src/margin/a.test.ts',
    "import { a } from '../accounts/fixtures.ts'",
    '',
  ],
  [
    'a source may not use fixtures',
    'core/src/margin/a.ts',
    "import { a } from './fixtures.ts'",
    'imports core/src/margin/fixtures.ts, which serves tests only',
  ],
  [
    'a source may not use a test',
    'core/src/margin/a.ts',
    "import { a } from './b.test.ts'",
    'imports core/src/margin/b.test.ts, which serves tests only',
  ],
  ['a test may use Node and fast-check', 'core/src/math/a.test.ts', "import 'node:test'; import 'fast-check'", ''],
  [
    'a source may not use fast-check',
    'core/src/math/a.ts',
    "import 'fast-check'",
    'imports fast-check, which its package.json does not list',
  ],
  [
    'a test may not use other tools of the root',
    'core/src/math/a.test.ts',
    "import 'playwright-core'",
    'imports playwright-core, which its package.json does not list',
  ],
  ['wire may import core', 'wire/src/a.ts', "import { a } from '@ebbline/core'", ''],
  [
    'wire may not import lab',
    'wire/src/a.ts',
    "import { a } from '@ebbline/lab'",
    'imports @ebbline/lab, which the row of wire does not allow',
  ],
  [
    'charts imports nothing of ours',
    'charts/src/a.ts',
    "import { a } from '@ebbline/core'",
    'imports @ebbline/core, which the row of charts does not allow',
  ],
  [
    'a package is entered by its door',
    'lab/src/a.ts',
    "import { a } from '@ebbline/core/src/units/atoms.ts'",
    'imports past the door of @ebbline/core: ./src/units/atoms.ts',
  ],
  [
    'a package is entered by its name',
    'lab/src/a.ts',
    "import { a } from '../../core/src/index.ts'",
    'reaches into another package: core/src/index.ts',
  ],
  [
    'what the row allows must also be listed',
    'cli/src/a.ts',
    "import '@ebbline/core'; import 'chalk'",
    'imports chalk, which its package.json does not list',
  ],
  ['shells may use Node', 'lab/src/a.ts', "import { readFileSync } from 'node:fs'", ''],
  [
    'Node modules carry their prefix',
    'lab/src/a.ts',
    "import { readFileSync } from 'fs'",
    'imports fs, which its package.json does not list',
  ],
  [
    'tools may import any package of ours',
    'tools/bench/a.ts',
    "import { a } from '@ebbline/lab'; import 'playwright-core'",
    '',
  ],
  [
    'tools enter packages by the door',
    'tools/bench/a.ts',
    "import { a } from '../../core/src/units/atoms.ts'",
    'reaches into another package: core/src/units/atoms.ts',
  ],
  ['this tool knows no package', 'tools/tidy/a.ts', "import { a } from '@ebbline/core'", 'imports @ebbline/core'],
  ['a computed name is refused', 'lab/src/a.ts', 'await import(name)', 'imports a module whose name is computed'],
  ['a room needs a row', 'core/src/magic/a.ts', '', 'stands in magic, which has no row in the import table'],
  ['a folder of code needs a row', 'extra/a.ts', '', 'stands in extra, which has no row in the import table'],
]

describe('importRule', () => {
  for (const [name, file, text, what] of rows)
    test(name, () => assertFinds(importRule(house({ [file]: text })), what === '' ? [] : [`${file}:1: ${what}`]))

  test('states the line of the import', () => {
    const found = importRule(house({ 'core/src/units/a.ts': "// one\nimport {\n  a,\n} from '../market/index.ts'" }))
    assertFinds(found, ['core/src/units/a.ts:2: imports market, which its row does not allow'])
  })
})

const acyclic = (rows: readonly Row[]): boolean => {
  const left = new Set<string>()
  for (const { room, may } of rows) {
    if (!may.every((one) => left.has(one.replace('/*', '')))) return false
    left.add(room)
  }
  return true
}

describe('the import table', () => {
  test('each room of core imports only from its left', () => assert.ok(acyclic(CORE_ROOMS)))
  test('each package imports only packages before it', () => assert.ok(acyclic(PACKAGES)))
})
