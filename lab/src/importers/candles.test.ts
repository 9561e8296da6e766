import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import { readCandles } from './candles.ts'
import { candle, CANDLES, fileOf, packed, START_MS, table } from './files.fixtures.ts'
import type { FlawKind } from './manifest.ts'

const candles = (rows: readonly string[]): string => table(CANDLES, rows)
const first = `${START_MS}`

describe('readCandles', () => {
  test('gives the columns, the step, and a manifest of the packed bytes', async (t) => {
    const bytes = packed(candles(['0,1,2,0.5,1.5,10', '60000,1.5,1.5,1,1.25,0'].map((row) => shifted(row))))
    const { data, manifest } = await readCandles(fileOf(t, 'a.csv.gz', bytes))
    assert.deepEqual(
      [data.time, data.open, data.high, data.low, data.close, data.volume].map((column) => [...column]),
      [
        [START_MS, START_MS + 60_000],
        [1, 1.5],
        [2, 1.5],
        [0.5, 1],
        [1.5, 1.25],
        [10, 0],
      ],
    )
    assert.equal(data.barMs, 60_000)
    assert.equal(manifest.sha256, createHash('sha256').update(bytes).digest('hex'))
    assert.equal(manifest.bytes, bytes.length)
    assert.deepEqual(
      [manifest.schema, manifest.file, manifest.format, manifest.rows, manifest.firstMs, manifest.lastMs],
      ['ebbline.dataset/1', 'a.csv.gz', 'candles', 2, START_MS, START_MS + 60_000],
    )
    assert.deepEqual(manifest.columns, CANDLES.split(','))
  })

  // minutes 0 1 2 5 6 9: two holes of two bars, three minutes each
  test('counts holes and takes the most frequent step', async (t) => {
    const { data, manifest } = await readCandles(
      fileOf(t, 'a.csv', candles([0, 1, 2, 5, 6, 9].map((at) => candle(at)))),
    )
    assert.equal(data.barMs, 60_000)
    assert.deepEqual(manifest.gaps, { count: 2, missing: 4, longestMs: 180_000 })
    assert.match(manifest.limits.join('\n'), /4 steps are missing in 2 gaps, the longest 180 s/)
    assert.deepEqual(manifest.flaws, [])
  })

  test('says that candles without any volume are mark prices', async (t) => {
    const mark = fileOf(t, 'a.csv', candles([`${first},1,1,1,1,0`]))
    assert.match((await readCandles(mark)).manifest.limits.join('\n'), /mark or index prices/)
    const traded = fileOf(t, 'a.csv', candles([`${first},1,1,1,1,0`, candle(1, 1)]))
    assert.doesNotMatch((await readCandles(traded)).manifest.limits.join('\n'), /mark or index prices/)
  })

  const refused: readonly (readonly [string, string, RegExp])[] = [
    ['a price of 0', `${first},0,1,0,1,1`, /row 2, open = 0 .* above 0/],
    ['a negative price', `${first},1,1,-1,1,1`, /row 2, low = -1/],
    ['a negative volume', `${first},1,1,1,1,-0.1`, /row 2, volume = -0.1 .* at least 0/],
    ['NaN', `${first},1,NaN,1,1,1`, /row 2, high = NaN/],
    ['an infinity', `${first},1,Infinity,1,1,1`, /row 2, high = Infinity/],
    ['an empty number', `${first},1,1,1,,1`, /row 2, close = nothing/],
    ['low above high', `${first},1.5,1,2,1.5,1`, /row 2, low = 2 .*low 2, high 1/],
    ['an open above high', `${first},3,2,1,1,1`, /row 2, open = 3/],
    ['a close under low', `${first},1,2,1,0.5,1`, /row 2, close = 0.5/],
    [
      'seconds among milliseconds',
      `${candle(0)}\n1700000060,1,1,1,1,1`,
      /row 3, ts_ms = 1700000060 .*looks like seconds/,
    ],
    ['microseconds', `${first}000,1,1,1,1,1`, /looks like microseconds/],
    ['a time of 1969', '-1,1,1,1,1,1', /row 2, ts_ms = -1/],
    ['half a millisecond', `${first}.5,1,1,1,1,1`, /whole milliseconds/],
  ]
  for (const [name, row, message] of refused)
    test(`refuses ${name}, with row, field and remedy`, async (t) =>
      assert.rejects(readCandles(fileOf(t, 'a.csv', candles([row]))), { name: 'WireError', message }))

  test('refuses a table without one of its columns', async (t) => {
    const path = fileOf(t, 'a.csv', table('ts_ms,open,high,low,volume', [`${first},1,1,1,1`]))
    await assert.rejects(readCandles(path), /row 1, close = missing among/)
  })

  // [name, minutes and prices, kind, row of the first, how many]
  const flawed: readonly (readonly [string, readonly (readonly [number, number])[], FlawKind, number, number])[] = [
    [
      'times that go back',
      [
        [0, 9],
        [2, 9],
        [1, 9],
        [3, 9],
      ],
      'unsorted-time',
      4,
      1,
    ],
    [
      'a time twice',
      [
        [0, 9],
        [1, 9],
        [1, 9],
        [1, 9],
      ],
      'duplicate-time',
      4,
      2,
    ],
    [
      'a bar eleven times above both neighbours',
      [
        [0, 9],
        [1, 9],
        [2, 99],
        [3, 9],
        [4, 9],
      ],
      'outlier-price',
      4,
      1,
    ],
    [
      'a bar at an eleventh of both neighbours',
      [
        [0, 99],
        [1, 99],
        [2, 9],
        [3, 99],
        [4, 99],
      ],
      'outlier-price',
      4,
      1,
    ],
    [
      'prices that go on in another unit',
      [
        [0, 9],
        [1, 9],
        [2, 459],
        [3, 459],
        [4, 459],
      ],
      'unit-change',
      4,
      1,
    ],
    [
      'a bar a hundred times off: an outlier and no change of unit',
      [
        [0, 9],
        [1, 9],
        [2, 900],
        [3, 9],
        [4, 9],
      ],
      'outlier-price',
      4,
      1,
    ],
    [
      'a first bar off its neighbour',
      [
        [0, 1],
        [1, 11],
        [2, 11],
      ],
      'outlier-price',
      2,
      1,
    ],
    [
      'a last bar off its neighbour',
      [
        [0, 11],
        [1, 11],
        [2, 1],
      ],
      'outlier-price',
      4,
      1,
    ],
  ]
  for (const [name, bars, kind, row, count] of flawed)
    test(`${name}: counted in the manifest, and refused unless flaws are only reported`, async (t) => {
      const path = fileOf(t, 'a.csv', candles(bars.map(([minute, price]) => candle(minute, price))))
      await assert.rejects(readCandles(path), new RegExp(`row ${row}, ${kind} = .*none \\(${count} found\\)`))
      const { data, manifest } = await readCandles(path, { flaws: 'report' })
      assert.equal(data.time.length, bars.length)
      assert.deepEqual(
        manifest.flaws.map((flaw) => [flaw.kind, flaw.count, flaw.allowed, flaw.first[0]?.row]),
        [[kind, count, false, row]],
      )
    })

  // a market that falls to a twentieth and stays there is a crash, not an outlier; a wick to an eighth is believed
  for (const prices of [
    [100, 100, 5, 5],
    [100, 100, 5, 0.4, 0.4],
    [100, 12.5, 100],
    [5, 5, 100, 100],
    [2, 2, 100, 100],
    [100],
  ])
    test(`believes ${prices.join(', ')}`, async (t) => {
      const path = fileOf(t, 'a.csv', candles(prices.map((price, at) => candle(at, price))))
      assert.deepEqual((await readCandles(path)).manifest.flaws, [])
    })
})

describe('readCandles of several series', () => {
  const header = 'exchange,symbol,ts_s,open,high,low,close,volume,buy_volume,trades'
  const bar = (series: string, second: number, close: number): string =>
    `${series},${START_MS / 1000 + second},1,9,1,${close},3,2,4`
  const rows = [
    bar('x,A', 0, 2),
    bar('x,A', 1, 3),
    bar('x,B', 0, 4),
    bar('y,B', 0, 5),
    bar('y,B', 4, 6),
    bar('x,A', 2, 7),
  ]

  test('gives the series that is named, its times in milliseconds, the step of the whole file', async (t) => {
    const { data, manifest } = await readCandles(fileOf(t, 'a.csv', table(header, rows)), { symbol: 'A' })
    assert.deepEqual([...data.close], [2, 3, 7])
    assert.deepEqual([...data.time], [START_MS, START_MS + 1000, START_MS + 2000])
    assert.equal(data.barMs, 1000)
    assert.equal(manifest.format, 'bars')
    assert.deepEqual(
      manifest.series.map((one) => [one.name, one.rows]),
      [
        ['x:A', 3],
        ['x:B', 1],
        ['y:B', 2],
      ],
    )
    // y:B misses three seconds; series do not disturb each other
    assert.deepEqual(manifest.gaps, { count: 1, missing: 3, longestMs: 4000 })
    assert.deepEqual(manifest.flaws, [])
  })

  test('wants the venue where several have the symbol, and names what there is', async (t) => {
    const path = fileOf(t, 'a.csv', table(header, rows))
    assert.deepEqual([...(await readCandles(path, { symbol: 'y:B' })).data.close], [5, 6])
    await assert.rejects(readCandles(path, { symbol: 'B' }), /symbol = B .*one of x:A, x:B, y:B; .*with its venue/)
    await assert.rejects(readCandles(path), /symbol = not named/)
    await assert.rejects(readCandles(path, { symbol: 'C' }), /symbol = C .*name one that the file holds/)
    await assert.rejects(
      readCandles(fileOf(t, 'b.csv', candles([candle(0)])), { symbol: 'A' }),
      /one series without a name/,
    )
  })

  test('checks the columns that it does not give, and names those that it does not read', async (t) => {
    await assert.rejects(
      readCandles(fileOf(t, 'a.csv', table(header, [`${bar('x,A', 0, 2)}.5x`]))),
      /row 2, trades = 4.5x/,
    )
    const extra = fileOf(t, 'b.csv', table(`${header},note`, [`${bar('x,A', 0, 2)},hello`]))
    assert.deepEqual((await readCandles(extra)).manifest.unread, ['note'])
  })
})

describe('readCandles of ccxt', () => {
  const json = (value: unknown): string => JSON.stringify(value)
  const row = (minute: number): readonly number[] => [START_MS + minute * 60_000, 1, 2, 0.5, 1.5, 10]

  test('reads what fetchOHLCV gives', async (t) => {
    const { data, manifest } = await readCandles(fileOf(t, 'a.json', json([row(0), row(1), row(3)])))
    assert.deepEqual([data.barMs, [...data.close], manifest.format], [60_000, [1.5, 1.5, 1.5], 'ccxt-ohlcv'])
    assert.deepEqual(manifest.gaps, { count: 1, missing: 1, longestMs: 120_000 })
  })

  const refused: readonly (readonly [string, unknown, RegExp])[] = [
    ['no candle', [[]], /row 1, candle = \[\]/],
    ['a volume that is missing', [row(0), [...row(1).slice(0, 5), null]], /row 2, volume = null/],
    ['seconds', [[1_700_000_000, 1, 1, 1, 1, 1]], /row 1, timestamp = 1700000000 .*seconds/],
    ['text', [[START_MS, '1', 1, 1, 1, 1]], /row 1, open = "1"/],
    ['a price of 0', [[START_MS, 1, 1, 0, 1, 1]], /row 1, low = 0/],
    ['low above high', [[START_MS, 1, 1, 2, 1, 1]], /row 1, low = 2/],
    ['an object', { a: 1 }, /allowed: a list of/],
  ]
  for (const [name, value, message] of refused)
    test(`refuses ${name}`, async (t) => assert.rejects(readCandles(fileOf(t, 'a.json', json(value))), message))

  test('refuses JSON that is cut off', async (t) =>
    assert.rejects(readCandles(fileOf(t, 'a.json', json([row(0)]).slice(0, -3))), /one JSON document/))
})

const shifted = (row: string): string => {
  const [time = '', ...rest] = row.split(',')
  return [START_MS + Number(time), ...rest].join(',')
}
