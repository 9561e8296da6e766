import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ChartInputError } from './error.ts'
import { stackedChart, type StackedChart } from './stacked.ts'
import { elements, HOSTILE, malformed, texts } from './svg.fixtures.ts'

const chart: StackedChart = {
  id: 'causes',
  title: 'Closed by cause',
  subtitle: 'USD',
  axis: { kind: 'linear', format: 'money', unit: 'USD' },
  axisName: 'closed',
  bounds: ['frozen path', 'own impact'],
  parts: [
    { name: 'traded', colour: 'blue' },
    { name: 'taken over', colour: 'red' },
  ],
  rows: [
    {
      name: 'soft',
      bars: [
        [3000, 1000],
        [2000, 0],
      ],
    },
    { name: 'full-close', bars: [[0, 4000], null] },
  ],
}

describe('stackedChart', () => {
  test('stacks the parts end to end from zero, in proportion, and states each sum', () => {
    const { svg } = stackedChart(chart)
    const bars = elements(svg, 'rect').filter(({ height }) => height === '11')
    const [first, second] = bars
    assert.ok(first !== undefined && second !== undefined)
    assert.ok(Math.abs(Number(first['x']) + Number(first['width']) - Number(second['x'])) < 0.02)
    assert.ok(Math.abs(Number(first['width']) / Number(second['width']) - 3) < 0.01)
    assert.equal(bars.length, 4) // a part of nothing has no bar
    const shown = texts(svg).map(({ text }) => text)
    for (const text of ['$4k', '$2k', 'not run']) assert.ok(shown.includes(text), text)
  })
  test('writes every part of every bar', () => {
    const rows = stackedChart(chart).csv.split(/\r?\n/)
    assert.deepEqual(rows.slice(0, 3), [
      'name,bound,part,closed [USD]',
      'soft,frozen path,traded,3000',
      'soft,frozen path,taken over,1000',
    ])
    assert.ok(rows.includes('full-close,own impact,traded,'))
  })
  test('hostile names stay text', () => {
    const [row] = chart.rows
    assert.ok(row !== undefined)
    assert.equal(malformed(stackedChart({ ...chart, rows: [{ ...row, name: HOSTILE }] }).html), undefined)
  })
  const [row] = chart.rows
  const refused: readonly (readonly [string, Partial<StackedChart>])[] = [
    ['no rows', { rows: [] }],
    ['no parts', { parts: [] }],
    ['no bounds', { bounds: [] }],
    ['a name twice', { rows: [...chart.rows, ...chart.rows] }],
    ['a bar too few', { rows: [{ name: 'soft', bars: [[1, 2]] }] }],
    ['a part too few', { rows: [{ name: 'soft', bars: [[1], [1, 2]] }] }],
    [
      'a negative value',
      {
        rows: [
          {
            name: 'soft',
            bars: [
              [1, -2],
              [1, 2],
            ],
          },
        ],
      },
    ],
    ['a log axis', { axis: { kind: 'log', format: 'money', unit: 'USD' }, rows: row === undefined ? [] : [row] }],
  ]
  for (const [name, change] of refused)
    test(`refuses ${name}`, () => assert.throws(() => stackedChart({ ...chart, ...change }), ChartInputError))
})
