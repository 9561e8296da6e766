import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fillNormals, randomStream } from '../math/index.ts'
import { fitHar, harDesign, harForecast } from './har.ts'

/** Variances that follow eq. 8 with lags 1 and 3, coefficients −1, 0.5, 0.3 and noise of a stated size. */
const planted = (n: number, noise: number): Float64Array => {
  const draws = new Float64Array(n)
  fillNormals(randomStream(11, 1), 0, draws)
  const v = new Float64Array(n)
  for (let t = 0; t < n; t += 1) {
    const of = (k: number): number => v[t - k] ?? 0.01
    const mean = t < 3 ? 0.01 * (1 + t) : (of(1) + of(2) + of(3)) / 3
    const last = t < 1 ? 0.01 : of(1)
    v[t] = Math.exp(-1 + 0.5 * Math.log(last) + 0.3 * Math.log(mean) + noise * (draws[t] ?? 0))
  }
  return v
}

describe('harDesign', () => {
  test('rows by hand', () => {
    const { rows, width, first } = harDesign({ variance: [1, 2, 3, 8], continuous: [1, 2, 3, 4] }, [1, 3])
    assert.equal(first, 2)
    const row = [...rows.subarray(3 * width, 4 * width)]
    const wanted = [1, Math.log(8), Math.log(13 / 3), Math.log(2)]
    assert.ok(row.every((one, i) => Math.abs(one - (wanted[i] ?? NaN)) < 1e-15))
  })

  test('refuses lags that do not rise, zero variance, and a short series', () => {
    const series = { variance: [1, 2, 3], continuous: null }
    assert.throws(() => harDesign(series, [3, 1]), /lags = 3, 1 is refused/)
    assert.throws(() => harDesign({ variance: [1, 0, 3], continuous: null }, [1]), /variance\[1\] = 0/)
    assert.throws(() => harDesign(series, [1, 3]), /variance.length = 3 is refused; allowed: at least 4/)
  })
})

describe('fitHar', () => {
  test('recovers planted coefficients, and noise widens the level', () => {
    const design = harDesign({ variance: planted(6000, 0.5), continuous: null }, [1, 3])
    const { coefficients, smearing } = fitHar(design, { from: 0, to: 5999 })
    const [constant = 0, day = 0, mean = 0] = coefficients
    assert.ok(Math.abs(constant + 1) < 0.15 && Math.abs(day - 0.5) < 0.05 && Math.abs(mean - 0.3) < 0.06)
    assert.ok(Math.abs(smearing - Math.exp(0.125)) < 0.02) // mean of a lognormal factor
  })

  test('its forecasts have the right level on the periods it knows', () => {
    const variance = planted(500, 0.5)
    const design = harDesign({ variance, continuous: null }, [1, 3])
    const fit = fitHar(design, { from: 0, to: 499 })
    let ratio = 0
    for (let t = 2; t < 499; t += 1) ratio += (variance[t + 1] ?? 0) / harForecast(fit, design, t)
    assert.ok(Math.abs(ratio / 497 - 1) < 1e-12)
  })

  test('what comes after the known periods changes neither fit nor forecast', () => {
    const variance = planted(300, 0.5)
    const changed = variance.map((one, t) => (t > 200 ? one * 17 : one))
    const [before, after] = [variance, changed].map((one) => {
      const design = harDesign({ variance: one, continuous: null }, [1, 3])
      return harForecast(fitHar(design, { from: 0, to: 200 }), design, 200)
    })
    assert.equal(before, after)
  })

  test('refuses a constant series and too few pairs', () => {
    const constant = harDesign({ variance: new Float64Array(100).fill(2), continuous: null }, [1, 3])
    assert.throws(
      () => fitHar(constant, { from: 0, to: 99 }),
      /a constant series, or jumps that never differ, have no HAR fit/,
    )
    const short = harDesign({ variance: planted(40, 0.5), continuous: null }, [1, 3])
    assert.throws(() => fitHar(short, { from: 0, to: 31 }), /periods = 29 is refused; allowed: at least 30 pairs/)
    assert.ok(Number.isNaN(harForecast({ coefficients: new Float64Array(3), smearing: 1, pairs: 0 }, short, 1)))
  })
})
