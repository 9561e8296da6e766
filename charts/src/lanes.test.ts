import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ChartInputError } from './error.ts'
import { laneChart, lineChart } from './lanes.ts'
import type { LaneChart, LineChart } from './lanes.ts'
import { elements, HOSTILE, malformed, pathPoints, texts, withClass } from './svg.fixtures.ts'

const line: LineChart = {
  id: 'equity',
  title: 'Equity falls under its requirement',
  subtitle: 'USD',
  heightPx: 200,
  x: { kind: 'elapsed-ms' },
  y: { kind: 'linear', format: 'money', unit: 'USD', domain: [0, 100] },
  series: [
    {
      name: 'equity',
      colour: 'var(--series-4)',
      points: [
        [0, 100],
        [60_000, 0],
        [120_000, 50],
      ],
    },
    {
      name: 'requirement',
      colour: 'var(--danger)',
      shape: 'step',
      points: [
        [0, 25],
        [120_000, 25],
      ],
    },
  ],
}

const drawn = (svg: string): readonly (readonly (readonly [number, number])[])[] =>
  withClass(svg, 'path', 'line').map(({ d = '' }) => pathPoints(d))

describe('lineChart', () => {
  test('both drawings are well-formed, and the figure embeds its data', () => {
    const figure = lineChart(line)
    assert.equal(malformed(figure.svg), undefined)
    assert.equal(malformed(figure.html), undefined)
    assert.equal(elements(figure.html, 'svg').length, 2)
    assert.match(figure.html, /id="equity-csv"/)
  })

  test('points stand where the axis says: 100 at the top, 50 halfway, 0 at the bottom of 200 px', () => {
    const [equity = []] = drawn(lineChart(line).svg)
    const [top, bottom, middle] = equity.map(([, y]) => y)
    assert.equal((bottom ?? 0) - (top ?? 0), 200)
    assert.equal((bottom ?? 0) - (middle ?? 0), 100)
    const [start, half, end] = equity.map(([x]) => x)
    assert.ok(Math.abs((half ?? 0) - ((start ?? 0) + (end ?? 0)) / 2) < 0.011)
  })

  test('without a fixed domain the data get 4 % of room, but an axis that includes zero starts at zero', () => {
    const figure = lineChart({ ...line, y: { kind: 'linear', format: 'money', unit: 'USD', zero: 'include' } })
    const [equity = []] = drawn(figure.svg)
    // 104 units fill 200 px, so 100 units are 192.31 px.
    assert.ok(Math.abs((equity[1]?.[1] ?? 0) - (equity[0]?.[1] ?? 0) - 192.31) < 0.02)
  })

  test('the shortfall is shaded exactly where equity runs under the requirement', () => {
    const shaded = lineChart({
      ...line,
      shortfalls: [{ name: 'shortfall', colour: 'var(--danger)', line: 'equity', limit: 'requirement' }],
    })
    const [shape] = withClass(shaded.svg, 'path', 'shortfall')
    const points = pathPoints(shape?.['d'] ?? '')
    const [equity = []] = drawn(shaded.svg)
    const [x0, x1] = [equity[0]?.[0] ?? 0, equity[2]?.[0] ?? 0]
    const share = points.map(([x]) => (x - x0) / (x1 - x0))
    // Equity 100 → 0 crosses 25 at 45 s of 120, and 0 → 50 crosses it again at 90 s.
    assert.ok(Math.abs(Math.min(...share) - 45 / 120) < 1e-3)
    assert.ok(Math.abs(Math.max(...share) - 90 / 120) < 1e-3)
  })

  test('a gap breaks the line, and a lone point between gaps is a dot', () => {
    const gapped = lineChart({
      ...line,
      series: [
        {
          name: 'fund',
          colour: 'red',
          points: [
            [0, 10],
            [1, 20],
            [2, null],
            [3, 30],
            [4, null],
            [5, 10],
            [6, 20],
          ],
        },
      ],
    })
    const [path] = withClass(gapped.svg, 'path', 'line')
    assert.equal(path?.['d']?.match(/M/g)?.length, 2)
    assert.equal(elements(gapped.svg, 'circle').length, 1)
  })

  test('marks, rules and levels are each drawn once, a rule outside the time is not', () => {
    const full = lineChart({
      ...line,
      marks: [{ name: 'slice', colour: 'blue', shape: 'triangle', x: 30_000, y: 50, tooltip: '0.1 BTC at 100' }],
      levels: [{ y: 10, label: 'ruin' }],
      rules: [
        { x: 60_000, label: 'jump' },
        { x: 999_999, label: 'never' },
      ],
    })
    assert.equal(withClass(full.svg, 'line', 'rule').length, 1)
    assert.equal(withClass(full.svg, 'line', 'level').length, 1)
    assert.match(full.svg, /slice, at 30 s: 0\.1 BTC at 100/)
    assert.doesNotMatch(full.svg, /never/)
    assert.match(full.csv, /rule,never/)
  })

  test('names of lines that end together do not overlap', () => {
    const names = ['full-close', 'bybit-tier-step', 'hyperliquid-like', 'soft']
    const figure = lineChart({
      ...line,
      series: names.map((name) => ({
        name,
        colour: 'red',
        points: [
          [0, 50],
          [1000, 0],
        ] as const,
      })),
    })
    const heights = texts(figure.svg)
      .filter(({ text }) => names.includes(text))
      .map(({ y }) => y)
    assert.equal(heights.length, 4)
    for (const [index, y] of heights.entries()) if (index > 0) assert.ok(Math.abs(y - (heights[index - 1] ?? 0)) >= 14)
  })

  test('labels of rules that stand close take different rows', () => {
    const figure = lineChart({
      ...line,
      rules: [
        { x: 60_000, label: 'jump' },
        { x: 61_000, label: 'wick' },
      ],
    })
    const rows = texts(figure.svg)
      .filter(({ text }) => text === 'jump' || text === 'wick')
      .map(({ y }) => y)
    assert.equal((rows[1] ?? 0) - (rows[0] ?? 0), 15)
  })

  test('same input, same bytes', () => assert.equal(lineChart(line).html, lineChart(structuredClone(line)).html))

  test('hostile names stay text everywhere', () => {
    const figure = lineChart({
      ...line,
      title: HOSTILE,
      subtitle: HOSTILE,
      caption: HOSTILE,
      series: [
        {
          name: HOSTILE,
          colour: HOSTILE,
          points: [
            [0, 1],
            [1, 2],
          ],
        },
      ],
      rules: [{ x: 0, label: HOSTILE }],
    })
    assert.equal(malformed(figure.svg), undefined)
    assert.equal(malformed(figure.html), undefined)
    assert.equal(figure.html.match(/<script/g)?.length, 1)
  })

  const bad: readonly (readonly [string, Partial<LineChart>])[] = [
    ['no series', { series: [] }],
    ['a series without points', { series: [{ name: 'a', colour: 'red', points: [] }] }],
    ['NaN', { series: [{ name: 'a', colour: 'red', points: [[0, Number.NaN]] }] }],
    ['infinity', { series: [{ name: 'a', colour: 'red', points: [[0, Number.POSITIVE_INFINITY]] }] }],
    [
      'time that steps back',
      {
        series: [
          {
            name: 'a',
            colour: 'red',
            points: [
              [1, 1],
              [0, 1],
            ],
          },
        ],
      },
    ],
    ['a name twice', { series: line.series.map((series) => ({ ...series, name: 'same' })) }],
    ['a shortfall against nothing', { shortfalls: [{ name: 's', colour: 'red', line: 'equity', limit: 'absent' }] }],
    ['a band upside down', { bands: [{ name: 'b', colour: 'red', points: [[0, 2, 1]] }] }],
    ['an id with a space', { id: 'my chart' }],
    ['zero on a log axis', { y: { kind: 'log', format: 'money', unit: 'USD' } }],
  ]
  for (const [name, change] of bad)
    test(`refuses ${name}`, () => assert.throws(() => lineChart({ ...line, ...change }), ChartInputError))

  test('the refusal names the place, the value and what is allowed', () => {
    const series = [
      {
        name: 'a',
        colour: 'red',
        points: [
          [0, 1],
          [1, Number.NaN],
        ] as const,
      },
    ]
    assert.throws(() => lineChart({ ...line, series }), {
      message: 'lanes[0].series[0].points[1].y: got NaN; allowed: a finite number',
    })
  })
})

describe('laneChart', () => {
  const bars = (name: string, values: readonly number[], more: readonly number[]): LaneChart['lanes'][number] => ({
    kind: 'bars',
    title: name,
    heightPx: 100,
    starts: [0, 60_000, 120_000],
    barWidth: 60_000,
    y: { kind: 'linear', format: 'money', unit: 'USD' },
    parts: [
      { name: 'slice', colour: 'var(--cause-1)', values },
      { name: 'ADL', colour: 'var(--cause-5)', values: more },
    ],
  })
  const chart: LaneChart = {
    id: 'closing',
    title: 'Closing',
    subtitle: 'USD a minute',
    x: { kind: 'elapsed-ms' },
    lanes: [
      {
        kind: 'lines',
        title: 'price',
        y: { kind: 'linear', format: 'price', unit: 'USD' },
        series: [
          {
            name: 'mark',
            colour: 'black',
            points: [
              [0, 100],
              [180_000, 90],
            ],
          },
        ],
      },
      bars('full-close', [0, 100, 0], [0, 100, 0]),
      bars('soft', [50, 50, 0], [0, 0, -30]),
    ],
  }
  const rects = (svg: string): readonly Readonly<Record<string, string>>[] =>
    elements(svg, 'rect')
      .filter(({ fill }) => fill?.startsWith('var(--cause') === true && svg.includes(fill))
      .filter(({ rx }) => rx === undefined)

  test('one rectangle for each part that is not zero, one tooltip a bar', () => {
    const { svg } = laneChart(chart)
    assert.equal(malformed(svg), undefined)
    assert.equal(rects(svg).length, 2 + 3)
    assert.match(svg, /full-close, at 1 min: slice \$100, ADL \$100/)
  })

  test('lanes of one unit share their scale, parts stack without a gap', () => {
    const [slice, adl, soft] = rects(laneChart(chart).svg)
    // −30 to 200 with 4 % room each: 100 px stand for 230 × 1.08 = 248.4, so 100 is 40.26 px.
    assert.equal(slice?.['height'], '40.26')
    assert.equal(soft?.['height'], '20.13')
    assert.ok(Math.abs(Number(adl?.['y']) + Number(adl?.['height']) - Number(slice?.['y'])) < 0.02)
  })

  test('a negative part hangs under zero', () => {
    const all = rects(laneChart(chart).svg)
    const [up, down] = [all[2], all[4]]
    assert.ok(Math.abs(Number(up?.['y']) + Number(up?.['height']) - Number(down?.['y'])) < 0.02)
  })

  test('the data file holds every value with its lane', () => {
    const { csv } = laneChart(chart)
    assert.match(csv, /^lane,kind,name,elapsed_ms,value,value_high,unit,note\n/)
    assert.match(csv, /\nsoft,bar,ADL,120000,-30,,USD,\n/)
  })

  test('refuses no lanes, missing values and bars on a log axis', () => {
    assert.throws(() => laneChart({ ...chart, lanes: [] }), ChartInputError)
    assert.throws(() => laneChart({ ...chart, lanes: [bars('a', [1, 2], [1, 2, 3])] }), ChartInputError)
    const log = { ...bars('a', [1, 2, 3], [1, 2, 3]), y: { kind: 'log', format: 'money', unit: 'USD' } } as const
    assert.throws(() => laneChart({ ...chart, lanes: [log] }), ChartInputError)
  })
})
