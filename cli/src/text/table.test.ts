import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { stripVTControlCharacters } from 'node:util'
import { tableLines, toned, wrap, wrapped, type Table } from './table.ts'

const table: Table = {
  columns: [
    { head: ['policy'], align: 'left' },
    { head: ['bad debt', 'frozen'], align: 'right' },
  ],
  rows: [[{ text: 'soft' }, { text: '1.2M', tone: 'good' }], [{ text: 'full-close' }]],
}

describe('tableLines', () => {
  test('aligns by the widest cell', () =>
    assert.deepEqual(tableLines(table, false), [
      'policy      bad debt',
      '              frozen',
      '──────────  ────────',
      'soft            1.2M',
      'full-close',
    ]))
  test('colours change no width', () => {
    const lines = tableLines(table, true)
    assert.notDeepEqual(lines, tableLines(table, false))
    assert.deepEqual(lines.map(stripVTControlCharacters), tableLines(table, false))
  })
})

describe('toned', () => {
  test('plain text has no codes', () => {
    assert.equal(toned('x', 'plain', true), 'x')
    assert.equal(toned('x', 'bad', false), 'x')
    assert.equal(toned('x', 'bad', true), '\u001b[31mx\u001b[39m')
  })
})

describe('wrap', () => {
  const rows = [
    ['a bb ccc', 4, ['a bb', 'ccc']],
    ['a bb ccc', 5, ['a bb', 'ccc']],
    ['a bb ccc', 8, ['a bb ccc']],
    ['longer than', 3, ['longer', 'than']],
    ['', 5, ['']],
  ] as const
  for (const [text, width, lines] of rows)
    test(`'${text}' in ${width}`, () => assert.deepEqual(wrap(text, width), lines))
  test('indents what follows', () => assert.deepEqual(wrap('- aa bb cc', 6, '  '), ['- aa', '  bb', '  cc']))
})

describe('wrapped', () => {
  const rows = [
    ['fund > vault', 12, ['fund > vault']],
    ['fund > vault', 11, ['fund >', 'vault']],
    ['water-filling', 8, ['water-', 'filling']],
    ['adl water-filling', 10, ['adl water-', 'filling']],
    ['participation', 6, ['partic', 'ipatio', 'n']],
    ['', 3, ['']],
  ] as const
  for (const [text, width, lines] of rows)
    test(`'${text}' in ${width}`, () => assert.deepEqual(wrapped(text, width), lines))
})
