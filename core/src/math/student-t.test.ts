import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { gammaHalfRatio, logBeta, logGamma } from './gamma.ts'
import { incompleteBeta } from './incomplete-beta.ts'
import { studentTCdf, studentTPdf, studentTQuantile, studentTUpperTail } from './student-t.ts'

const near = (got: number, wanted: number, relative: number): void =>
  assert.ok(Math.abs(got - wanted) <= relative * Math.abs(wanted), `${got} is not ${wanted} within ${relative}`)

describe('logGamma', () => {
  // mpmath, 40 digits
  const rows = [
    [0.5, 0.5723649429247001],
    [1.5, -0.12078223763524522],
    [3.7, 1.4280723266653879],
    [123.4, 469.3360974421906],
    [1e6, 12815504.569147613],
  ] as const
  for (const [x, wanted] of rows) test(`at ${x}`, () => near(logGamma(x), wanted, 1e-13))

  test('is the factorial at integers', () => {
    for (const [n, factorial] of [
      [1, 1],
      [2, 1],
      [5, 24],
      [11, 3628800],
    ] as const)
      assert.ok(Math.abs(logGamma(n) - Math.log(factorial)) < 1e-14)
  })

  test('has no value at 0 and below', () => {
    assert.ok(Number.isNaN(logGamma(0)))
    assert.ok(Number.isNaN(logGamma(-1.5)))
  })

  test('B(2, 3) is 1/12', () => near(logBeta(2, 3), -Math.log(12), 1e-14))
})

describe('gammaHalfRatio', () => {
  test('at ½ and 1 is 1/√π and √π/2, and keeps its digits far out', () => {
    near(gammaHalfRatio(0.5), 1 / Math.sqrt(Math.PI), 4e-16)
    near(gammaHalfRatio(1), Math.sqrt(Math.PI) / 2, 4e-16)
    near(gammaHalfRatio(1e6), 999.9998750000078, 4e-16)
  })
})

describe('incompleteBeta', () => {
  // ∫ 12x(1 − x)² is a polynomial; the others mpmath, 40 digits
  const rows = [
    [0.3, 2, 3, 0.3483],
    [0.97, 0.5, 0.5, 0.8891753133955406],
    [0.2, 30, 70, 0.009692085749007038],
    [0.985, 9900, 100, 5.197252574015196e-6],
  ] as const
  for (const [x, a, b, wanted] of rows)
    test(`I(${x}; ${a}, ${b})`, () => near(incompleteBeta(x, a, b), wanted, 1e-14 * (10 + a + b)))

  test('runs from 0 to 1 and refuses the rest', () => {
    assert.equal(incompleteBeta(0, 2, 3), 0)
    assert.equal(incompleteBeta(1, 2, 3), 1)
    for (const bad of [incompleteBeta(1.1, 2, 3), incompleteBeta(0.5, 0, 3), incompleteBeta(0.5, 2, NaN)])
      assert.ok(Number.isNaN(bad))
  })
})

describe('studentTUpperTail', () => {
  // mpmath, 40 digits
  const rows = [
    [3, 2.5, 0.03628804777451592],
    [0.1, 10, 0.46116035928220417],
    [10, 137.5, 2.4891804044712024e-18],
    [1e50, 3, 1.1026577908435841e-150],
  ] as const
  for (const [t, degrees, wanted] of rows)
    test(`beyond ${t} with ${degrees} degrees`, () => near(studentTUpperTail(t, degrees), wanted, 2e-13))

  test('is Cauchy with one degree and t/√(2 + t²) with two', () => {
    for (const t of [-4, -0.5, 0.3, 2, 50]) {
      near(studentTCdf(t, 1), 0.5 + Math.atan(t) / Math.PI, 1e-13)
      near(studentTCdf(t, 2), 0.5 + t / (2 * Math.sqrt(2 + t * t)), 1e-12)
      near(studentTPdf(t, 1), 1 / (Math.PI * (1 + t * t)), 1e-14)
    }
  })

  test('has no value for degrees of 0', () => assert.ok(Number.isNaN(studentTUpperTail(1, 0))))
})

describe('studentTQuantile', () => {
  test('undoes the cdf from 1e-200 to the middle', () => {
    for (const degrees of [1.5, 3, 10, 1000])
      for (const p of [1e-200, 1e-10, 1e-3, 0.2, 0.24, 0.26, 0.4999])
        near(studentTCdf(studentTQuantile(p, degrees), degrees), p, 3e-13)
  })

  test('is odd about one half, where it is 0', () => {
    assert.ok(studentTQuantile(0.5, 4) === 0)
    near(studentTQuantile(0.75, 4), -studentTQuantile(0.25, 4), 1e-15)
    assert.ok(Number.isNaN(studentTQuantile(0, 4)))
    assert.ok(Number.isNaN(studentTQuantile(1, 4)))
  })
})
