import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { lineChart, type LineChart } from './lanes.ts'
import { malformed, pathPoints, withClass } from './svg.fixtures.ts'

const smile: LineChart = {
  id: 'smile',
  title: 'Quotes around a line',
  subtitle: 'volatility',
  heightPx: 200,
  x: { kind: 'value', name: 'strike', axis: { kind: 'linear', format: 'price', unit: 'USD', domain: [0, 100] } },
  y: { kind: 'linear', format: 'ratio', unit: 'volatility', domain: [0, 1] },
  series: [
    {
      name: 'fit',
      colour: 'var(--series-4)',
      points: [
        [0, 0.5],
        [100, 0.5],
      ],
    },
  ],
  ranges: [
    {
      name: 'bid to ask',
      colour: 'var(--muted)',
      points: [
        [25, 0.25, 0.75],
        [50, 0, 1],
      ],
    },
  ],
}

describe('ranges of a line chart', () => {
  test('are upright strokes from low to high with caps, and one entry of the legend', () => {
    const { svg } = lineChart(smile)
    assert.equal(malformed(svg), undefined)
    const [key, strokes] = withClass(svg, 'path', 'range').map(({ d = '' }) => pathPoints(d))
    assert.equal(key?.length, 6)
    const [bottom, top] = [strokes?.[0], strokes?.[1]]
    assert.equal(bottom?.[0], top?.[0])
    // half of an axis of 200 px: 0.75 − 0.25
    assert.ok(Math.abs((bottom?.[1] ?? NaN) - (top?.[1] ?? NaN) - 100) < 0.1)
  })
  test('stand in the data file', () => {
    const { csv } = lineChart(smile)
    assert.match(csv, /range,bid to ask,25,0.25,0.75/)
  })
  test('refuse a low above its high, by name', () => {
    const ranges = [{ name: 'bid to ask', colour: 'red', points: [[1, 2, 1]] as const }]
    assert.throws(() => lineChart({ ...smile, ranges }), /ranges\[0\]\.points\[0\]/)
  })
})
