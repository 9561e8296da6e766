import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { HestonParameters } from '../../pricing/index.ts'
import { pathsOf, sigmas } from './moments.fixtures.ts'

const DT = 1 / 32

interface Case {
  readonly name: string
  readonly law: HestonParameters
  readonly carry: number
  readonly years: number
  /** Calls struck at 60, 100 and 140 on a spot of 100, as printed in Andersen (2008), tables 2 to 5. */
  readonly calls: readonly (readonly [strike: number, price: number])[]
}

const cases: readonly Case[] = [
  {
    name: 'case I, ten years',
    law: { variance: 0.04, reversion: 0.5, longVariance: 0.04, volOfVariance: 1, correlation: -0.9 },
    carry: 0,
    years: 10,
    calls: [
      [60, 44.33],
      [100, 13.085],
      [140, 0.296],
    ],
  },
  {
    name: 'case II, fifteen years',
    law: { variance: 0.04, reversion: 0.3, longVariance: 0.04, volOfVariance: 0.9, correlation: -0.5 },
    carry: 0,
    years: 15,
    calls: [
      [60, 45.287],
      [100, 16.649],
      [140, 5.138],
    ],
  },
  {
    name: 'case III, five years',
    law: { variance: 0.09, reversion: 1, longVariance: 0.09, volOfVariance: 1, correlation: -0.3 },
    carry: 0.05,
    years: 5,
    calls: [
      [60, 56.575],
      [100, 33.597],
      [140, 18.157],
    ],
  },
]

describe('quadraticExponentialStep', () => {
  for (const { name, law, carry, years, calls } of cases)
    test(`Andersen's ${name}: no bias beyond 3 standard errors at steps of 1/32`, () => {
      const { logSpot } = pathsOf(
        { spot: 100, carry, diffusion: { kind: 'heston', scheme: 'qe-m', ...law } },
        { years: DT, steps: years * 32, count: 4000 },
      )
      const discount = Math.exp(-carry * years)
      for (const [strike, price] of calls)
        assert.ok(
          Math.abs(sigmas(logSpot, (x) => discount * Math.max(Math.exp(x) - strike, 0), price)) < 3,
          `${strike}`,
        )
    })

  // E[v] = θ + (v₀ − θ)·e^(−κT); Var[v] = v₀·ε²e^(−κT)(1 − e^(−κT))/κ + θ·ε²(1 − e^(−κT))²/(2κ), for one step of half a year
  for (const [kind, volOfVariance] of [
    ['a squared normal', 0.4],
    ['an exponential tail', 1.5],
  ] as const)
    test(`${kind} keeps mean and variance of the variance in one long step`, () => {
      const law = { variance: 0.01, reversion: 2, longVariance: 0.09, volOfVariance, correlation: -0.7 }
      const { variance } = pathsOf(
        { spot: 1, carry: 0, diffusion: { kind: 'heston', scheme: 'qe-m', ...law } },
        { years: 0.5, steps: 1, count: 20_000 },
      )
      const left = Math.exp(-1)
      const mean = 0.09 - 0.08 * left
      const spread = volOfVariance ** 2 * ((0.01 * left * (1 - left)) / 2 + (0.09 * (1 - left) ** 2) / 4)
      assert.ok(Math.abs(sigmas(variance, (v) => v, mean)) < 4)
      assert.ok(Math.abs(sigmas(variance, (v) => (v - mean) ** 2, spread)) < 4)
    })

  for (const correlation of [-0.95, 0, 0.8])
    test(`the mean price is exact for steps of a quarter and correlation ${correlation}`, () => {
      const law = { variance: 0.09, reversion: 0.5, longVariance: 0.04, volOfVariance: 0.7, correlation }
      const { logSpot } = pathsOf(
        { spot: 100, carry: 0.1, diffusion: { kind: 'heston', scheme: 'qe-m', ...law } },
        { years: 0.25, steps: 4, count: 20_000 },
      )
      assert.ok(Math.abs(sigmas(logSpot, Math.exp, 100 * Math.exp(0.1))) < 4)
    })

  test('no reversion and no variance left stays at rest, and nothing is NaN', () => {
    const law = { variance: 0, reversion: 0, longVariance: 0.04, volOfVariance: 0.7, correlation: 0.9 }
    const { logSpot, variance } = pathsOf(
      { spot: 1, carry: 0, diffusion: { kind: 'heston', scheme: 'qe-m', ...law } },
      { years: 0.25, steps: 3, count: 4 },
    )
    assert.deepEqual(
      [...logSpot, ...variance],
      Array.from({ length: 8 }, () => 0),
    )
  })

  test('where the correction does not exist the paths stay finite', () => {
    const law = { variance: 4, reversion: 0, longVariance: 4, volOfVariance: 4, correlation: 1 }
    const { logSpot, variance } = pathsOf(
      { spot: 1, carry: 0, diffusion: { kind: 'heston', scheme: 'qe-m', ...law } },
      { years: 2, steps: 4, count: 100 },
    )
    assert.ok([...logSpot, ...variance].every((x) => Number.isFinite(x)))
  })

  test('a small vol of variance gives the variance of constant volatility', () => {
    const law = { variance: 0.09, reversion: 1, longVariance: 0.09, volOfVariance: 1e-4, correlation: -0.5 }
    const { logSpot } = pathsOf(
      { spot: 1, carry: 0, diffusion: { kind: 'heston', scheme: 'qe-m', ...law } },
      { years: 0.25, steps: 4, count: 20_000 },
    )
    assert.ok(Math.abs(sigmas(logSpot, (x) => (x + 0.045) ** 2, 0.09)) < 4)
  })
})

describe('truncationStep', () => {
  test('keeps the mean price, but not case I at the money: the baseline is biased where QE-M is not', () => {
    const [first] = cases
    const law = first?.law ?? assert.fail()
    const { logSpot } = pathsOf(
      { spot: 100, carry: 0, diffusion: { kind: 'heston', scheme: 'full-truncation', ...law } },
      { years: 1 / 4, steps: 40, count: 10_000 },
    )
    assert.ok(Math.abs(sigmas(logSpot, Math.exp, 100)) < 4)
    assert.ok(sigmas(logSpot, (x) => Math.max(Math.exp(x) - 100, 0), 13.085) > 5)
  })
})
