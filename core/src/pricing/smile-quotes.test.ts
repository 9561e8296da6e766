import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { black76Price } from './black76.ts'
import { smileError, smileFloor, smilePoints, smileQuotes, type OptionQuote } from './smile-quotes.ts'

/** An option on a forward of 100 in a quarter of a year, quoted in coin at two volatilities. */
const quoted = (kind: 'call' | 'put', strike: number, bidVol: number, askVol: number): OptionQuote => {
  const price = (vol: number): number => black76Price({ kind, forward: 100, strike, time: 0.25, vol, rate: 0 }) / 100
  return { kind, strike, bid: price(bidVol), ask: price(askVol), forward: 100 }
}

describe('smileQuotes', () => {
  test('gives back the volatilities that the coin prices were made of', () => {
    const { quotes, counts } = smileQuotes([quoted('call', 120, 0.6, 0.64), quoted('put', 80, 0.7, 0.74)], 0.25)
    assert.equal(counts.used, 2)
    assert.deepEqual(
      quotes.map(({ strike, bidVol, askVol, vol }) => [strike, ...[bidVol, askVol, vol].map((x) => x.toFixed(10))]),
      [
        [80, '0.7000000000', '0.7400000000', '0.7200000000'],
        [120, '0.6000000000', '0.6400000000', '0.6200000000'],
      ],
    )
    assert.ok(Math.abs((quotes[0]?.k ?? NaN) - Math.log(0.8)) < 1e-15)
  })
  test('counts why it leaves quotes out', () => {
    const call = quoted('call', 120, 0.6, 0.64)
    const { counts } = smileQuotes(
      [
        { ...call, bid: call.ask, ask: call.bid },
        { ...call, bid: NaN },
        quoted('call', 80, 0.6, 0.64), // in the money
        { ...call, ask: 1.5 }, // above its bound
        { ...call, forward: NaN },
        { ...call, ask: call.bid }, // no spread, no weight
      ],
      0.25,
    )
    assert.deepEqual(counts, { used: 0, crossed: 1, oneSided: 1, outside: 4 })
  })
})

describe('smilePoints', () => {
  test('errors are half the spread in total variance, by hand', () => {
    const { w, error } = smilePoints([{ strike: 1, k: 0, bidVol: 0.58, askVol: 0.62, vol: 0.6 }], 0.25)
    assert.ok(Math.abs((w[0] ?? NaN) - 0.09) < 1e-15)
    assert.ok(Math.abs((error[0] ?? NaN) - 2 * 0.6 * 0.25 * 0.02) < 1e-15)
  })
})

describe('smileFloor', () => {
  const at = (k: number): Parameters<typeof smilePoints>[0][number] => ({
    strike: 1,
    k,
    bidVol: 0.5,
    askVol: 0.6,
    vol: 0.55,
  })
  test('takes all bids of a short smile, and nothing from nothing', () => {
    const floor = smileFloor([{ quotes: [-1, 0, 1].map(at), time: 0.5 }])
    assert.deepEqual([...(floor?.points.k ?? [])], [-1, 0, 1])
    assert.ok(floor?.points.w.every((w) => Math.abs(w - 0.125) < 1e-15))
    assert.equal(smileFloor([]), null)
  })
  // 46 quotes, 45 steps of which every third is taken
  test('takes sixteen of a long one, evenly between its ends', () => {
    const floor = smileFloor([{ quotes: Array.from({ length: 46 }, (_, index) => at(index)), time: 0.5 }])
    assert.deepEqual(
      [...(floor?.points.k ?? [])],
      Array.from({ length: 16 }, (_, index) => 3 * index),
    )
  })
})

describe('wings of smileFloor', () => {
  // half a year: lowest middle 0.5 at 0; bids 0.7 at −0.4 and 0.6 at 0.2: (0.49 − 0.25)/2/0.4 and (0.36 − 0.25)/2/0.2
  test('are chords from the lowest quote to bids at both ends, by hand; the steepest of all expiries counts', () => {
    const quote = (k: number, vol: number): Parameters<typeof smilePoints>[0][number] => ({
      strike: 1,
      k,
      bidVol: vol,
      askVol: vol,
      vol,
    })
    const one = { quotes: [quote(-0.4, 0.7), quote(0, 0.5), quote(0.2, 0.6)], time: 0.5 }
    const flat = { quotes: [quote(0, 0.5), quote(0.1, 0.5)], time: 0.1 }
    const floor = smileFloor([one, flat])
    assert.ok(Math.abs((floor?.put ?? NaN) - 0.3) < 1e-12 && Math.abs((floor?.call ?? NaN) - 0.275) < 1e-12)
  })
})

describe('smileError', () => {
  // off by +0.01 inside a spread of 0.04 and by −0.03 outside one of 0.04
  test('share inside, in spreads and in volatility, by hand', () => {
    const quote = { strike: 1, bidVol: 0.58, askVol: 0.62, vol: 0.6 }
    const { insideShare, rmsSpreads, rmsVol } = smileError(
      [
        { ...quote, k: 0 },
        { ...quote, k: 1 },
      ],
      (k) => (k === 0 ? 0.61 : 0.57),
    )
    assert.equal(insideShare, 0.5)
    assert.ok(Math.abs(rmsSpreads - Math.sqrt((0.0625 + 0.5625) / 2)) < 1e-12)
    assert.ok(Math.abs(rmsVol - Math.sqrt(0.0005)) < 1e-12)
  })
})
