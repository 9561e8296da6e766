import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ChartInputError } from './error.ts'
import { intervalChart } from './interval.ts'
import type { IntervalChart } from './interval.ts'
import { lorenzChart, lorenzCurve } from './lorenz.ts'
import { paretoFront, scatterChart } from './scatter.ts'
import type { ScatterChart } from './scatter.ts'
import { elements, HOSTILE, malformed, texts, withClass } from './svg.fixtures.ts'
import { textWidth } from './text.ts'

describe('intervalChart', () => {
  const chart: IntervalChart = {
    id: 'slippage',
    title: 'Slippage',
    subtitle: 'bps',
    axisName: 'bps',
    bounds: ['frozen path', 'path plus own impact'],
    axis: { kind: 'linear', format: 'bps', unit: 'bps', domain: [0, 100] },
    rows: [
      { name: 'full-close', colour: 'red', first: 50, second: 100 },
      { name: 'soft', colour: 'blue', first: 10, second: 10 },
      { name: 'new', colour: 'green', first: null, second: null },
    ],
  }

  test('two marks a measured row, joined; a row without values says so', () => {
    const { svg } = intervalChart(chart)
    assert.equal(malformed(svg), undefined)
    assert.equal(withClass(svg, 'line', 'span').length, 2)
    assert.equal(elements(svg, 'circle').length, 2 * 2 + 2) // and two keys of the legend
    assert.ok(texts(svg).some(({ text }) => text === 'not measured'))
  })

  test('marks stand in proportion: 10 to 50 is four fifths of 50 to 100', () => {
    const [full, soft] = withClass(intervalChart(chart).svg, 'line', 'span')
    const [half, whole, tenth] = [Number(full?.['x1']), Number(full?.['x2']), Number(soft?.['x1'])]
    assert.ok(Math.abs((half - tenth) / (whole - half) - 0.8) < 1e-3)
  })

  test('checks add two shapes a row, and the line spans all four', () => {
    const rows = [{ name: 'soft', colour: 'blue', first: 40, second: 50, checks: [30, 80] as const }]
    const { svg, csv } = intervalChart({ ...chart, rows, checks: ['frozen again', 'own again'] })
    assert.equal(malformed(svg), undefined)
    assert.equal(elements(svg, 'polygon').length, 2 + 2) // and two keys of the legend
    const [span] = withClass(svg, 'line', 'span')
    const [rings] = [elements(svg, 'circle').map((each) => Number(each['cx']))]
    assert.ok(
      Number(span?.['x1']) < Math.min(...rings.slice(-2)) && Number(span?.['x2']) > Math.max(...rings.slice(-2)),
    )
    assert.match(csv, /^soft,40,50,30,80\r?$/m)
  })

  test('refuses no rows, a name twice and NaN', () => {
    assert.throws(() => intervalChart({ ...chart, rows: [] }), ChartInputError)
    assert.throws(() => intervalChart({ ...chart, rows: [...chart.rows, ...chart.rows] }), ChartInputError)
    assert.throws(
      () => intervalChart({ ...chart, rows: [{ name: 'a', colour: 'red', first: Number.NaN, second: 1 }] }),
      ChartInputError,
    )
  })
})

describe('lorenzCurve', () => {
  const heads = (amounts: readonly number[]): { readonly taken: number; readonly weight: number }[] =>
    amounts.map((taken) => ({ taken, weight: 1 }))

  test('equal shares have Gini 0, and all from one of four 3/4', () => {
    assert.equal(lorenzCurve(heads([5, 5, 5, 5])).gini, 0)
    assert.equal(lorenzCurve(heads([0, 0, 0, 8])).gini, 0.75)
  })

  test('1, 2, 3 has Gini 2/9 (textbook: mean difference over twice the mean)', () => {
    assert.ok(Math.abs((lorenzCurve(heads([3, 1, 2])).gini ?? 1) - 2 / 9) < 1e-12)
  })

  test('taking in proportion to profit is fair, whatever the profits', () => {
    const accounts = fc.array(fc.integer({ min: 1, max: 10 ** 6 }), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(accounts, (profits) => {
        const { gini } = lorenzCurve(profits.map((weight) => ({ weight, taken: weight / 2 })))
        assert.ok((gini ?? 1) < 1e-9)
      }),
    )
  })

  test('the curve rises from 0 to 1 under the diagonal', () => {
    const account = fc.record({ taken: fc.integer({ min: 0, max: 1000 }), weight: fc.integer({ min: 1, max: 1000 }) })
    fc.assert(
      fc.property(fc.array(account, { minLength: 1, maxLength: 30 }), (accounts) => {
        for (const [x, y] of lorenzCurve(accounts).points) assert.ok(y <= x + 1e-9 && y >= 0 && x <= 1 + 1e-9)
      }),
    )
  })

  test('where nothing was taken there is no curve', () => {
    assert.deepEqual(lorenzCurve(heads([0, 0])), { points: [], gini: null })
  })
})

describe('lorenzChart', () => {
  test('names the Gini, says where nothing was taken, and refuses negative amounts', () => {
    const series = [
      {
        name: 'full-close',
        colour: 'red',
        accounts: [
          { taken: 0, weight: 1 },
          { taken: 4, weight: 1 },
        ],
      },
      { name: 'soft', colour: 'blue', accounts: [{ taken: 0, weight: 1 }] },
    ]
    const chart = { id: 'adl', title: 'ADL', subtitle: 'share', weightName: 'profit', takenName: 'ADL', series }
    const { svg, html } = lorenzChart(chart)
    assert.equal(malformed(html), undefined)
    const shown = texts(svg).map(({ text }) => text)
    assert.ok(shown.includes('full-close, Gini 0.5') && shown.includes('soft: nothing taken'))
    const negative = [{ name: 'a', colour: 'red', accounts: [{ taken: -1, weight: 1 }] }]
    assert.throws(() => lorenzChart({ ...chart, series: negative }), ChartInputError)
    assert.throws(
      () => lorenzChart({ ...chart, series: [{ name: 'a', colour: 'red', accounts: [] }] }),
      ChartInputError,
    )
  })
})

describe('paretoFront', () => {
  test('keeps what no pair beats, ties once', () => {
    assert.deepEqual(
      paretoFront([
        [3, 1],
        [1, 3],
        [2, 2],
        [2, 2],
        [3, 3],
        [1, 4],
      ]),
      [
        [1, 3],
        [2, 2],
        [3, 1],
      ],
    )
  })

  test('agrees with the definition tried on every pair', () => {
    const pair = fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 }))
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 12 }), (pairs) => {
        const beaten = ([x, y]: readonly [number, number]): boolean =>
          pairs.some(([a, b]) => a <= x && b <= y && (a < x || b < y))
        const wanted = new Set(pairs.filter((one) => !beaten(one)).map(String))
        assert.deepEqual(new Set(paretoFront(pairs).map(String)), wanted)
      }),
    )
  })
})

describe('scatterChart', () => {
  const chart: ScatterChart = {
    id: 'front',
    title: 'Front',
    subtitle: 'USD',
    bounds: ['frozen path', 'path plus own impact'],
    x: { kind: 'linear', format: 'money', unit: 'USD', name: 'venue loss' },
    y: { kind: 'linear', format: 'money', unit: 'USD', name: 'trader loss' },
    points: ['full-close', 'bybit-tier-step', 'hyperliquid-like', 'soft'].map((name, index) => ({
      name,
      colour: 'red',
      first: [100 + index, 100],
      second: [101 + index, 101 + index],
    })),
  }

  test('is well-formed with two marks a policy, and crowded names do not overlap', () => {
    const { svg, html } = scatterChart(chart)
    assert.equal(malformed(html), undefined)
    assert.equal(elements(svg, 'circle').length, 4 * 2 + 2)
    const boxes = texts(svg)
      .filter(({ text }) => chart.points.some(({ name }) => name === text))
      .map(({ x, y, text, kind }) => {
        const width = textWidth(text, 12)
        const left = x - (kind.includes('end') ? width : kind.includes('middle') ? width / 2 : 0)
        return { left, right: left + width, y }
      })
    assert.equal(boxes.length, 4)
    for (const [index, a] of boxes.entries())
      for (const b of boxes.slice(index + 1))
        assert.ok(a.right <= b.left || b.right <= a.left || Math.abs(a.y - b.y) >= 13)
  })

  test('what is beaten under every bound is faint; what stands on either front is not', () => {
    const point = (name: string, first: readonly [number, number], second: readonly [number, number]) => ({
      name,
      colour: 'red',
      first,
      second,
    })
    const points = [
      point('both', [1, 1], [1, 1]),
      point('frozen-only', [0, 9], [5, 9]),
      point('own-only', [9, 9], [9, 0]),
      point('neither', [2, 2], [2, 2]),
    ]
    const { svg } = scatterChart({ ...chart, points })
    const faint = elements(svg, 'g').filter((group) => group['class'] === 'faint')
    assert.deepEqual([...new Set(faint.map((group) => group['data-of']))], ['neither'])
    assert.equal(withClass(svg, 'path', 'front').length, 2)
  })

  test('hostile names stay text; no points and NaN are refused', () => {
    const point = { name: HOSTILE, colour: 'red', first: [1, 1], second: null } as const
    assert.equal(malformed(scatterChart({ ...chart, points: [point] }).html), undefined)
    assert.throws(() => scatterChart({ ...chart, points: [] }), ChartInputError)
    assert.throws(() => scatterChart({ ...chart, points: [{ ...point, first: [Number.NaN, 1] }] }), ChartInputError)
  })
})
