import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readBands } from './bands.ts'
import { fileOf, START_MS, table } from './files.fixtures.ts'
import { readFunding } from './funding.ts'
import { readOpenInterest } from './open-interest.ts'
import { readQuotes } from './quotes.ts'
import { plainDecimal, readLeverageTiers } from './tiers.ts'
import { readTrades } from './trades.ts'

const US = START_MS * 1000
const HOUR_MS = 3_600_000

describe('readTrades', () => {
  const tape = (rows: readonly string[]): string => table('ts_us,side,price,amount', rows)
  const recorded = (rows: readonly string[]): string => table('recv_us,trade_ms,trade_id,price,qty,taker_side', rows)

  test('reads both layouts into the same columns', async (t) => {
    const one = await readTrades(fileOf(t, 'a.csv', tape([`${US},buy,2.5,4`, `${US},sell,2.25,0.125`])))
    assert.deepEqual([...one.data.timeUs], [US, US])
    assert.deepEqual(
      [[...one.data.price], [...one.data.size], [...one.data.side]],
      [
        [2.5, 2.25],
        [4, 0.125],
        [1, -1],
      ],
    )
    const other = await readTrades(fileOf(t, 'b.csv', recorded([`${US + 5},${START_MS},7,2.5,4,sell`])))
    assert.deepEqual([other.data.timeUs[0], other.data.receivedUs[0], other.data.side[0]], [US, US + 5, -1])
  })

  test('counts ids that do not rise and times that go back', async (t) => {
    const path = fileOf(t, 'a.csv', recorded([8, 8, 7, 9].map((id) => `${US},${START_MS},${id},1,1,buy`)))
    await assert.rejects(readTrades(path), /row 3, unsorted-id = trade_id 8 after 8 .*none \(2 found\)/)
    assert.equal((await readTrades(path, 'report')).data.price.length, 4)
    await assert.rejects(
      readTrades(fileOf(t, 'b.csv', tape([`${US},buy,1,1`, `${US - 1},buy,1,1`]))),
      /row 3, unsorted-time/,
    )
  })

  test('refuses another side, a size of 0 and another unit of time', async (t) => {
    await assert.rejects(readTrades(fileOf(t, 'a.csv', tape([`${US},Buy,1,1`]))), /row 2, side = Buy .*buy or sell/)
    await assert.rejects(readTrades(fileOf(t, 'b.csv', tape([`${US},buy,1,0`]))), /row 2, amount = 0/)
    await assert.rejects(readTrades(fileOf(t, 'c.csv', tape([`${START_MS},buy,1,1`]))), /looks like milliseconds/)
  })
})

describe('readQuotes', () => {
  const quotes = (rows: readonly string[]): string => table('recv_us,bid,bid_qty,ask,ask_qty', rows)
  test('gives exact prices, and counts a bid at the ask', async (t) => {
    const { data } = await readQuotes(fileOf(t, 'a.csv', quotes([`${US},61804.7,35,61804.8,1645`])))
    assert.deepEqual(
      [data.bid[0], data.ask[0], data.askQty[0]],
      [6_180_470_000_000, 6_180_480_000_000, 164_500_000_000],
    )
    const crossed = fileOf(t, 'b.csv', quotes([`${US},1,1,2,1`, `${US},2,1,2,1`]))
    await assert.rejects(readQuotes(crossed), /row 3, crossed-book = bid 2 at ask 2/)
  })
})

describe('readBands', () => {
  const bands = (rows: readonly string[]): string =>
    table(
      'ts_ms,percentage,depth,notional,weighted_avg_price,suspect',
      rows.map((row) => `${START_MS},${row}`),
    )

  test('refuses suspect rows and counts them; the form allows them', async (t) => {
    const { data, manifest } = await readBands(
      fileOf(t, 'a.csv', bands(['-2,5,50,10,0', '-1,3,30,10,1', '1,4,40,10,0'])),
    )
    assert.deepEqual(
      [[...data.percentage], [...data.notional]],
      [
        [-2, 1],
        [50, 40],
      ],
    )
    assert.deepEqual([manifest.rows, manifest.refused], [3, 1])
    assert.deepEqual(
      manifest.flaws.map(({ kind, count, allowed, first }) => [kind, count, allowed, first[0]?.row]),
      [['suspect', 1, true, 3]],
    )
  })

  test('counts a wider band that holds less, and a band that stands there twice', async (t) => {
    const shrinking = fileOf(t, 'a.csv', bands(['1,5,5,1,0', '2,4,4,1,0', '-1,9,9,1,0']))
    await assert.rejects(readBands(shrinking), /row 3, not-monotone = 2 % 4 beside 1 % 5/)
    await assert.rejects(readBands(fileOf(t, 'b.csv', bands(['1,5,5,1,0', '1,5,5,1,0']))), /row 3, not-monotone/)
    await assert.rejects(readBands(fileOf(t, 'c.csv', bands(['0,5,5,1,0']))), /row 2, percentage = 0/)
    await assert.rejects(readBands(fileOf(t, 'd.csv', bands(['1,5,5,1,2']))), /row 2, suspect = 2/)
  })
})

describe('readFunding', () => {
  test('reads both layouts; a step is told to the minute, series by series', async (t) => {
    const eight = [0, 8, 24].map((hour) => `A,${START_MS + hour * HOUR_MS + hour},0.000${hour}`)
    const { of, manifest } = await readFunding(fileOf(t, 'a.csv', table('symbol,ts_ms,rate', eight)))
    assert.deepEqual([...of('A').rate], [0, 0.0008, 0.00024])
    assert.deepEqual([manifest.stepMs, manifest.gaps], [8 * HOUR_MS, { count: 1, missing: 1, longestMs: 16 * HOUR_MS }])
    const hourly = [
      `x,B,${START_MS},-1e-05`,
      `x,B,${START_MS + HOUR_MS},0`,
      `y,B,${START_MS},1`,
      `y,B,${START_MS + 8 * HOUR_MS},1`,
    ]
    const path = fileOf(t, 'b.csv', table('venue,coin,ts_ms,funding_rate', hourly))
    const other = await readFunding(path)
    assert.deepEqual([[...other.of('x:B').rate], other.manifest.gaps?.count], [[-0.00001, 0], 0])
    assert.throws(() => other.of('B'), /one of x:B, y:B/)
  })
})

describe('readOpenInterest', () => {
  test('reads samples of notional', async (t) => {
    const path = fileOf(t, 'a.csv', table('venue,coin,ts_ms,oi_usd', [`x,A,${START_MS},12.5`]))
    const data = (await readOpenInterest(path)).of('A')
    assert.deepEqual([data.notional[0], data.size[0]], [12.5, Number.NaN])
  })

  const DAYS = 'date,symbol,long_liq_base,short_liq_base,open_interest_base,funding_rate_pct,close,volume,ratio'
  test('reads days, whose notional is size × close and whose fields may be empty', async (t) => {
    const path = fileOf(t, 'a.csv', table(DAYS, ['2022-01-02,A,5,3,100,-0.01,2.5,7,', '2022-01-03,A,,,,,,,1.5']))
    const { of, manifest } = await readOpenInterest(path)
    const data = of('A')
    assert.deepEqual([...data.timeMs], [Date.UTC(2022, 0, 2), Date.UTC(2022, 0, 3)])
    assert.deepEqual(
      [[...data.notional], [...data.liquidatedLongs]],
      [
        [250, Number.NaN],
        [5, Number.NaN],
      ],
    )
    assert.equal(manifest.stepMs, 24 * HOUR_MS)
    await assert.rejects(
      readOpenInterest(fileOf(t, 'b.csv', table(DAYS, ['2022-13-02,A,,,,,,,']))),
      /row 2, date = 2022-13-02/,
    )
  })
})

describe('readLeverageTiers', () => {
  const HEADER = 'symbol,tier,settle,min_notional,max_notional,maint_margin_rate,max_leverage,maint_amount_cum'
  const tiers = (...rows: readonly string[]): string => table(HEADER, rows)
  const FIRST = 'A,1.0,U,0.0,50000.0,0.004,125.0,0.0'

  // 50,000 × (0.005 - 0.004) = 50
  test('keeps the decimals of the file, and checks that the margin is continuous', async (t) => {
    const { data } = await readLeverageTiers(
      fileOf(t, 'a.csv', tiers(FIRST, 'A,2.0,U,50000.0,9.2e+18,0.005,100.0,50.0')),
    )
    assert.deepEqual(data.get('A')?.[1], {
      notionalMin: '50000.0',
      notionalMax: '9200000000000000000',
      maintenanceRate: '0.005',
      leverageMax: '100.0',
      deduction: '50.0',
    })
  })

  const flawed: readonly (readonly [string, string, RegExp])[] = [
    [
      'a deduction that lets the margin jump',
      'A,2,U,50000,60000,0.005,100,49.9',
      /row 3, not-monotone = A: margin jumps by 0.1/,
    ],
    ['a hole between tiers', 'A,2,U,50001,60000,0.005,100,50', /tier begins at 50001 after 50000.0/],
    ['a rate that falls', 'A,2,U,50000,60000,0.003,100,50', /rate falls to 0.003/],
    ['a tier that ends before it begins', 'A,2,U,50000,50000,0.005,100,50', /tier ends at 50000/],
    ['a first tier that does not begin at 0', 'B,1,U,1,5,0.1,5,0', /first tier begins at 1/],
    ['a rate above 1', 'A,2,U,50000,60000,5,100,50', /row 3, maint_margin_rate = 5 .*divide percentages/],
  ]
  for (const [name, row, message] of flawed)
    test(`refuses ${name}`, async (t) =>
      assert.rejects(readLeverageTiers(fileOf(t, 'a.csv', tiers(FIRST, row))), message))
})

describe('plainDecimal', () => {
  for (const [text, plain] of [
    ['1.5', '1.5'],
    ['9.2e+3', '9200'],
    ['7.538e-05', '0.00007538'],
    ['12.34e1', '123.4'],
    ['12.34E-1', '1.234'],
  ] as const)
    test(`writes ${text} as ${plain}`, () => assert.equal(plainDecimal(text), plain))
})
