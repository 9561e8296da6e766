import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fillNormals, randomStream } from '../../math/index.ts'
import { expectedShortfallUnder, fitJumps, marginGap, optionGap } from './jump-gap.ts'

const NONE = { intensity: 0, logMean: 0, logDeviation: 0 }
const JUMPY = { vol: 0.5, jumps: { intensity: 12, logMean: -0.08, logDeviation: 0.05 } }

/** Normal density, for an integral by midpoints. */
const density = (x: number, mean: number, deviation: number): number =>
  Math.exp(-0.5 * ((x - mean) / deviation) ** 2) / (deviation * Math.sqrt(2 * Math.PI))

/** Mean loss beyond the quantile by sums over a fine grid of log returns. */
const shortfallTwin = (side: 1 | -1, horizon: number, tail: number): number => {
  const { vol, jumps } = JUMPY
  const expected = jumps.intensity * horizon
  const drift = -0.5 * vol ** 2 * horizon - expected * (Math.exp(jumps.logMean + 0.5 * jumps.logDeviation ** 2) - 1)
  const cells = 200_000
  const cell = 3 / cells
  let [mass, loss] = [0, 0]
  for (let at = 0; at < cells && mass < tail; at += 1) {
    const x = side * (-1.5 + (at + 0.5) * cell)
    let weight = Math.exp(-expected)
    let height = 0
    for (let count = 0; count < 12; count += 1) {
      const deviation = Math.sqrt(vol ** 2 * horizon + count * jumps.logDeviation ** 2)
      height += weight * density(x, drift + count * jumps.logMean, deviation)
      weight *= expected / (count + 1)
    }
    mass += height * cell
    loss += side * (1 - Math.exp(x)) * height * cell
  }
  return loss / mass
}

describe('expectedShortfallUnder', () => {
  // Φ⁻¹(0.01) = −2.3263478740408408; E[S | worst 1 %] = Φ(z − s)/0.01 with s = 0.5·√(1/365)
  test('without jumps is the lognormal one', () => {
    const position = { notional: 1e6, horizon: 1 / 365, confidence: 0.99 }
    const s = 0.5 * Math.sqrt(1 / 365)
    // 2.6652 is φ(z)/0.01: for small s the loss is nearly s times that, less half its square
    const got = expectedShortfallUnder({ vol: 0.5, jumps: NONE }, position)
    assert.ok(Math.abs(got / 1e6 - (2.665214 * s - 0.5 * s * s * (1 + 2.665214 * 2.326348 - 1))) < 6e-5, `${got}`)
  })

  for (const side of [1, -1] as const)
    test(`${side === 1 ? 'long' : 'short'}: equals a sum over a fine grid`, () => {
      const got = expectedShortfallUnder(JUMPY, { notional: side * 100, horizon: 2 / 365, confidence: 0.99 })
      assert.ok(Math.abs(got / (100 * shortfallTwin(side, 2 / 365, 0.01)) - 1) < 2e-3)
    })
})

describe('fitJumps', () => {
  const returns = new Float64Array(4000)
  fillNormals(randomStream(9, 9), 0, returns)
  for (let at = 0; at < 4000; at += 1) returns[at] = 0.01 * (returns[at] ?? 0)
  const planted = [500, 1100, 1700, 2600, 3300]
  for (const [nth, at] of planted.entries()) returns[at] = -0.1 - 0.01 * nth

  test('finds the planted jumps and their law', () => {
    const { merton, bsm, jumps } = fitJumps(returns, { periodsPerYear: 365, window: 50 })
    assert.deepEqual(jumps, planted)
    assert.ok(Math.abs(merton.jumps.intensity - (5 * 365) / 4000) < 1e-12)
    assert.ok(Math.abs(merton.jumps.logMean + 0.12) < 1e-3)
    assert.ok(Math.abs(merton.jumps.logDeviation - 0.01 * Math.sqrt(2)) < 1e-3)
    assert.ok(Math.abs(merton.vol - 0.01 * Math.sqrt(365)) < 0.006)
    assert.ok(bsm.vol > merton.vol)
  })

  test('the margin of a long lacks money under jumps that fall, and lacks none where there are no jumps', () => {
    const position = { notional: 1e6, horizon: 1 / 365, confidence: 0.999 }
    const { bsm, merton, gap } = marginGap(fitJumps(returns, { periodsPerYear: 365, window: 50 }), position)
    assert.equal(gap, merton - bsm)
    // a jump has probability 0.125 % a day, so the worst 0.1 % are jumps: about 1 − e^(−0.12) of a million
    assert.ok(merton > 100_000 && merton < 130_000 && bsm < 45_000, `${bsm}, ${merton}`)
    const calm = returns.map((each, at) => (planted.includes(at) ? 0.001 : each))
    assert.equal(marginGap(fitJumps(calm, { periodsPerYear: 365, window: 50 }), position).gap, 0)
  })

  test('a put far out is worth more under jumps that fall, and the same where there are none', () => {
    const option = { kind: 'put', spot: 100, strike: 90, time: 2 / 365, rate: 0, dividend: 0 } as const
    const { bsm, merton, gap } = optionGap(fitJumps(returns, { periodsPerYear: 365, window: 50 }), option)
    // two days of 0.125 % each, times about 90 − 100·e^(−0.12) = 1.3 in money
    assert.ok(bsm < 1e-4 && merton > 0.002 && merton < 0.006, `${bsm}, ${merton}`)
    assert.equal(gap, merton - bsm)
  })

  test('a window longer than half the series is refused by name', () =>
    assert.throws(() => fitJumps(returns, { periodsPerYear: 365, window: 3000 }), /window = 3000 is refused/))
})
