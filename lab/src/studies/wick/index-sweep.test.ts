import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Bar } from '../../importers/index.ts'
import { breachedFrom, firstBreaches, indexLine } from './index-sweep.ts'
import type { Trader } from './population.ts'

const bar = (time: number, [open, low, high, close]: readonly number[], volume: number): Bar => ({
  time,
  open: open ?? 0,
  low: low ?? 0,
  high: high ?? 0,
  close: close ?? 0,
  volume,
})
const flat = (time: number, price: number, volume: number): Bar => bar(time, [price, price, price, price], volume)
const lineOf = (coinbase: readonly Bar[], gemini: readonly Bar[], startMs: number, endMs: number): readonly number[] =>
  indexLine(coinbase, gemini, { startMs, endMs, stepMs: 250 }).ticks

describe('indexLine', () => {
  test('walks open, nearer extreme, other extreme, close, and stays at the close', () =>
    assert.deepEqual(
      lineOf([bar(0, [10, 7, 11, 8], 1), bar(1_000, [8, 7, 12, 9], 1)], [], 0, 2_250),
      [10, 11, 7, 8, 8, 7, 12, 9, 9, 9].map((usd) => usd * 1e6),
    ))

  // Before each bar of the last second: Coinbase traded 3 coins, Gemini 1. (3 · 10 + 1 · 6) / 4 = 9.
  test('weighs Gemini by what both traded before', () => {
    const coinbase = [flat(0, 10, 3), flat(5_000, 10, 50)]
    const gemini = [flat(0, 6, 1), flat(5_000, 6, 70)]
    assert.equal(lineOf(coinbase, gemini, 5_000, 5_000)[0], 9e6)
  })

  test('drops Gemini once it is older than ten seconds', () => {
    const coinbase = [flat(0, 10, 3), flat(4_000, 10, 3)]
    const gemini = [flat(0, 6, 3), flat(4_000, 6, 3)]
    // Gemini's last print is the close at 4 750.
    const line = lineOf(coinbase, gemini, 14_500, 15_000)
    assert.deepEqual(line, [8e6, 8e6, 10e6])
  })

  test('forgets volume after five minutes', () => {
    const coinbase = [flat(0, 10, 3), flat(300_000, 10, 1), flat(301_000, 10, 1)]
    const gemini = [flat(299_000, 6, 1), flat(301_000, 6, 1)]
    // At 300 s the first bar still counts: Coinbase 3, Gemini (bar of 299 s, nothing before it) 0.
    // At 301 s Coinbase counts 1 of the bar of 300 s, Gemini 1.
    assert.deepEqual(lineOf(coinbase, gemini, 301_000, 301_000), [8e6])
  })
})

const trader = (size: bigint, cash: bigint): Trader => ({
  id: 'one',
  coin: 'FIL',
  size,
  entry: 2_000_000n,
  cash,
  leverage: 1,
})

describe('breachedFrom', () => {
  // 100 lots at 2 USD, 40 USD of cash at 1e-8: long is due under (200 - 40) / 0.99 = 161.616161…, in ticks 1 616 161.
  test('a long', () => assert.equal(breachedFrom(trader(100n, 40_000_000n)), 1_616_161))
  // Short is due above (200 + 40) / 1.01 = 237.6237…
  test('a short', () => assert.equal(breachedFrom(trader(-100n, 40_000_000n)), 2_376_238))
  test('a long with all of its worth in cash never', () => assert.equal(breachedFrom(trader(100n, 200_000_000n)), -1))

  test('is the breached price nearest to safety, by the inequality itself', () =>
    fc.assert(
      fc.property(fc.bigInt(1n, 10n ** 7n), fc.bigInt(1n, 10n ** 14n), fc.boolean(), (held, cash, long) => {
        const one = trader(long ? held : -held, cash)
        const due = (price: bigint): boolean => 100n * (cash + one.size * (price - one.entry)) < held * price
        const limit = BigInt(breachedFrom(one))
        if (limit <= 0n) return assert.ok(!due(1n))
        assert.ok(due(limit))
        return assert.ok(!due(long ? limit + 1n : limit - 1n))
      }),
    ))
})

describe('firstBreaches', () => {
  const line = { startMs: 0, stepMs: 250, ticks: [2_000_000, 1_700_000, 1_616_162, 1_616_161, 2_300_000, 2_376_238] }
  test('names the first moment, and only those who breach', () =>
    assert.deepEqual(
      [
        ...firstBreaches(
          [
            { ...trader(100n, 40_000_000n), id: 'long' },
            { ...trader(-100n, 40_000_000n), id: 'short' },
            { ...trader(100n, 60_000_000n), id: 'safe' },
          ],
          line,
        ),
      ],
      [
        ['long', 750],
        ['short', 1_250],
      ],
    ))
})
