import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { approx, ratio, ratioOf, RATIO_ONE } from '../units/index.ts'
import { asymptoticShare, steepnessIn, type SteepnessRule } from './asymptotic-share.ts'

const levels = { from: ratioOf('1.5'), to: ratioOf('0.5') }
const shareAt = (health: string, steepness = 1.5): number =>
  approx(asymptoticShare(ratioOf(health), levels, steepness)) / 1e18

describe('asymptoticShare', () => {
  // 1 - e^(-1.5 u / (1 - u)) by a pocket calculator
  for (const [health, share] of [
    ['1.6', 0],
    ['1.5', 0],
    ['1.4', 0.153518275109386], // u = 0.1: 1 - e^(-1/6)
    ['1', 0.77686983985157], // u = 1/2: 1 - e^-1.5
    ['0.75', 0.988891003461758], // u = 3/4: 1 - e^-4.5
    ['0.5', 1],
    ['-1', 1],
  ] as const)
    test(`at health ${health} a share of ${share} is closed`, () => {
      assert.ok(Math.abs(shareAt(health) - share) < 1e-14, String(shareAt(health)))
    })
  test('begins with slope κ and ends flat', () => {
    assert.ok(Math.abs(shareAt('1.499999') / 1e-6 - 1.5) < 1e-5)
    assert.equal(shareAt('0.500001'), 1)
  })
  test('never closes less at worse health, in 100,000 draws of neighbours near and far', () => {
    const gap = fc.oneof(fc.bigInt(1n, 10n), fc.bigInt(1n, 10n ** 12n), fc.bigInt(1n, 10n ** 18n))
    fc.assert(
      fc.property(
        fc.bigInt(-(10n ** 17n), 16n * 10n ** 17n),
        gap,
        fc.double({ min: 0.1, max: 20, noNaN: true }),
        (h, less, k) => {
          const [better, worse] = [asymptoticShare(ratio(h), levels, k), asymptoticShare(ratio(h - less), levels, k)]
          return worse >= better && better >= 0n && worse <= RATIO_ONE
        },
      ),
      { numRuns: 100_000 },
    )
  })
  test('has no jump: a 1e-9 of health moves it by no more than the steepest slope allows', () => {
    // F' = κ/(1-u)^2 e^(-κu/(1-u)); at κ = 1.5 it is largest at 1/(1-u) = 2/κ = 4/3: 1.5 · (16/9) · e^(-1.5/3) = 1.617
    fc.assert(
      fc.property(fc.bigInt(5n * 10n ** 17n, 15n * 10n ** 17n), (h) => {
        const step = asymptoticShare(ratio(h - 10n ** 9n), levels, 1.5) - asymptoticShare(ratio(h), levels, 1.5)
        return step >= 0n && step <= 1_618n * 10n ** 6n + 300n
      }),
    )
  })
})

describe('the curve beside a ladder', () => {
  // From 1.5 to 0 with κ = 1.5 the mean of F over health is 0.672385; three rungs of a third at 1.5, t and t/2 have the mean
  // (1.5 + 1.5 t) / 4.5.
  const t = 1.0171553
  const ladder = (health: number): number => [1.5, t, t / 2].filter((rung) => health < rung).length / 3
  const curve = (health: number): number =>
    approx(asymptoticShare(ratioOf(health.toFixed(6)), { from: ratioOf('1.5'), to: ratio(0n) }, 1.5)) / 1e18
  const grid = Array.from({ length: 3_000 }, (_, at) => (at + 0.5) / 2_000)
  const mean = (closed: (health: number) => number): number =>
    grid.reduce((sum, health) => sum + closed(health), 0) / grid.length
  const largestSlice = (closed: (health: number) => number): number =>
    Math.max(...grid.map((health) => closed(health) - closed(health + 0.05)))
  test('closes the same on average over health', () => {
    assert.ok(Math.abs(mean(curve) - 0.672385) < 1e-4 && Math.abs(mean(ladder) - 0.672385) < 3e-4)
  })
  test('needs slices a sixth as large for a move of 0.05', () => {
    assert.ok(Math.abs(largestSlice(curve) - 0.0539) < 1e-4, String(largestSlice(curve)))
    assert.ok(Math.abs(largestSlice(ladder) - 1 / 3) < 1e-9)
  })
})

describe('steepnessIn', () => {
  const rule: SteepnessRule = { steepness: 1.5, volatility: 0.8, volatilityExponent: 1, depth: 4, depthExponent: 0.5 }
  for (const [what, volatility, depth, steepness] of [
    ['the reference', '0.8', '4', 1.5],
    ['twice the volatility', '1.6', '4', 3],
    ['a quarter of the depth', '0.8', '1', 0.75],
    ['a book deeper than the reference', '0.8', '400', 1.5],
    ['an unknown market', null, null, 1.5],
    ['no depth at all, held at the flattest', '0.8', '0', 0.1],
    ['a wild market, held at the steepest', '80', '4', 20],
  ] as const)
    test(`${what}: ${steepness}`, () => {
      const market = {
        volatility: volatility === null ? null : ratioOf(volatility),
        depth: depth === null ? null : ratioOf(depth),
      }
      assert.ok(Math.abs(steepnessIn(rule, market) - steepness) < 1e-12)
    })
})
