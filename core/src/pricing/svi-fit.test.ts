import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { butterflyOf } from './butterfly.ts'
import { calendarOf } from './calendar.ts'
import type { SmilePoints } from './smile-quotes.ts'
import { fitEssvi, fitSsvi } from './ssvi-fit.ts'
import { essviSlices, ssviPsiMax, sviOfSsvi } from './ssvi.ts'
import { fitSvi } from './svi-fit.ts'
import { sviScaled, sviVariance, sviWings, type SviSlice } from './svi.ts'

const SMILE: SviSlice = { a: 0.004, b: 0.05, rho: -0.3, m: 0.02, sigma: 0.1 }
const ALONE = { before: null, later: null, floor: null }
const KS = Array.from({ length: 25 }, (_, index) => -0.4 + index / 30)

/** Exact points of a slice; errors are a hundredth of it. */
const pointsOf = (slice: SviSlice, time = 0.1): SmilePoints => ({
  time,
  k: Float64Array.from(KS),
  w: Float64Array.from(KS, (k) => sviVariance(slice, k)),
  error: Float64Array.from(KS, (k) => 0.01 * sviVariance(slice, k)),
})

const farthest = (slice: SviSlice, from: SviSlice): number =>
  Math.max(...KS.map((k) => Math.abs(sviVariance(slice, k) / sviVariance(from, k) - 1)))

describe('fitSvi', () => {
  test('recovers a slice from exact points, and says that nothing bound it', () => {
    const { slice, constrained, free } = fitSvi(pointsOf(SMILE), ALONE)
    assert.deepEqual([constrained, free], [false, true])
    assert.ok(farthest(slice, SMILE) < 1e-4, String(farthest(slice, SMILE)))
  })
  test('one quote twenty spreads off barely moves it', () => {
    const points = pointsOf(SMILE)
    points.w[12] = (points.w[12] ?? NaN) * 1.2
    assert.ok(farthest(fitSvi(points, ALONE).slice, SMILE) < 0.012)
  })
  test('the slice of Vogt, which has butterfly arbitrage, is met by one that has none', () => {
    const vogt = { a: -0.041, b: 0.1331, rho: 0.306, m: 0.3586, sigma: 0.4153 }
    const ks = Array.from({ length: 31 }, (_, index) => -1.5 + index / 10)
    const w = Float64Array.from(ks, (k) => sviVariance(vogt, k))
    const points = { time: 1, k: Float64Array.from(ks), w, error: w.map((value) => 0.02 * value) }
    assert.equal(butterflyOf(vogt).kind, 'arbitrage')
    const { slice, constrained, free } = fitSvi(points, ALONE)
    assert.deepEqual([constrained, free, butterflyOf(slice).kind], [true, true, 'free'])
  })
  test('stays under a later slice that its points lie above', () => {
    const later = sviScaled(SMILE, 0.9)
    const { slice, constrained, free } = fitSvi(pointsOf(SMILE), { ...ALONE, later })
    assert.deepEqual([constrained, free, calendarOf(slice, later).kind], [true, true, 'free'])
    assert.ok(farthest(slice, later) < 0.02)
  })
  const refused = [
    ['four points', { k: pointsOf(SMILE).k.slice(0, 4) }, /points of an expiry = 4 .*at least 5/],
    [
      'a variance that is none',
      { w: pointsOf(SMILE).w.map((value, index) => (index === 3 ? NaN : value)) },
      /total variance = NaN/,
    ],
    ['an error of 0', { error: new Float64Array(25) }, /error = 0/],
    ['strikes out of order', { k: pointsOf(SMILE).k.toReversed() }, /log strike = .*never falling/],
  ] as const
  for (const [what, part, message] of refused)
    test(`refuses ${what}`, () => assert.throws(() => fitSvi({ ...pointsOf(SMILE), ...part }, ALONE), message))
  test('a wing is as steep as earlier expiries ask', () => {
    const floor = { points: pointsOf(sviScaled(SMILE, 0.5)), put: 0.09, call: 0.05 }
    const { put, call } = sviWings(fitSvi(pointsOf(SMILE), { ...ALONE, floor }).slice)
    // unasked: 0.05·1.3 = 0.065 and 0.05·0.7 = 0.035
    assert.ok(put >= 0.09 - 1e-12 && call >= 0.05 - 1e-12, `${put} ${call}`)
  })
  test('a floor lifts wings that few quotes would leave flat', () => {
    const points = { time: 0, k: Float64Array.of(0.9), w: Float64Array.of(0.08), error: Float64Array.of(1e-4) }
    const floor = { points, put: 0, call: 0 }
    const plain = sviVariance(fitSvi(pointsOf(SMILE), ALONE).slice, 0.9)
    const lifted = sviVariance(fitSvi(pointsOf(SMILE), { ...ALONE, floor }).slice, 0.9)
    assert.ok(plain < 0.06 && lifted > 0.075, `${plain} ${lifted}`)
  })
})

describe('fitEssvi', () => {
  const planted = essviSlices([
    { rho: -0.3, rise: 0.01, share: 0.6 },
    { rho: -0.2, rise: 0.01, share: 0.3 },
    { rho: -0.25, rise: 0.03, share: 0.5 },
  ])
  const points = planted.map((slice, index) => pointsOf(sviOfSsvi(slice), 0.1 * (index + 1)))
  test('recovers a planted surface', () => {
    for (const [index, slice] of fitEssvi(points).entries()) {
      const from = planted[index]
      assert.ok(from !== undefined && farthest(sviOfSsvi(slice), sviOfSsvi(from)) < 1e-3)
    }
  })
  test('fitted to crossing slices it crosses nowhere and has no butterfly arbitrage', () => {
    const crossing = [points[1], points[0], points[2]].flatMap((one, index) =>
      one === undefined ? [] : [{ ...one, time: 0.1 * (index + 1) }],
    )
    const slices = fitEssvi(crossing).map(sviOfSsvi)
    for (const [index, slice] of slices.entries()) {
      assert.equal(butterflyOf(slice).kind, 'free')
      const before = slices[index - 1]
      if (before !== undefined) assert.equal(calendarOf(before, slice).kind, 'free')
    }
  })
  test('refuses expiries out of order', () =>
    assert.throws(() => fitEssvi(points.toReversed()), /time = .*nearest expiries first/))
})

describe('fitSsvi', () => {
  test('recovers one ρ and a power law, free of both arbitrages', () => {
    const planted = [0.01, 0.03, 0.09].map((theta) => ({ theta, rho: -0.3, psi: 0.8 * Math.sqrt(theta) }))
    for (const { theta, rho, psi } of planted) assert.ok(psi < ssviPsiMax(theta, rho))
    const slices = fitSsvi(planted.map((slice, index) => pointsOf(sviOfSsvi(slice), 0.1 * (index + 1))))
    for (const [index, slice] of slices.entries())
      assert.ok(farthest(sviOfSsvi(slice), sviOfSsvi(planted[index] ?? slice)) < 1e-3)
  })
})
