import { after, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { WireError } from '@ebbline/wire'
import { indexLine } from './index-sweep.ts'
import { fallsOf } from './falls.ts'
import { readStudyData } from './read-bars.ts'
import { wickReport } from './report.ts'
import { tradersOf } from './population.ts'
import { gridOf } from './scale.ts'
import { holdsWithin } from './results.ts'
import { wickStudy } from './wick.ts'
import { madeUpData } from './wick.fixtures.ts'

describe('wickStudy on made-up data', async () => {
  const { folder, remove } = madeUpData()
  after(remove)
  const outcome = await wickStudy({ dataRoot: folder, seed: 1, accountsPerCoin: 30, minutes: 2 })
  const { study } = outcome
  const by = (rule: string) => study.rules.find((each) => each.rule === rule)

  test('studies the coins that both venues list, and names the others', () => {
    assert.deepEqual(
      study.coins.map(({ coin, own, coinbase }) => [coin, own.toFixed(2), coinbase.toFixed(2)]),
      [
        ['AAA', '0.80', '0.10'],
        ['BBB', '0.80', '0.10'],
      ],
    )
    assert.deepEqual(study.withoutReference, ['CCC'])
    assert.equal(study.accounts, 60)
  })
  test('the shipped rule liquidates exactly whom the index breaches, in the batch of the breach', () => {
    assert.ok(study.holds)
    assert.ok(study.indexOnly > 0 && study.indexOnly < 60)
    assert.equal(by('volume-index')?.liquidated, study.indexOnly)
    assert.equal(by('volume-index')?.worstDelayMs, 0)
  })
  test('the last trade liquidates every long with leverage, and takes what the index leaves them', () => {
    const extra = by('last-trade')?.extra
    assert.ok(extra !== undefined && extra.accounts > 0)
    // A fall by a tenth leaves each of them most of its equity; at a fifth of the price there was none.
    assert.ok(Number(extra.equityUntouched) > 0.3 * Number(extra.equityAtStart))
    assert.ok(Number(extra.equityAtEnd) < 0.1 * Number(extra.equityAtStart))
  })
  test('the index set is that of the leverage at which a tenth is too much', () => {
    // BBB has no second source: its index falls from 10 to 9. A long is due when 1/L - 0.1 < 0.9/100: above L = 1/0.109.
    const longs = tradersOf({ seed: 1, accountsPerCoin: 30 }, { name: 'BBB', stream: 1, entry: 10_000_000n })
    const due = longs.filter(({ size, leverage }) => size > 0n && leverage > 1 / 0.109).map(({ id }) => id)
    assert.deepEqual(
      [...outcome.breaches.keys()].filter((id) => id.startsWith('BBB')),
      due,
    )
  })
  test('the page names the verdict and every rule', () => {
    const html = wickReport(outcome)
    assert.match(html, /liquidated whom the index says/)
    for (const { rule } of study.rules) assert.ok(html.includes(rule))
  })
  test('a user can stop it', async () => {
    const signal = AbortSignal.abort(new RangeError('stopped'))
    await assert.rejects(
      wickStudy({ dataRoot: folder, seed: 1, accountsPerCoin: 1, minutes: 2, signal }),
      (error) => error instanceof RangeError,
    )
  })
  test('a folder without the files says which is missing', () =>
    assert.rejects(
      readStudyData(join(folder, 'nowhere')),
      (error) => error instanceof WireError && /binance-delivery_1s/.test(error.message),
    ))
})

describe('holdsWithin', () => {
  const none = { accounts: 0, equityAtStart: '0', equityAtEnd: '0', equityUntouched: '0' }
  const exact = { extra: none, missing: 0, worstDelayMs: 0 }
  const rows: readonly (readonly [string, Parameters<typeof holdsWithin>[0], boolean])[] = [
    ['exactly the index set, at once', exact, true],
    ['nobody breached at all', { ...exact, worstDelayMs: null }, true],
    ['at the bound', { ...exact, worstDelayMs: 250 }, true],
    ['a millisecond later', { ...exact, worstDelayMs: 251 }, false],
    ['one more', { ...exact, extra: { ...none, accounts: 1 } }, false],
    ['one less', { ...exact, missing: 1 }, false],
  ]
  for (const [name, result, holds] of rows) test(name, () => assert.equal(holdsWithin(result, 250), holds))
})

const dataRoot = process.env['EBB_DATA']

describe('wickStudy on the recorded crash', { skip: dataRoot === undefined ? 'EBB_DATA is not set' : false }, () => {
  test('falls are those that were published', async () => {
    const { coins, without } = await readStudyData(dataRoot ?? '')
    assert.deepEqual(without, ['TRX'])
    assert.equal(coins.length, 11)
    const falls = new Map(
      coins.map((coin) => {
        const line = indexLine(coin.seconds.coinbase, coin.seconds.gemini, { ...gridOf(1), stepMs: 60_000 })
        const { own, coinbase, gemini } = fallsOf(coin, line)
        return [coin.coin, [own, coinbase, gemini].map((fall) => (fall === null ? null : (100 * fall).toFixed(1)))]
      }),
    )
    assert.deepEqual(falls.get('FIL'), ['84.7', '17.3', '52.3'])
    assert.deepEqual(falls.get('DOT')?.slice(0, 2), ['81.2', '23.0'])
    assert.deepEqual(falls.get('WIF'), ['79.2', '46.8', '76.5'])
  })

  test('the minutes of the wick: the shipped set is the index-only set', async () => {
    const { study } = await wickStudy({ dataRoot: dataRoot ?? '', seed: 7, accountsPerCoin: 10, minutes: 22 })
    assert.ok(study.holds)
    assert.ok((study.rules.find(({ rule }) => rule === 'last-trade')?.extra.accounts ?? 0) >= 10)
  })
})
