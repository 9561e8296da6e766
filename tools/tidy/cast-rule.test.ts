import { describe, test } from 'node:test'
import { castRule } from './cast-rule.ts'
import { assertFinds, house } from './workspace.fixtures.ts'

const FILE = 'lab/src/a.ts'

const casts: readonly (readonly [string, string])[] = [
  ['x as Atoms', 'Atoms'],
  ['(a * b) as Lots', 'Lots'],
  ['x as unknown as Ticks', 'Ticks'],
  ['x as Ratio | undefined', 'Ratio'],
  ['xs as readonly Atoms[]', 'Atoms'],
  ['xs as [Lots, Ticks]', 'Lots'],
  ['f(a, x as Atoms, b)', 'Atoms'],
  ['export const a = { b: x as Atoms }', 'Atoms'],
  ['`${x as Atoms}`', 'Atoms'],
  ['export class A { m() { return x as Atoms } }', 'Atoms'],
  ['export default { a: x as Atoms }', 'Atoms'],
]

const clean: readonly string[] = [
  "import { A as Atoms, type B as Lots } from 'x'",
  "import a, { A as Atoms } from 'x'",
  "import type { A as Atoms } from 'x'",
  "export { a as Atoms } from 'x'",
  'export type { A as Atoms }',
  'const a: Atoms = b',
  'x as const',
  'x as Map<string, Atoms>',
  'x as { size: Lots }',
  'x as (a: Atoms) => bigint',
  'x as bigint\nconst y: Atoms = z',
  "'x as Atoms' // x as Atoms",
]

describe('castRule', () => {
  for (const [code, brand] of casts)
    test(`refuses ${code}`, () =>
      assertFinds(castRule(house({ [FILE]: `\n${code}` })), [`${FILE}:2: casts to ${brand}`]))

  for (const code of clean)
    test(`allows ${JSON.stringify(code)}`, () => assertFinds(castRule(house({ [FILE]: code })), []))

  test('leaves units and tests their casts', () => {
    assertFinds(castRule(house({ 'core/src/units/a.ts': 'x as Atoms', 'core/src/margin/a.test.ts': 'x as Atoms' })), [])
  })
})
