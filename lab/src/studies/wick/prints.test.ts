import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { printsOf } from './prints.ts'

const bar = (time: number, open: number, low: number, high: number, close: number, volume: number) => ({
  time,
  open,
  low,
  high,
  close,
  volume,
})

describe('printsOf', () => {
  const prints = printsOf('FIL-PERP', 'coinbase', [
    bar(0, 2, 1.9, 2.3, 2.2, 5),
    bar(1_000, 2.2, 1, 2.3, 2.25, 0.005),
    bar(301_000, 2.25, 2.25, 2.25, 2.25, 1),
    bar(301_001, 2.25, 2.25, 2.25, 2.25, 1),
  ])
  test('open, the nearer extreme, the other, close, a quarter of a second apart', () => {
    assert.deepEqual(
      prints.slice(0, 8).map(({ price, time }) => [time, Number(price) / 1e6]),
      [
        [0, 2],
        [250, 1.9],
        [500, 2.3],
        [750, 2.2],
        [1_000, 2.2],
        [1_250, 2.3],
        [1_500, 1],
        [1_750, 2.25],
      ],
    )
  })
  test('states the volume of the five minutes before the bar, in whole hundredths of a coin', () =>
    assert.deepEqual(
      [0, 4, 8, 12].map((at) => prints[at]?.volume),
      // At 301 s the bar of 0 s is too old and that of 1 s is exactly five minutes old.
      [0n, 500n, 0n, 100n],
    ))
  test('states half of the range of the bar before', () =>
    assert.deepEqual(
      [0, 4, 8].map((at) => prints[at]?.confidence),
      [0n, 200_000n, 650_000n],
    ))
})
