import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { pair } from './brackets.ts'
import { scan } from './tokens.ts'

const kinds = (text: string): string =>
  scan(text)
    .tokens.map((token) => `${token.kind} ${token.text}`)
    .join(' | ')

// [what is tricky, source, what the reader must see]
const rows: readonly (readonly [string, string, string])[] = [
  ['a line comment', 'a // Date', 'word a'],
  ['a block comment between operands', 'a /* ` */ / b', 'word a | punct / | word b'],
  ['a comment sign inside a string', "'// no' + x", 'string // no | punct + | word x'],
  ['an escaped quote', String.raw`'it\'s' x`, String.raw`string it\'s | word x`],
  ['a quote inside the other quotes', `"it's" x`, "string it's | word x"],
  ['code inside a template', '`a${b}c` d', 'template a | punct ${ | word b | punct } | template c | word d'],
  [
    'an object inside a template',
    '`${{ a: 1 }.a}`',
    'template  | punct ${ | punct { | word a | punct : | number 1 | punct } | punct . | word a | punct } | template ',
  ],
  [
    'a template inside a template',
    '`x${`y${z}`}`',
    'template x | punct ${ | template y | punct ${ | word z | punct } | template  | punct } | template ',
  ],
  ['a lone dollar in a template', '`$5 $` x', 'template $5 $ | word x'],
  ['an escaped backtick', '`a\\`b` x', 'template a\\`b | word x'],
  ['a regex after an assignment', 'x = /[/"]/g', 'word x | punct = | regex /[/"]/g'],
  ['a regex with a quote after return', "return /'/", "word return | regex /'/"],
  [
    'a regex after a negation',
    'a && !/`/.test(b)',
    'word a | punct && | punct ! | regex /`/ | punct . | word test | punct ( | word b | punct )',
  ],
  ['division after a name', "a / b / '/'", 'word a | punct / | word b | punct / | string /'],
  ['division after a parenthesis', '(a) / 2 / b', 'punct ( | word a | punct ) | punct / | number 2 | punct / | word b'],
  ['division after an asserted operand', 'a! / b / c', 'word a | punct ! | punct / | word b | punct / | word c'],
  ['division after an increment', 'a++ / b / c', 'word a | punct ++ | punct / | word b | punct / | word c'],
  [
    'a regex after a block',
    '{\n}\n/`/.test(a)',
    'punct { | punct } | regex /`/ | punct . | word test | punct ( | word a | punct )',
  ],
  [
    'bigint against number',
    '10n 1_000n 0x1fn 1e-18 .5',
    'bigint 10n | bigint 1_000n | bigint 0x1fn | number 1e-18 | number .5',
  ],
  ['a power', 'a ** b * c', 'word a | punct ** | word b | punct * | word c'],
  [
    'optional chaining against a conditional',
    'a?.b ?.5:1',
    'word a | punct ?. | word b | punct ? | number .5 | punct : | number 1',
  ],
  ['nested generics', 'A<B<C>>', 'word A | punct < | word B | punct < | word C | punct > | punct >'],
  ['words of other scripts and private names', 'σ #x $_', 'word σ | word #x | word $_'],
  ['a hashbang', '#!/usr/bin/env node\nx', 'word x'],
]

describe('scan', () => {
  for (const [name, text, seen] of rows)
    test(name, () => {
      assert.equal(kinds(text), seen)
      assert.deepEqual(scan(text).faults, [])
    })

  test('counts lines through comments, templates and continued strings', () => {
    const lines = scan("a /*\n*/ b `\n\n` c\n'\\\n' d").tokens.map(({ text, line }) => `${text.trim()}${line}`)
    assert.deepEqual(lines, ['a1', 'b2', '2', 'c4', '\\5', 'd6'])
  })

  test('keeps comments with their first line', () => {
    assert.deepEqual(scan('x\n// one\n/* two\n*/').comments, [
      { text: '// one', line: 2 },
      { text: '/* two\n*/', line: 3 },
    ])
  })

  for (const text of ['`never ends', "'never ends", '`${a', '\u0000'])
    test(`reports that it cannot read ${JSON.stringify(text)}`, () => {
      const { tokens, faults } = scan(text)
      assert.ok(faults.length + pair(tokens).faults.length > 0)
    })
})

describe('pair', () => {
  test('pairs each bracket with its partner, templates included', () => {
    assert.deepEqual(pair(scan('([`${a}`])').tokens).partners, [8, 7, -1, 5, -1, 3, -1, 1, 0])
  })

  for (const text of ['(', ')', '(]', '{ ( }'])
    test(`refuses ${text}`, () => assert.notDeepEqual(pair(scan(text).tokens).faults, []))
})
