import { describe, test } from 'node:test'
import { purityRule } from './purity-rule.ts'
import { assertFinds, house } from './workspace.fixtures.ts'

const FILE = 'core/src/engine/a.ts'

// [impure code, what must be found on line 2]
const impure: readonly (readonly [string, string])[] = [
  ['Date.now()', 'uses Date'],
  ['new Date()', 'uses Date'],
  ['performance.now()', 'uses performance'],
  ['process.env', 'uses process'],
  ['x(process)', 'uses process'],
  ['globalThis.Date', 'uses globalThis'],
  ['setTimeout(f, 1)', 'uses setTimeout'],
  ['queueMicrotask(f)', 'uses queueMicrotask'],
  ['fetch(url)', 'uses fetch'],
  ['console.log(x)', 'uses console'],
  ['crypto.randomUUID()', 'uses crypto'],
  ['const f = async () => 1', 'uses async'],
  ['type A = Promise<number>', 'uses Promise'],
  ['`${Date.now()}`', 'uses Date'],
  ['const { random } = Math', 'takes Math as a whole'],
  ["Math['exp'](x)", 'takes Math as a whole'],
  ['x ? Date : y', 'uses Date'],
  ['{ now: Date }', 'uses Date'],
  ['x.toLocaleString()', 'uses toLocaleString'],
  ['a.localeCompare(b)', 'uses localeCompare'],
  ['new Intl.NumberFormat()', 'uses Intl'],
  ['a ** b', 'uses ** without a bigint literal beside it'],
  ['a **= 2', 'uses ** without a bigint literal beside it'],
  ["import('x')", 'imports dynamically'],
  ['import.meta.url', 'reads import.meta'],
  ...'random exp expm1 log log2 log10 log1p pow sin cos tan asin acos atan atan2 sinh cosh tanh asinh acosh atanh cbrt hypot'
    .split(' ')
    .map((name) => [`Math.${name}(x)`, `uses Math.${name}`] as const),
]

const pure: readonly string[] = [
  'Math.sqrt(x) + Math.abs(x) + Math.imul(a, b) + Math.PI',
  '10n ** BigInt(decimals)',
  'x ** 2n',
  'record.process + record?.performance',
  'const r = { process: 1, fetch: 2 }',
  'type R = { readonly process: string; fetch?: number }',
  "// Date.now()\nconst a = 'Date.now()' + `Math.random()`",
  'exp(x) + pow(x, y) + model.exp(x)',
]

describe('purityRule', () => {
  for (const [code, what] of impure)
    test(`refuses ${code}`, () => assertFinds(purityRule(house({ [FILE]: `\n${code}` })), [`${FILE}:2: ${what}`]))

  for (const code of pure)
    test(`allows ${JSON.stringify(code)}`, () => assertFinds(purityRule(house({ [FILE]: code })), []))

  test('binds core alone, and not its tests', () => {
    const text = 'Math.exp(Date.now())'
    assertFinds(purityRule(house({ 'lab/src/a.ts': text, 'core/src/math/a.test.ts': text })), [])
  })
})
