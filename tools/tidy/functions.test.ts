import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { functionExtents } from './functions.ts'
import { readSource } from './source.ts'

const extents = (text: string): readonly string[] => {
  const { tokens, partners } = readSource('x.ts', text)
  return functionExtents(tokens, partners).map(({ line, lineLast }) => `${line}-${lineLast}`)
}

// [form, source, first-last line of every function]
const rows: readonly (readonly [string, string, readonly string[]])[] = [
  ['a declaration', 'x\nfunction f(a) {\n  b\n}\ny', ['2-4']],
  ['a declaration with types', 'export function f<T extends A<B>>(\n  a: T,\n): { b: T } | C[] {\n  b\n}', ['1-5']],
  ['a type guard', 'function f(a: unknown): a is B {\n  b\n}', ['1-3']],
  ['an arrow with a block', 'const f = (a: A): B => {\n  b\n}', ['1-3']],
  ['an arrow with parameters over lines', 'const f = (\n  a: A,\n  b: B,\n): C => {\n  d\n}\nx', ['1-6']],
  [
    'an arrow with an expression',
    'const f = (a: A): B =>\n  a\n    .b()\n    .c(\n      d,\n    )\nconst x = 1',
    ['1-6'],
  ],
  ['an arrow with a template', 'const f = (a) => `\n${a}\n\n`\nx', ['1-4']],
  ['an arrow with an operator on the next line', 'const f = (a) =>\n  a\n  + b\nc', ['1-3']],
  ['an arrow with an object', 'const f = (a) => ({\n  a,\n})\nc', ['1-3']],
  ['an arrow with a conditional', 'const f = (a) =>\n  a\n    ? b\n    : c\nd()', ['1-4']],
  ['an arrow as an argument', 'f(\n  (a) => {\n    b\n  },\n  c,\n)', ['2-4']],
  ['nested arrows', 'const f = (a) => (b) => {\n  c\n}', ['1-3', '1-3']],
  ['a lone parameter', 'x.map(a =>\n  a\n)', ['1-2']],
  ['a method and a getter', 'class A {\n  m(a: B): C {\n    d\n  }\n  get g(): D {\n    e\n  }\n}', ['2-4', '5-7']],
  ['a constructor', 'class A {\n  constructor(a) {\n    super()\n  }\n}', ['2-4']],
  ['a method with type parameters', 'const o = {\n  m<T>(a: T) {\n    b\n  },\n}', ['2-4']],
  [
    'control statements are no functions',
    'if (a) {\n}\nfor (;;) {\n}\nwhile (a) {\n}\nswitch (a) {\n}\ntry {\n} catch (a) {\n}',
    [],
  ],
  ['a call in a conditional is no method', 'const x = a ? f(b) : { c }\n', []],
]

describe('functionExtents', () => {
  for (const [name, text, wanted] of rows) test(name, () => assert.deepEqual(extents(text), wanted))
})
