import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { math } from '@ebbline/core'
import { bundledReaction } from '../recorded/fitted.ts'
import { fitProfile, type ProfileSample } from './depth-profile.ts'
import { costModelOf, depthFactorAt, type FittedReaction } from './fitted-reaction.ts'
import { fitVolatilityExponent, volatilityAt } from './volatility.ts'

const committed = bundledReaction()

const near = (got: number, expected: number, tolerance = 1e-9): void =>
  assert.ok(Math.abs(got / expected - 1) <= tolerance, `${got} against ${expected}`)

/** A market that shows some bands, each always at the same share. */
const market = (name: string, shares: Readonly<Record<number, number>>): ProfileSample => {
  const bps = Object.keys(shares).map(Number)
  const sums = Float64Array.from(bps.flatMap((each) => [3 * Math.log(shares[each] ?? 0), 3]))
  return { name, bps, stretches: [sums, sums] }
}

describe('fitProfile', () => {
  // Truth: 1 bp 0.001, 10 bp 0.01, 100 bp 0.02. One market is twice as deep as that, the other half; only the deep one shows 100 bp.
  const samples = [market('deep', { 1: 0.002, 10: 0.02, 100: 0.04 }), market('thin', { 1: 0.0005, 10: 0.005 })]
  const points = fitProfile(samples, [1, 10, 100], math.randomStream(1, 1))

  test('a band that only the deep market shows makes no step', () => {
    for (const [at, share] of [0.001, 0.01, 0.02].entries()) near(points[at]?.shareOfDailyVolume ?? 0, share)
  })
  test('the interval is that of the mean level of two markets four times apart: sd = ln 4/√2/√2', () => {
    const { low = 0, high = 0 } = points[0] ?? {}
    near(Math.log(high / low), (2 * 1.6449 * Math.log(4)) / 2, 1e-6)
  })
})

describe('volatilityAt', () => {
  const minute = 60_000
  // Closes that go up and down by 1e-3 in logarithms: each minute 1e-6, a day 1440 of them.
  const closes = {
    time: Float64Array.from({ length: 100 }, (_, at) => at * minute),
    close: Float64Array.from({ length: 100 }, (_, at) => Math.exp(1e-3 * (at % 2))),
  }
  test('moves of a thousandth a minute are √1440 thousandths a day', () =>
    near(volatilityAt(closes)(90 * minute, 60), Math.sqrt(1440) * 1e-3))
  test('the bar that is still open is not looked at', () => {
    const later = { ...closes, close: closes.close.map((close, at) => (at >= 90 ? close * 9 : close)) }
    near(volatilityAt(later)(90 * minute + 59_999, 60), Math.sqrt(1440) * 1e-3)
  })
  test('without half of the minutes there is none', () =>
    assert.ok(Number.isNaN(volatilityAt(closes)(140 * minute, 60))))
})

describe('fitVolatilityExponent', () => {
  test('a planted exponent is found, with noise inside its interval', () => {
    const stream = math.randomStream(2, 2)
    const looks = Array.from({ length: 2000 }, (_, at) => {
      const volatility = Math.exp(math.normal(stream, 2 * at) / 2)
      return {
        timeMs: at * 30_000,
        depth: 7 * volatility ** -0.4 * Math.exp(math.normal(stream, 2 * at + 1) / 5),
        volatility,
      }
    })
    const { value, low, high, n } = fitVolatilityExponent(looks, { stretchMin: 60, stream: math.randomStream(1, 1) })
    assert.ok(low < -0.4 && -0.4 < high && high - low < 0.1, `${low} ${value} ${high}`)
    assert.equal(n, 2000)
  })
})

describe('depthFactorAt', () => {
  const parameter = (value: number): FittedReaction['y'] => ({ value, low: value, high: value, n: 0, from: 'hand' })
  const fitted: FittedReaction = {
    ...committed,
    referenceDailyVolatility: parameter(0.01),
    volatilityExponent: parameter(-0.5),
    calmVolatilityMax: parameter(0.04),
    volatilityExponentStress: parameter(-1),
  }
  // 4^-0.5 = ½ at the end of the calm range; twice that volatility halves it once more.
  for (const [volatility, factor] of [
    [0.01, 1],
    [0.04, 0.5],
    [0.08, 0.25],
    [0.0025, 2],
  ] as const)
    test(`at ${volatility} it is ${factor}`, () => near(depthFactorAt(fitted, volatility), factor))
})

describe('the committed fit', () => {
  test('bands and shares rise, intervals hold their values, and every dataset is named with its hash', () => {
    let before = { bps: 0, shareOfDailyVolume: 0 }
    for (const point of committed.depth) {
      assert.ok(point.bps > before.bps && point.shareOfDailyVolume > before.shareOfDailyVolume)
      assert.ok(point.low <= point.shareOfDailyVolume && point.shareOfDailyVolume <= point.high)
      before = point
    }
    const { y, crossover, permanentShare, refillHalfLifeSec, volatilityExponent, spreadBps, cost } = committed
    for (const each of [
      y,
      crossover,
      permanentShare,
      refillHalfLifeSec,
      volatilityExponent,
      spreadBps,
      ...Object.values(cost),
    ])
      assert.ok(each.low <= each.value && each.value <= each.high, each.from)
    for (const { sha256 } of committed.provenance.datasets) assert.match(sha256, /^[0-9a-f]{64}$/)
    assert.ok(costModelOf(committed).scale > 0)
  })
})
