import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fillNormals, randomStream, uniform } from '../math/index.ts'
import { ForecastInputError } from './forecast-input-error.ts'
import { fitGarch, garchLogLikelihood } from './garch-fit.ts'
import { garchCost, garchLongRun, garchStep, garchVarianceOver, garchVols } from './garch.ts'

const close = (got: number, wanted: number, within = 1e-12): void =>
  assert.ok(Math.abs(got - wanted) <= within * Math.max(1, Math.abs(wanted)), `${got} is not ${wanted}`)

// Hull, Options, Futures and Other Derivatives, 22.3: ω 0.000002, α 0.13, β 0.86, σ 1.6 %, return −1 % → 1.53 %; long run 1.4 %
const hull = { omega: 0.000002, alpha: 0.13, beta: 0.86 }

/** Returns drawn from a GARCH about a mean of 0.02, with alpha 0.1 and beta 0.85 unless told. */
const simulated = (n: number, seed: number, law = { alpha: 0.1, beta: 0.85 }): Float64Array => {
  const draws = new Float64Array(n)
  fillNormals(randomStream(seed, 7), 0, draws)
  let variance = 1
  return draws.map((z) => {
    const shock = Math.sqrt(variance) * z
    variance = 0.05 + law.alpha * shock * shock + law.beta * variance
    return 0.02 + shock
  })
}

describe('garchStep', () => {
  test("gives Hull's example", () => {
    const next = garchStep(hull, { vol: 0.016, lastReturn: -0.01 })
    close(next.variance, 0.00023516, 1e-15)
    assert.equal(next.vol.toFixed(4), '0.0153')
    close(garchLongRun(hull).variance, 0.0002, 1e-12)
  })

  test('without persistence there is no long run', () =>
    assert.equal(garchLongRun({ omega: 1, alpha: 0.2, beta: 0.8 }).variance, Infinity))

  test('refuses what is no model', () => {
    assert.throws(() => garchStep({ ...hull, omega: 0 }, { vol: 1, lastReturn: 0 }), ForecastInputError)
    assert.throws(() => garchStep({ ...hull, alpha: -0.1 }, { vol: 1, lastReturn: 0 }), /alpha = -0.1/)
    assert.throws(() => garchStep(hull, { vol: NaN, lastReturn: 0 }), /vol = NaN/)
  })
})

describe('garchVols and garchCost', () => {
  test('two returns by hand', () => {
    // s² = 4; then 1 + 0.5·4 + 0.25·4 = 4; then 1 + 0.5·1 + 0.25·4 = 2.5
    const out = new Float64Array(2)
    garchVols({ omega: 1, alpha: 0.5, beta: 0.25 }, [2, -1], out)
    assert.deepEqual([...out], [2, Math.sqrt(2.5)])
    // s² = 1, then 1 + 0.5·4 + 0.25·1 = 3.25: mean of ½·4 and ½(ln 3.25 + 1/3.25)
    close(
      garchCost({ omega: 1, alpha: 0.5, beta: 0.25 }, [2, -1]),
      0.5 * (2 + 0.5 * (Math.log(3.25) + 1 / 3.25)),
      1e-15,
    )
  })

  test('the variance over a stretch is the sum of what each step expects', () => {
    // long run 1/(1 − 0.75) = 4; from 8: 8, then 1 + 0.75·8 = 7, then 6.25
    close(garchVarianceOver({ omega: 1, alpha: 0.5, beta: 0.25 }, 8, 3), 21.25)
    close(garchVarianceOver({ omega: 1, alpha: 0.5, beta: 0.25 }, 4, 10), 40)
  })
})

describe('garchLogLikelihood', () => {
  test('two returns by hand', () => {
    // μ 0, presample ½(4 + 1) = 2.5; s²₁ = 1 + 0.75·2.5 = 2.875; s²₂ = 1 + 0.5·4 + 0.25·2.875 = 3.71875
    const byHand = -0.5 * (2 * Math.log(2 * Math.PI) + Math.log(2.875) + 4 / 2.875 + Math.log(3.71875) + 1 / 3.71875)
    close(garchLogLikelihood({ mu: 0, omega: 1, alpha: 0.5, beta: 0.25 }, [2, -1]), byHand)
  })
})

describe('fitGarch', () => {
  const returns = simulated(3000, 1)
  const fit = fitGarch(returns)

  test('comes near what drew the returns', () => {
    assert.equal(fit.kind, 'found')
    assert.ok(Math.abs(fit.alpha - 0.1) < 0.03 && Math.abs(fit.beta - 0.85) < 0.05 && Math.abs(fit.mu - 0.02) < 0.04)
  })

  test('no neighbour is likelier', () => {
    const at = { mu: fit.mu, omega: fit.omega, alpha: fit.alpha, beta: fit.beta }
    close(garchLogLikelihood(at, returns), fit.logLikelihood)
    for (const field of ['mu', 'omega', 'alpha', 'beta'] as const)
      for (const step of [-1e-3, 1e-3, -1e-2, 1e-2])
        assert.ok(garchLogLikelihood({ ...at, [field]: at[field] * (1 + step) }, returns) < fit.logLikelihood)
  })

  test('does not depend on the unit of the returns', () => {
    const inPercent = fitGarch(returns.map((one) => 100 * one))
    close(inPercent.alpha, fit.alpha, 1e-6)
    close(inPercent.omega, 1e4 * fit.omega, 1e-6)
  })

  test('on returns without clustering it claims no likelihood that a constant variance has not', () => {
    const draws = new Float64Array(1500)
    fillNormals(randomStream(3, 1), 0, draws)
    const constant = { mu: 0, omega: 1, alpha: 0, beta: 0 }
    const gain = fitGarch(draws).logLikelihood - garchLogLikelihood(constant, draws)
    assert.ok(gain >= 0 && gain < 8)
  })

  test('no random search finds better, short or long memory, tiny or plain units', () => {
    const hard = [
      { n: 60, alpha: 0, beta: 0, scale: 1 },
      { n: 150, alpha: 0.6, beta: 0.2, scale: 1e-5 },
      { n: 400, alpha: 0.05, beta: 0.949, scale: 1 },
    ]
    for (const [place, law] of hard.entries()) {
      const series = simulated(law.n, 20 + place, law).map((one) => one * law.scale)
      const found = fitGarch(series)
      const size = series.reduce((sum, one) => sum + one * one, 0) / law.n
      const draws = randomStream(77, place)
      for (let i = 0; i < 300; i += 1) {
        const [u = 0, v = 0, w = 0] = [0, 1, 2].map((k) => uniform(draws, 3 * i + k))
        const at = { mu: found.mu, omega: size * (1 - u) * 2 * w, alpha: u * v, beta: u * (1 - v) }
        assert.ok(garchLogLikelihood(at, series) <= found.logLikelihood + 1e-9)
      }
    }
  })

  test('refuses what cannot be fitted', () => {
    assert.throws(() => fitGarch(returns.subarray(0, 49)), /returns.length = 49 is refused; allowed: at least 50/)
    assert.throws(() => fitGarch(new Float64Array(60).fill(0.01)), /a constant series has no volatility/)
    assert.throws(() => fitGarch(returns.map((one, i) => (i === 5 ? NaN : one))), /returns\[5\] = NaN/)
  })
})
