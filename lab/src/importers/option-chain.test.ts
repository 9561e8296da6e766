import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { checkDataset } from './dataset.ts'
import { fileOf, START_MS, table } from './files.fixtures.ts'
import { readOptionChain } from './option-chain.ts'

const HEADER = 'ts_ms,instrument,type,strike,expiry_ms,bid,ask,mark_iv,forward,index'
const EXPIRY_MS = START_MS + 86_400_000
const chain = (rows: readonly string[]): string => table(HEADER, rows)

describe('readOptionChain', () => {
  test('groups rows by moment, expiry and strike, calls first', async (t) => {
    const path = fileOf(
      t,
      'a.csv',
      chain([
        `${START_MS},BTC-A-110-P,P,110,${EXPIRY_MS},0.1,0.12,0.8,101,100`,
        `${START_MS},BTC-A-90-P,P,90,${EXPIRY_MS},0.01,,0.9,101,100`,
        `${START_MS},BTC-A-90-C,C,90,${EXPIRY_MS},0.11,0.13,0.9,,100`,
        `${START_MS + 1},BTC-A-90-C,C,90,${EXPIRY_MS},0,0.13,,101,99`,
      ]),
    )
    const { data, manifest } = await readOptionChain(path)
    assert.deepEqual([data.coin, data.snapshots.length, manifest.rows], ['BTC', 2, 4])
    const [first] = data.snapshots
    assert.deepEqual(
      first?.expiries[0]?.quotes.map(({ kind, strike, bid, ask, forward }) => [kind, strike, bid, ask, forward]),
      [
        ['call', 90, 0.11, 0.13, Number.NaN],
        ['put', 90, 0.01, Number.NaN, 101],
        ['put', 110, 0.1, 0.12, 101],
      ],
    )
    assert.equal(first?.index, 100)
    assert.ok(Number.isNaN(data.snapshots[1]?.expiries[0]?.quotes[0]?.bid)) // a bid of 0 is none
  })

  test('is told by its header, and crossed quotes are counted', async (t) => {
    const row = (bid: number): string => `${START_MS},BTC-A-90-C,C,90,${EXPIRY_MS},${bid},0.13,0.9,101,100`
    const path = fileOf(t, 'a.csv', chain([row(0.11), row(0.14)]))
    const manifest = await checkDataset(path)
    assert.equal(manifest.format, 'option-chain')
    assert.deepEqual(
      manifest.flaws.map(({ kind, count, allowed }) => [kind, count, allowed]),
      [['crossed-book', 1, true]],
    )
  })

  test('takes the coin that is named where a file holds several', async (t) => {
    const row = (coin: string): string => `${START_MS},${coin}-A-90-C,C,90,${EXPIRY_MS},0.11,0.13,0.9,101,100`
    const path = fileOf(t, 'a.csv', chain([row('BTC'), row('ETH')]))
    assert.equal((await readOptionChain(path, { symbol: 'ETH' })).data.coin, 'ETH')
    await assert.rejects(readOptionChain(path), /symbol = not named .*BTC, ETH/)
  })

  const refused = [
    ['another type', `${START_MS},BTC-A,X,90,${EXPIRY_MS},0.11,0.13,0.9,101,100`, /row 2, type = X .*C or P/],
    ['a strike of 0', `${START_MS},BTC-A,C,0,${EXPIRY_MS},0.11,0.13,0.9,101,100`, /row 2, strike = 0/],
    ['a negative bid', `${START_MS},BTC-A,C,90,${EXPIRY_MS},-0.11,0.13,0.9,101,100`, /row 2, bid = -0.11/],
    ['no index', `${START_MS},BTC-A,C,90,${EXPIRY_MS},0.11,0.13,0.9,101,`, /row 2, index = nothing/],
    ['seconds', `${START_MS / 1000},BTC-A,C,90,${EXPIRY_MS},0.11,0.13,0.9,101,100`, /looks like seconds/],
    ['a name without coin', `${START_MS},-A,C,90,${EXPIRY_MS},0.11,0.13,0.9,101,100`, /row 2, instrument = -A/],
  ] as const
  for (const [what, row, message] of refused)
    test(`refuses ${what}`, async (t) => assert.rejects(readOptionChain(fileOf(t, 'a.csv', chain([row]))), message))
})
