import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, describe, test } from 'node:test'
import { encodeCanonical, WireError, type RecordedScenario } from '@ebbline/wire'
import { printOrdersOf, withPrintOrder } from './print-orders.ts'
import { dataFolder, madeFiles, madeReaction, madeScenario, START } from './recorded.fixtures.ts'
import { datasetsOf, resolveScenario } from './resolve.ts'

const { root, remove } = dataFolder()
after(remove)

const resolved = await resolveScenario(madeScenario, root, madeReaction)

const withPath = (change: Partial<RecordedScenario['path']>): RecordedScenario => ({
  ...madeScenario,
  path: { ...madeScenario.path, ...change },
})

describe('resolveScenario', () => {
  test('fills in tiers, the reaction, and a row of liquidity for each market with a book', () => {
    const { venue, liquidity, reaction } = resolved.scenario
    assert.deepEqual(venue.tiers, [
      {
        instrument: 'BTC-PERP',
        rows: [
          { floor: '0', initialRate: '0.008', maintenanceRate: '0.004' },
          // 1 / 75 rounded up at 18 decimals.
          { floor: '50000', initialRate: '0.013333333333333334', maintenanceRate: '0.005' },
        ],
      },
      { instrument: 'ETH-PERP', rows: [{ floor: '0', initialRate: '0.01', maintenanceRate: '0.005' }] },
    ])
    assert.deepEqual(
      liquidity.map(({ instrument }) => instrument),
      ['BTC-PERP', 'ETH-PERP'],
    )
    assert.deepEqual([reaction?.y, reaction?.permanentShare], [1, 0.5])
  })

  test('usual volume is that of the bars closed before the start, times what the market trades for each of them', () => {
    const volumes = [...(madeFiles().get('btc.csv') ?? '').matchAll(/^(\d+),.*,(\d+\.\d+)$/gm)]
      .filter(([, time]) => Number(time) < START)
      .map(([, , volume]) => Number(volume))
    const expected = volumes.reduce((sum, volume) => sum + volume, 0) * (1_440 / 300) * 2
    assert.ok(Math.abs((resolved.scenario.liquidity[0]?.dailyVolume ?? 0) / expected - 1) < 1e-12)
    // A hundredth of it rests within 100 bp, by the fit.
    assert.ok(Math.abs((resolved.scenario.liquidity[0]?.depth.at(-1)?.size ?? 0) / expected - 0.01) < 1e-12)
  })

  test('open interest is that of the day before the start, or a multiple of usual volume', () => {
    assert.equal(resolved.tape?.openInterest.get('ETH-PERP'), 900)
    const daily = resolved.scenario.liquidity[0]?.dailyVolume ?? 0
    assert.equal(resolved.tape?.openInterest.get('BTC-PERP'), daily * 0.25)
  })

  test('open interest that a file states in money alone is that over the price at the start', async () => {
    const files = new Map(madeFiles())
    const rows = [START - 60_000, START, START + 60_000].map((time, at) => `a,ETH,${time},${[1_000, 180_000, 5][at]}`)
    files.set('interest.csv', `venue,coin,ts_ms,oi_usd\n${rows.join('\n')}\n`)
    const other = dataFolder(files)
    const [btc, eth, spot] = madeScenario.path.markets
    assert.ok(btc && eth && spot)
    const named = { kind: 'dataset', dataset: 'interest.csv', symbol: 'ETH' } as const
    const { tape } = await resolveScenario(
      withPath({ markets: [btc, { ...eth, openInterest: named }, spot] }),
      other.root,
      madeReaction,
    )
    other.remove()
    const bars = tape?.series.find(({ id }) => id === 'eth')?.bars
    const opened = bars?.open[bars.time.indexOf(START)] ?? 0
    assert.ok(opened > 0)
    assert.equal(tape?.openInterest.get('ETH-PERP'), 180_000 / opened)
  })

  test('counts bars that are missing in the run, and hashes the bytes of each file', () => {
    assert.deepEqual(
      resolved.tape?.series.map(({ id, missing }) => [id, missing]),
      [
        ['btc', 6],
        ['eth', 0],
        ['btc-spot', 6],
      ],
    )
    for (const { name, sha256 } of resolved.tape?.datasets ?? [])
      assert.equal(
        sha256,
        createHash('sha256')
          .update(madeFiles().get(name) ?? '')
          .digest('hex'),
      )
    assert.deepEqual(
      resolved.tape?.datasets.map(({ name }) => name),
      datasetsOf(madeScenario),
    )
  })

  test('what it resolved it resolves again to the same, and none of it says where the data lie', async () => {
    const again = await resolveScenario(resolved.scenario, root, madeReaction)
    assert.deepEqual(again, resolved)
    assert.ok(!encodeCanonical(resolved.scenario).includes(root))
    assert.ok(!JSON.stringify([...(resolved.tape?.datasets ?? [])]).includes(root))
  })

  const series = madeScenario.path.series
  const faults: readonly (readonly [string, RecordedScenario, string | null, RegExp])[] = [
    ['no data folder', madeScenario, null, /btc\.csv, eth\.csv.*--data DIR.*EBB_DATA/s],
    [
      'a file that is not there',
      withPath({ series: series.map((one) => ({ ...one, dataset: 'none.csv' })) }),
      root,
      /none\.csv/,
    ],
    [
      'a symbol of tiers that is not there',
      withPath({ tiers: [{ instrument: 'BTC-PERP', dataset: 'tiers.csv', symbol: 'X', share: 1 }] }),
      root,
      /path\.tiers\.0\.symbol = X/,
    ],
    [
      'a symbol of funding that is not there',
      withPath({ funding: [{ instrument: 'BTC-PERP', dataset: 'funding.csv', symbol: 'X' }] }),
      root,
      /symbol = X/,
    ],
    [
      'volume that begins too late',
      withPath({ from: '2024-01-01T18:59Z' }),
      root,
      /series\.0\.dataset.*from 2024-01-01T18:59:00/s,
    ],
    [
      'prices that end too early',
      withPath({ to: '2024-01-02T04:31Z' }),
      root,
      /series\.0\.dataset.*up to 2024-01-02T04:31:00/s,
    ],
    [
      'a batch longer than a quarter of a bar',
      { ...madeScenario, clock: { ...madeScenario.clock, batchMs: 20_000 } },
      root,
      /at most 15000/,
    ],
  ]
  for (const [what, scenario, folder, message] of faults)
    test(`refuses ${what}`, () =>
      assert.rejects(
        () => resolveScenario(scenario, folder, madeReaction),
        (error) => error instanceof WireError && message.test(error.message),
      ))

  test('refuses a series without volume for a market that has a book', async () => {
    const files = new Map(madeFiles())
    files.set('btc.csv', (files.get('btc.csv') ?? '').replaceAll(/,\d+\.\d+$/gm, ',0'))
    const marks = dataFolder(files)
    await assert.rejects(
      () => resolveScenario(madeScenario, marks.root, madeReaction),
      (error) => error instanceof WireError && /path\.markets\.0\.volume.*mark candles/s.test(error.message),
    )
    marks.remove()
  })
})

describe('printOrdersOf', () => {
  test('a recorded path is run in its own order and, as the check, in the other', () => {
    assert.deepEqual(printOrdersOf(madeScenario), ['nearer-first', 'farther-first'])
    assert.deepEqual(printOrdersOf(withPrintOrder(madeScenario, 'farther-first')), ['farther-first', 'nearer-first'])
  })
})
