import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ChartInputError } from './error.ts'
import { cellMark, standings } from './ranking.ts'
import { elements, HOSTILE, malformed } from './svg.fixtures.ts'
import { comparisonTable } from './table.ts'
import type { ComparisonTable, TableColumn } from './table.ts'

describe('standings', () => {
  const rows = [
    [['1', '2', '3'], 'lower', 'best between worst'],
    [['1', '2', '3'], 'higher', 'worst between best'],
    [['1', '2', '3'], 'none', 'between between between'],
    [['1', '1.0', '3'], 'lower', 'best best worst'], // ties share, however they are written
    [['5', '5', '5'], 'lower', 'between between between'],
    [['5', null, '4'], 'lower', 'worst between best'],
    [['5', null], 'lower', 'between between'], // one value alone is not best
    [['-1', '0', '-1e3'], 'lower', 'between worst best'],
    [['9007199254740993', '9007199254740992', '9007199254740994'], 'lower', 'between best worst'], // equal as numbers
  ] as const
  for (const [values, better, wanted] of rows)
    test(`${values.join(' ')}, ${better} → ${wanted}`, () => assert.equal(standings(values, better).join(' '), wanted))
})

describe('cellMark', () => {
  const rows = [
    [['best', 'best'], 'best'],
    [['best', 'between'], 'split-best'],
    [['worst', 'worst'], 'worst'],
    [['between', 'worst'], 'split-worst'],
    [['best', 'worst'], 'none'], // the bounds contradict each other
    [['between', 'between'], 'none'],
  ] as const
  for (const [perBound, wanted] of rows)
    test(`${perBound.join(' and ')} → ${wanted}`, () => assert.equal(cellMark(perBound), wanted))
})

describe('comparisonTable', () => {
  const column = (key: string, more: Partial<TableColumn>): TableColumn => ({
    key,
    title: key,
    definition: `what ${key} means`,
    unit: 'USD',
    format: 'money',
    better: 'lower',
    ...more,
  })
  const table: ComparisonTable = {
    id: 'verdict',
    title: 'Verdict',
    subtitle: 'both bounds',
    rowTitle: 'Policy',
    bounds: ['frozen path', 'path plus own impact'],
    groups: [
      { title: 'Benefit', columns: [column('kept', { better: 'higher', format: 'ratio', unit: '' })] },
      { title: 'Cost', columns: [column('badDebt', {}), column('adl', {})] },
    ],
    rows: [
      { name: 'full-close', colour: 'red', cells: { kept: ['0.2', '0.1'], badDebt: ['100', '300'], adl: ['5', '9'] } },
      { name: 'soft', colour: 'blue', cells: { kept: ['0.7', '0.6'], badDebt: ['120', '130'], adl: ['0', null] } },
    ],
  }
  const classes = (html: string): readonly string[] =>
    elements(html, 'td')
      .map((cell) => cell['class'] ?? '')
      .filter((name) => name.startsWith('number'))

  test('marks best and worst only where both bounds agree', () => {
    const { html } = comparisonTable(table)
    assert.equal(malformed(html), undefined)
    // Bad debt: full-close wins on the frozen path, soft with own impact. ADL: one value of soft was not measured.
    assert.deepEqual(classes(html), [
      'number worst',
      'number',
      'number split-worst',
      'number best',
      'number',
      'number split-best',
    ])
  })

  test('definitions are tooltips, the unit stands once in the header, a missing value is a dash', () => {
    const { html } = comparisonTable(table)
    assert.match(html, /title="what badDebt means — ↓ lower is better"/)
    assert.match(html, /<span class="value missing" title="path plus own impact: not measured">–<\/span>/)
  })

  test('cells sort by their exact first value', () => {
    const keys = elements(comparisonTable(table).html, 'td')
      .map((cell) => cell['data-sort'])
      .filter((key) => key !== undefined)
    assert.deepEqual(keys, ['0.2', '100', '5', '0.7', '120', '0'])
  })

  test('the data file keeps the decimal strings', () => {
    assert.equal(
      comparisonTable(table).csv,
      'Policy,bound,kept,badDebt [USD],adl [USD]\nfull-close,frozen path,0.2,100,5\nfull-close,path plus own impact,0.1,300,9\nsoft,frozen path,0.7,120,0\nsoft,path plus own impact,0.6,130,\n',
    )
  })

  test('hostile names stay text', () => {
    const { html } = comparisonTable({
      ...table,
      rowTitle: HOSTILE,
      rows: [{ ...table.rows[0], name: HOSTILE, note: HOSTILE, cells: table.rows[0]?.cells ?? {} }],
    })
    assert.equal(malformed(html), undefined)
    assert.equal(html.match(/<script/g)?.length, 1)
  })

  const bad: readonly (readonly [string, Partial<ComparisonTable>])[] = [
    ['no rows', { rows: [] }],
    ['no columns', { groups: [] }],
    ['no bounds', { bounds: [] }],
    ['a key twice', { groups: [...table.groups, ...table.groups] }],
    [
      'a cell that misses a bound',
      { rows: [{ name: 'a', cells: { kept: ['1'], badDebt: ['1', '1'], adl: ['1', '1'] } }] },
    ],
    ['a cell that is missing', { rows: [{ name: 'a', cells: {} }] }],
    ['NaN', { rows: [{ name: 'a', cells: { kept: ['NaN', '1'], badDebt: ['1', '1'], adl: ['1', '1'] } }] }],
    ['an order among texts', { groups: [{ title: '', columns: [column('kept', { format: 'text' })] }] }],
  ]
  for (const [name, change] of bad)
    test(`refuses ${name}`, () => assert.throws(() => comparisonTable({ ...table, ...change }), ChartInputError))
})
