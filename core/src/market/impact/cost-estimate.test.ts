import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { lots, ticks, type Lots } from '../../units/index.ts'
import type { DepthCurve, DepthLevel, Side } from '../types.ts'
import { costEstimate, errorScale, ImpactError, type CostModel, type KnownLiquidity } from './index.ts'

const near = (got: number, expected: number, tolerance = 1e-12): void =>
  assert.ok(Math.abs(got - expected) <= tolerance * Math.max(1, Math.abs(expected)), `${got} against ${expected}`)

const levels = (...pairs: readonly (readonly [bigint, bigint])[]): readonly DepthLevel[] =>
  pairs.map(([price, size]) => ({ price: ticks(price), size: lots(size) }))

// Mid 100 000: ten ticks are one basis point.
const curve: DepthCurve = {
  instrument: 'BTC-PERP',
  bids: levels([99_990n, 4n], [99_980n, 6n], [99_000n, 100n]),
  asks: levels([100_010n, 5n], [100_100n, 5n]),
}
const model: CostModel = {
  scale: 0.1,
  sizeExponent: 1,
  halfLifeSec: 2,
  unseenScale: 0.5,
  coefficient: 1,
  crossover: 0.0001,
}
const book = (secSinceSeen: number): KnownLiquidity => ({ kind: 'book', curve, secSinceSeen })
const estimate = (side: Side, size: bigint, sec = 0): ReturnType<typeof costEstimate> =>
  costEstimate(model, { side, size: lots(size), known: book(sec) })

describe('costEstimate from a book', () => {
  // side · lots · bp by hand
  const rows = [
    ['sell', 4n, 1], // all at 1 bp
    ['sell', 8n, 1.5], // 4 at 1 bp, 4 at 2 bp
    ['sell', 20n, (4 * 1 + 6 * 2 + 10 * 100) / 20],
    ['buy', 5n, 1],
    ['buy', 10n, 5.5], // 5 at 1 bp, 5 at 10 bp
  ] as const
  for (const [side, size, bps] of rows)
    test(`${side} ${size} costs ${bps} bp`, () => near(estimate(side, size).mean, bps, 1e-9))

  test('a book seen right now is met as it was seen', () => {
    const { mean, low, high, seenShare } = estimate('sell', 8n)
    assert.deepEqual([low, high, seenShare], [mean, mean, 1])
  })

  // 8 of the 10 lots within 50 bp: f = 0.8, S/f = 0.125. After one half-life √½ of it.
  test('the interval opens with age: √½ of its final scale after one half-life', () => {
    near(errorScale(model, 0.8, 2), 0.125 * Math.SQRT1_2)
    const { mean, low, high } = estimate('sell', 8n, 2)
    near(high / mean, Math.exp(1.6448536269514722 * 0.125 * Math.SQRT1_2))
    near(low * high, mean * mean)
  })

  test('half the share has twice the scale; sizes beyond the depth within 50 bp have that of the whole depth', () => {
    near(errorScale(model, 0.1, 9) / errorScale(model, 0.2, 9), 2)
    assert.equal(errorScale(model, 3, 9), errorScale(model, 1, 9))
  })

  // 10 lots shown, the last at 10 bp; the next 30 stand at 10·√(q/10): ⅔·10·(40^1.5 - 10^1.5)/√10 = 466.67 lots × bp
  test('what the book does not show stands where a square-root book goes on', () => {
    const { mean, seenShare } = estimate('buy', 40n)
    near(mean, (55 + ((2 / 3) * 10 * (40 ** 1.5 - 10 ** 1.5)) / Math.sqrt(10)) / 40, 1e-9)
    assert.equal(seenShare, 0.25)
  })

  test('a larger size never costs less a lot, whatever the book', () => {
    const size = fc.bigInt({ min: 1n, max: 400n })
    fc.assert(
      fc.property(size, size, fc.constantFrom<Side>('buy', 'sell'), (one, other, side) => {
        const [small, large] = one < other ? [one, other] : [other, one]
        assert.ok(estimate(side, small).mean <= estimate(side, large).mean + 1e-9)
      }),
    )
  })
})

describe('costEstimate from volume and volatility', () => {
  // A hundredth of the day at 4 %: I = 0.04·√0.01 = 40 bp, mean of it nearly ⅔; half of the spread on top.
  // Below the crossover of 1e-4·1e6 = 100 lots: (½·λ·100² + ⅔·κ·(1e6 - 1e3))/1e4, κ = 0.04/√1e6, λ = κ/10.
  test('half the spread and the average of the square-root law', () => {
    const known = { kind: 'volume', dailyVolume: lots(1_000_000n), dailyVolatility: 0.04, spreadBps: 2 } as const
    const { mean, low, high, seenShare } = costEstimate(model, { side: 'buy', size: lots(10_000n), known })
    const kappa = 0.04 / 1000
    near(mean, 1 + ((0.5 * (kappa / 10) * 1e4 + (2 / 3) * kappa * (1e6 - 1e3)) / 1e4) * 1e4, 1e-9)
    near(high / low, Math.exp(2 * 1.6448536269514722 * 0.5))
    assert.equal(seenShare, 0)
  })
})

describe('costEstimate refuses', () => {
  const half: DepthCurve = { instrument: 'BTC-PERP', bids: [], asks: curve.asks }
  const rows: readonly (readonly [string, () => unknown, RegExp])[] = [
    ['no size', () => estimate('buy', 0n), /size = 0/],
    ['a negative age', () => estimate('buy', 1n, -1), /secSinceSeen = -1/],
    [
      'half a book',
      () => costEstimate(model, { side: 'buy', size: lots(1n), known: { kind: 'book', curve: half, secSinceSeen: 0 } }),
      /both sides/,
    ],
    ['a scale below 0', () => bad({ scale: -1 }), /scale = -1/],
    ['a half-life of 0', () => bad({ halfLifeSec: 0 }), /halfLifeSec = 0/],
    ['an exponent that is no number', () => bad({ sizeExponent: Number.NaN }), /sizeExponent = NaN/],
  ]
  const bad = (change: Partial<CostModel>): unknown =>
    costEstimate({ ...model, ...change }, { side: 'buy', size: one, known: book(0) })
  const one: Lots = lots(1n)
  for (const [what, act, words] of rows)
    test(what, () => assert.throws(act, (error) => error instanceof ImpactError && words.test(error.message)))
})
