import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ChartInputError } from './error.ts'
import { ladderChart } from './ladder.ts'
import type { LadderChart } from './ladder.ts'
import { HOSTILE, malformed, pathPoints, texts, withClass } from './svg.fixtures.ts'

const chart: LadderChart = {
  id: 'ladder',
  title: 'Ladder',
  subtitle: 'USD',
  priceUnit: 'USD',
  trailTime: 'elapsed-ms',
  zones: [
    { name: 'bankrupt', tone: 'bankrupt', priceFrom: null, priceTo: 100 },
    { name: 'soft band', tone: 'soft', priceFrom: 100, priceTo: 150 },
    { name: 'safe', tone: 'safe', priceFrom: 150, priceTo: null },
  ],
  levels: [
    { name: 'bankruptcy', price: 100 },
    { name: 'maintenance', price: 110 },
    { name: 'initial', price: 150 },
  ],
  mark: { name: 'mark', price: 125 },
  trail: [
    { timeMs: 0, price: 200 },
    { timeMs: 60_000, price: 150 },
    { timeMs: 120_000, price: 125 },
  ],
}

describe('ladderChart', () => {
  test('zones touch, cover the bar, and the soft band is not drawn safe', () => {
    const { svg } = ladderChart(chart)
    assert.equal(malformed(svg), undefined)
    const zones = withClass(svg, 'rect', 'zone')
    assert.equal(zones.length, 3)
    const right = (index: number): number => Number(zones[index]?.['x']) + Number(zones[index]?.['width'])
    assert.ok(Math.abs(right(0) - Number(zones[1]?.['x'])) < 0.02)
    assert.ok(Math.abs(right(1) - Number(zones[2]?.['x'])) < 0.02)
    assert.equal(zones[1]?.['fill'], 'var(--zone-soft)')
  })

  test('prices stand in proportion: shown are 90 to 210 on 844 px, so the band 100 to 150 is 351.67 px', () => {
    const zones = withClass(ladderChart(chart).svg, 'rect', 'zone')
    assert.equal(zones[1]?.['width'], '351.67')
    assert.equal(zones[1]?.['x'], String(8 + Math.round((10 / 120) * 84_400) / 100))
  })

  test('the trail runs upwards in time and ends at the mark', () => {
    const [path] = withClass(ladderChart(chart).svg, 'path', 'line')
    const points = pathPoints(path?.['d'] ?? '')
    assert.equal(points.length, 3)
    assert.ok((points[0]?.[1] ?? 0) > (points[2]?.[1] ?? 0))
    assert.equal(points[2]?.[0], Math.round((8 + (35 / 120) * 844) * 100) / 100)
  })

  test('labels of levels that stand close take different rows', () => {
    const rows = texts(ladderChart(chart).svg)
      .filter(({ text }) => /^(bankruptcy|maintenance) /.test(text))
      .map(({ y }) => y)
    assert.equal(new Set(rows).size, 2)
  })

  test('hostile names stay text, and an account without trail is drawn', () => {
    const { html } = ladderChart({ ...chart, trail: [], mark: { name: HOSTILE, price: 125 } })
    assert.equal(malformed(html), undefined)
  })

  const bad: readonly (readonly [string, Partial<LadderChart>])[] = [
    ['no zones', { zones: [] }],
    ['a zone that ends before it begins', { zones: [{ name: 'z', tone: 'soft', priceFrom: 2, priceTo: 1 }] }],
    ['a price of zero', { mark: { name: 'mark', price: 0 } }],
    ['NaN', { levels: [{ name: 'l', price: Number.NaN }] }],
    [
      'time that steps back',
      {
        trail: [
          { timeMs: 2, price: 1 },
          { timeMs: 1, price: 1 },
        ],
      },
    ],
  ]
  for (const [name, change] of bad)
    test(`refuses ${name}`, () => assert.throws(() => ladderChart({ ...chart, ...change }), ChartInputError))
})
