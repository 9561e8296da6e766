import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readSource } from './source.ts'

const seen = (text: string): readonly string[] =>
  readSource('x.ts', text).imports.map(({ form, specifier, line }) => `${line} ${form} ${specifier ?? 'computed'}`)

// [form, source, line, form and specifier of every import]
const rows: readonly (readonly [string, string, readonly string[]])[] = [
  ['a value', "import { a } from './a.ts'", ['1 import ./a.ts']],
  ['a type', "\nimport type { A } from './a.ts'", ['2 import ./a.ts']],
  [
    'a default, a namespace and an alias',
    'import a, { b as c } from \'x\'\nimport * as d from "y"',
    ['1 import x', '2 import y'],
  ],
  ['a clause over lines', "import {\n  a,\n  type B,\n} from './a.ts'", ['1 import ./a.ts']],
  ['a side effect', "import './a.ts'", ['1 import ./a.ts']],
  ['JSON with an attribute', "import a from './a.json' with { type: 'json' }", ['1 import ./a.json']],
  ['export from', "export { a } from './a.ts'\nexport * from './b.ts'", ['1 export ./a.ts', '2 export ./b.ts']],
  [
    'export of types and namespaces',
    "export type { A } from './a.ts'\nexport * as b from './b.ts'\nexport type * from './c.ts'",
    ['1 export ./a.ts', '2 export ./b.ts', '3 export ./c.ts'],
  ],
  ['an export without a source', "export { a }\nimport b from './b.ts'", ['2 import ./b.ts']],
  ['an exported value', "export const from = 'x'\nexport type T = { a: 'from' }", []],
  ['a dynamic import', "await import('./a.ts')\nimport(`./b.ts`)", ['1 dynamic ./a.ts', '2 dynamic ./b.ts']],
  ['a computed import', 'import(name)\nimport(`./${name}.ts`)', ['1 dynamic computed', '2 dynamic computed']],
  ['an import type', "type A = typeof import('./a.ts')", ['1 dynamic ./a.ts']],
  ['require', "const a = require('x')", ['1 dynamic x']],
  ['a worker by URL', "new Worker(new URL('./worker.ts', import.meta.url))", ['1 url ./worker.ts']],
  [
    'no import at all',
    "// import a from 'a'\nconst a = \"import b from 'b'\"\nx.import('c')\nimport.meta.dirname\nconst d = { import: 'e' }",
    [],
  ],
]

describe('importsOf', () => {
  for (const [name, text, wanted] of rows) test(name, () => assert.deepEqual(seen(text), wanted))
})
