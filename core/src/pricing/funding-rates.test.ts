import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fillNormals, randomStream } from '../math/index.ts'
import {
  fundingFactor,
  fundingMoments,
  stationaryFunding,
  type CirFunding,
  type FundingProcess,
  type OuFunding,
} from './funding-rates.ts'
import { PricingInputError } from './pricing-input-error.ts'

const OU: OuFunding = { kind: 'ou', rate: 0.3, mean: 0.1, reversion: 8, vol: 0.6 }
const CIR: CirFunding = { kind: 'cir', rate: 0.25, mean: 0.1, reversion: 8, vol: 0.9, floor: -0.05 }
const RAW: CirFunding = { ...CIR, floor: 0 }

const near = (got: number, wanted: number, tolerance: number, name = ''): void =>
  assert.ok(Math.abs(got - wanted) <= tolerance * Math.max(1e-12, Math.abs(wanted)), `${name} ${got} not ${wanted}`)

/** Runge and Kutta's classical method for y′ = f(y) from y(0). */
const evolve = (
  f: (y: readonly number[]) => readonly number[],
  start: readonly number[],
  time: number,
): readonly number[] => {
  const steps = 4000
  const h = time / steps
  const along = (y: readonly number[], k: readonly number[], by: number): readonly number[] =>
    y.map((value, i) => value + by * (k[i] ?? 0))
  let y = start
  for (let n = 0; n < steps; n += 1) {
    const a = f(y)
    const b = f(along(y, a, h / 2))
    const c = f(along(y, b, h / 2))
    const d = f(along(y, c, h))
    y = y.map((value, i) => value + (h / 6) * ((a[i] ?? 0) + 2 * (b[i] ?? 0) + 2 * (c[i] ?? 0) + (d[i] ?? 0)))
  }
  return y
}

/** Moments from Itô's equations: of f, ∫f and their products. */
const momentsByEquations = (process: FundingProcess, time: number): readonly number[] => {
  const { mean, reversion, vol } = process
  const noise = (m: number): number => vol * vol * (process.kind === 'ou' ? 1 : m - process.floor)
  return evolve(
    ([m = 0, v = 0, , , c = 0]) => [reversion * (mean - m), noise(m) - 2 * reversion * v, m, 2 * c, v - reversion * c],
    [process.rate, 0, 0, 0, 0],
    time,
  )
}

const CASES: readonly (readonly [FundingProcess, number])[] = [
  [OU, 0.02],
  [OU, 0.12],
  [OU, 0.13],
  [OU, 2],
  [{ ...OU, reversion: 0 }, 0.7],
  [{ ...OU, reversion: 1e-6 }, 0.7],
  [CIR, 0.02],
  [CIR, 0.12],
  [CIR, 0.13],
  [CIR, 2],
  [{ ...RAW, reversion: 0 }, 0.7],
  [{ ...CIR, rate: -0.05 }, 0.3],
]

describe('fundingMoments', () => {
  for (const [process, time] of CASES)
    test(`are those of the equations they solve: ${JSON.stringify(process)} at ${time}`, () => {
      const { mean, variance, integralMean, integralVariance, covariance } = fundingMoments(process, time)
      const wanted = momentsByEquations(process, time)
      const got = [mean, variance, integralMean, integralVariance, covariance]
      for (const [i, value] of got.entries()) near(value, wanted[i] ?? Number.NaN, 2e-11, `moment ${i}`)
    })

  // Cox, Ingersoll & Ross, Econometrica 53 (1985), eq. 19: conditional mean and variance.
  test('are the published ones of Cox, Ingersoll and Ross', () => {
    const [r, k, q, s, t] = [0.25, 8, 0.1, 0.9, 0.4]
    const e = Math.exp(-k * t)
    const { mean, variance } = fundingMoments(RAW, t)
    near(mean, r * e + q * (1 - e), 1e-14)
    near(variance, r * ((s * s) / k) * (e - e * e) + q * ((s * s) / (2 * k)) * (1 - e) ** 2, 1e-14)
  })

  test('tend to the stationary ones', () => {
    for (const process of [OU, CIR]) {
      const { mean, variance } = fundingMoments(process, 20)
      near(mean, stationaryFunding(process).mean, 1e-14)
      near(variance, stationaryFunding(process).variance, 1e-14)
    }
    near(stationaryFunding(OU).variance, 0.0225, 1e-15) // 0.36 / 16
    near(stationaryFunding(CIR).variance, 0.00759375, 1e-15) // 0.15 · 0.81 / 16
  })

  test('are those of now at time 0', () =>
    assert.deepEqual(fundingMoments(CIR, 0), {
      mean: 0.25,
      variance: 0,
      integralMean: 0,
      integralVariance: 0,
      covariance: 0,
    }))
})

/** −ln E[e^(−∫f)] by Riccati's equations for E = e^(−A(T) − B(T)·f). */
const exponentByRiccati = (process: FundingProcess, time: number): number => {
  const { mean, reversion, vol } = process
  const floor = process.kind === 'ou' ? 0 : process.floor
  const square = 0.5 * vol * vol
  const [a = 0, b = 0] = evolve(
    ([, B = 0]) =>
      process.kind === 'ou'
        ? [reversion * mean * B - square * B * B, 1 - reversion * B]
        : [reversion * (mean - floor) * B, 1 - reversion * B - square * B * B],
    [0, 0],
    time,
  )
  return a + b * (process.rate - floor) + floor * time
}

/** Mean of e^(−∫f) over simulated paths and its standard error; Euler with truncation, Simpson-free middle sums. */
const simulated = (process: FundingProcess, time: number): { readonly mean: number; readonly error: number } => {
  const [paths, steps] = [4000, 100]
  const dt = time / steps
  const normals = new Float64Array(steps)
  let [sum, squares] = [0, 0]
  for (let path = 0; path < paths; path += 1) {
    fillNormals(randomStream(31, path), 0, normals)
    let [f, integral] = [process.rate, 0]
    for (const z of normals) {
      const size = process.kind === 'ou' ? 1 : Math.sqrt(Math.max(0, f - process.floor))
      const next = f + process.reversion * (process.mean - f) * dt + process.vol * size * Math.sqrt(dt) * z
      integral += 0.5 * (f + next) * dt
      f = next
    }
    const value = Math.exp(-integral)
    sum += value
    squares += value * value
  }
  const mean = sum / paths
  return { mean, error: Math.sqrt((squares / paths - mean * mean) / paths) }
}

describe('fundingFactor', () => {
  for (const [process, time] of CASES)
    test(`solves Riccati’s equation: ${JSON.stringify(process)} at ${time}`, () =>
      near(fundingFactor(process, time), Math.exp(-exponentByRiccati(process, time)), 1e-11))

  for (const process of [OU, CIR])
    test(`is the mean over simulated paths (${process.kind})`, () => {
      const { mean, error } = simulated(process, 1)
      assert.ok(Math.abs(fundingFactor(process, 1) - mean) < 4 * error, `${mean} ± ${error}`)
    })

  test('without volatility is e to minus what is paid, the same for both processes', () => {
    const paid = fundingMoments(OU, 0.5).integralMean
    near(fundingFactor({ ...OU, vol: 0 }, 0.5), Math.exp(-paid), 1e-15)
    near(fundingFactor({ ...CIR, rate: 0.3, vol: 0 }, 0.5), Math.exp(-paid), 1e-15)
    near(fundingFactor({ ...CIR, rate: 0.3, vol: 1e-9 }, 0.5), Math.exp(-paid), 1e-14)
    near(fundingFactor({ ...RAW, vol: 0, reversion: 0 }, 2), Math.exp(-0.5), 1e-15)
  })

  test('is 1 at time 0', () => assert.equal(fundingFactor(CIR, 0), 1))
})

describe('requireFunding', () => {
  const rows: readonly (readonly [FundingProcess, string])[] = [
    [{ ...OU, rate: Number.NaN }, 'rate'],
    [{ ...OU, mean: Infinity }, 'mean'],
    [{ ...OU, reversion: -1 }, 'reversion'],
    [{ ...OU, vol: -0.1 }, 'vol'],
    [{ ...CIR, rate: -0.06 }, 'rate'],
    [{ ...CIR, mean: -0.06 }, 'mean'],
    [{ ...CIR, floor: Number.NaN }, 'floor'],
  ]
  for (const [process, field] of rows)
    test(`refuses ${JSON.stringify(process)} by ${field}`, () =>
      assert.throws(
        () => fundingFactor(process, 1),
        (error) => error instanceof PricingInputError && error.field === field,
      ))

  test('refuses a negative time, and a stationary law without reversion', () => {
    assert.throws(() => fundingMoments(OU, -1), /time = -1/)
    assert.throws(() => stationaryFunding({ ...OU, reversion: 0 }), /no stationary law/)
  })
})
