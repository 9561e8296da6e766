import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { cumulate, depthChart, walkSlices } from './depth.ts'
import type { DepthChart } from './depth.ts'
import { ChartInputError } from './error.ts'
import { HOSTILE, malformed, pathPoints, texts, withClass } from './svg.fixtures.ts'

const bids = [
  { price: 99, size: 2 },
  { price: 98, size: 3 },
  { price: 95, size: 5 },
] as const
const chart: DepthChart = {
  id: 'depth',
  title: 'Depth',
  subtitle: 'BTC',
  priceUnit: 'USD',
  sizeUnit: 'BTC',
  bids,
  asks: [{ price: 101, size: 4 }],
  sliceColour: 'var(--series-4)',
  references: [{ name: 'mark', price: 100 }],
  slices: [
    { name: 'slice 1', side: 'sell', size: 4, state: 'filled' },
    { name: 'slice 2', side: 'sell', size: 8, state: 'planned' },
  ],
}

describe('walkSlices', () => {
  const costs = walkSlices(cumulate(bids), chart.slices ?? [])

  test('a slice pays level by level: 2 at 99 and 2 at 98 average 98.5', () => {
    assert.deepEqual([costs[0]?.from, costs[0]?.to, costs[0]?.averagePrice], [0, 4, 98.5])
  })

  test('the next begins where it ended, and what finds no depth is said', () => {
    // 1 at 98 and 5 at 95 are 573 for 6; two of the eight find nothing.
    assert.deepEqual([costs[1]?.from, costs[1]?.to, costs[1]?.averagePrice, costs[1]?.unfilled], [4, 10, 573 / 6, 2])
  })

  test('an empty side has no price', () => {
    assert.deepEqual(
      walkSlices([], chart.slices ?? []).map(({ averagePrice }) => averagePrice),
      [null, null],
    )
  })
})

describe('depthChart', () => {
  test('is well-formed, with one strip a slice and one line a side', () => {
    const { svg, html } = depthChart(chart)
    assert.equal(malformed(svg), undefined)
    assert.equal(malformed(html), undefined)
    assert.equal(withClass(svg, 'path', 'slice').length, 2)
    assert.equal(withClass(svg, 'path', 'line').length, 2)
    assert.match(svg, /slice 2: sell 8 BTC, planned, average 95\.5 USD, 2 BTC beyond the book shown/)
  })

  test('the strip of the first slice spans 4 of the 10 BTC that the outline climbs', () => {
    const { svg } = depthChart(chart)
    const height = (d: string | undefined): number => {
      const ys = pathPoints(d ?? '').map(([, y]) => y)
      return Math.max(...ys) - Math.min(...ys)
    }
    const [outline] = withClass(svg, 'path', 'line')
    const [strip] = withClass(svg, 'path', 'slice')
    assert.ok(Math.abs(height(strip?.['d']) / height(outline?.['d']) - 0.4) < 1e-3)
  })

  test('labels of references that stand close take different rows', () => {
    const { svg } = depthChart({
      ...chart,
      references: [
        { name: 'mark', price: 100 },
        { name: 'mid', price: 100.1 },
      ],
    })
    const rows = texts(svg)
      .filter(({ text }) => /^(mark|mid) /.test(text))
      .map(({ y }) => y)
    assert.equal(new Set(rows).size, 2)
  })

  test('hostile names stay text', () => {
    const { html } = depthChart({ ...chart, slices: [{ name: HOSTILE, side: 'buy', size: 1, state: 'filled' }] })
    assert.equal(malformed(html), undefined)
  })

  const bad: readonly (readonly [string, Partial<DepthChart>])[] = [
    ['an empty book', { bids: [], asks: [] }],
    ['a crossed book', { asks: [{ price: 99, size: 1 }] }],
    [
      'bids that rise',
      {
        bids: [
          { price: 98, size: 1 },
          { price: 99, size: 1 },
        ],
      },
    ],
    ['a level without size', { bids: [{ price: 98, size: 0 }] }],
    ['NaN', { bids: [{ price: Number.NaN, size: 1 }] }],
    ['a negative slice', { slices: [{ name: 's', side: 'sell', size: -1, state: 'filled' }] }],
  ]
  for (const [name, change] of bad)
    test(`refuses ${name}`, () => assert.throws(() => depthChart({ ...chart, ...change }), ChartInputError))

  test('a book of one side only is drawn', () =>
    assert.equal(malformed(depthChart({ ...chart, asks: [] }).svg), undefined))
})
