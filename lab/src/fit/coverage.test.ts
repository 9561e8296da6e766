import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { costEstimate, lots, math, type CostModel } from '@ebbline/core'
import { applyLevel, createReplayedBook, depthCurveOf } from '../l2/index.ts'
import { tapeOf, type Message } from '../l2/tape.fixtures.ts'
import { costSamples, type CostSample } from './cost-samples.ts'
import { halvesOf } from './cost-report.ts'
import { coverageOf, CoverageError, type Expected } from './coverage.ts'
import { commonLaw, coverageOn, fitErrorLaw } from './fit-cost.ts'

const expected = (size: number, mean: number): Expected => ({ size, mean, low: mean / 2, high: mean * 2 })

describe('coverageOf', () => {
  test('bias in money and by order, and what lies inside, below and above', () => {
    // sizes 1 and 3 · means 10 and 10 · paid 4 (below 5) and 20 (the upper edge, inside)
    const { bias, biasPerOrder, coverage, below, above, holds, n } = coverageOf(
      [expected(1, 10), expected(3, 10)],
      [4, 20],
    )
    assert.equal(bias, 40 / 64 - 1)
    assert.equal(biasPerOrder, 20 / 24 - 1)
    assert.deepEqual([coverage, below, above, holds, n], [0.5, 0.5, 0, false, 2])
  })
  // 100 orders at mean 10, some paid 30 (outside), the others what keeps the bias where it shall be
  for (const [outside, holds] of [
    [4, false],
    [5, true],
    [15, true],
    [16, false],
  ] as const)
    test(`${outside} of 100 outside: ${holds ? 'holds' : 'does not hold'}`, () => {
      const paid = Array.from({ length: 100 }, (_, at) => (at < outside ? 30 : (1000 - 30 * outside) / (100 - outside)))
      assert.equal(
        coverageOf(
          paid.map(() => expected(1, 10)),
          paid,
        ).holds,
        holds,
      )
    })
  for (const [factor, holds] of [
    [1 / 1.099, true],
    [1 / 1.101, false],
    [1 / 0.901, true],
    [1 / 0.899, false],
  ] as const)
    test(`paid ${factor} times the estimate: ${holds ? 'holds' : 'does not hold'}`, () => {
      const orders = Array.from({ length: 10 }, () => expected(1, 10))
      // One of ten far outside but too small to count in money.
      const sizes = orders.map((order, at) => (at === 0 ? { ...order, size: 1e-9 } : order))
      assert.equal(
        coverageOf(
          sizes,
          orders.map((_, at) => (at === 0 ? 100 : 10 * factor)),
        ).holds,
        holds,
      )
    })
  test('tenths go by size and hold every order once', () => {
    const sizes = Array.from({ length: 25 }, (_, at) => 25 - at)
    const { deciles } = coverageOf(
      sizes.map((size) => expected(size, 1)),
      sizes.map(() => 1),
    )
    assert.equal(
      deciles.reduce((sum, { n }) => sum + n, 0),
      25,
    )
    assert.deepEqual([deciles[0]?.sizeMin, deciles.at(-1)?.sizeMax], [1, 25])
  })
  test('nothing holds of nothing, and unpaired lists are refused', () => {
    assert.equal(coverageOf([], []).holds, false)
    assert.throws(() => coverageOf([expected(1, 1)], []), CoverageError)
  })
})

/** Errors drawn from S·f^-γ·√(1 - 2^(-τ/h)) itself. */
const drawn = (seed: number, count: number): readonly CostSample[] => {
  const draws = math.randomStream(seed, 1)
  return Array.from({ length: count }, (_, at) => {
    const share = 0.01 * 50 ** math.uniform(draws, 2 * at)
    const latencySec = [0.25, 0.5, 1, 2, 4][at % 5] ?? 1
    const scale = 0.05 * share ** -0.8 * Math.sqrt(1 - 2 ** (-latencySec / 1.5))
    const realised = 3 * Math.exp(scale * math.normal(draws, 100_001 + 2 * at))
    return { side: 'buy', timeUs: at * 1000, latencySec, size: share, share, estimate: 3, realised }
  })
}

describe('fitErrorLaw', () => {
  const law = fitErrorLaw(drawn(1, 20_000))
  test('planted scale, exponent and half-life are found', () => {
    assert.ok(Math.abs(law.scale / 0.05 - 1) < 0.1, `${law.scale}`)
    assert.ok(Math.abs(law.sizeExponent - 0.8) < 0.05, `${law.sizeExponent}`)
    assert.ok(Math.abs(law.halfLifeSec / 1.5 - 1) < 0.25, `${law.halfLifeSec}`)
  })
  test('nine of ten lie inside, on the samples of the fit exactly and on others nearly', () => {
    assert.ok(Math.abs(coverageOn(law, drawn(1, 20_000)).coverage - 0.9) < 1e-4)
    assert.ok(Math.abs(coverageOn(law, drawn(2, 20_000)).coverage - 0.9) < 0.01)
  })
  test('a common law of one law is that law', () => {
    const common = commonLaw([law], drawn(1, 20_000))
    assert.ok(Math.abs(common.scale / law.scale - 1) < 1e-9)
    assert.equal(common.sizeExponent, law.sizeExponent)
  })
  test('halves share no book: what is judged begins after everything that taught has ended', () => {
    const { first, second } = halvesOf(drawn(1, 20_000))
    const end = Math.max(...first.map(({ timeUs, latencySec }) => timeUs + latencySec * 1e6))
    assert.ok(first.length > 0 && Math.min(...second.map(({ timeUs }) => timeUs)) > end)
  })
})

describe('costSamples', () => {
  const levels = (extra: number): Message['levels'] =>
    Array.from({ length: 40 }, (_, at) => [
      ['b', 99_990 - 10 * at, 100 + ((at * 7) % 13) + extra] as const,
      ['a', 100_010 + 10 * at, 100 + ((at * 5) % 11)] as const,
    ]).flat()
  const tape = tapeOf(
    { kind: 's', at: 1000, last: 1, levels: levels(0) },
    { at: 2000, first: 2, last: 2, levels: [['b', 99_990, 100]] },
    { at: 600_000, first: 3, last: 3, levels: levels(900) },
    { at: 1_000_000, first: 4, last: 4, levels: [['a', 100_010, 50]] },
  )
  const samples = costSamples(tape, { stepUs: 250_000, latencies: [1, 2], sizes: 20, stream: math.randomStream(1, 1) })

  test('a book that did not change costs the same later, one that became deeper costs less', () => {
    const early = samples.filter(({ timeUs }) => timeUs === 250_000)
    for (const { latencySec, side, estimate, realised } of early)
      if (latencySec === 0.25 || side === 'buy') assert.equal(realised, estimate)
      else assert.ok(realised <= estimate)
    assert.ok(early.some(({ estimate, realised }) => realised < estimate))
    assert.equal(early.length, 80)
  })
  test("the estimate is the walk of core's cost estimate", () => {
    const book = createReplayedBook()
    for (const [side, price, size] of levels(0)) applyLevel(book, side === 'b' ? 'bid' : 'ask', price, size)
    applyLevel(book, 'bid', 99_990, 100)
    const curve = depthCurveOf(book, 'X', 100)
    const model: CostModel = { scale: 1, sizeExponent: 1, halfLifeSec: 1, unseenScale: 1, coefficient: 1, crossover: 1 }
    for (const { side, size, estimate, timeUs } of samples) {
      if (timeUs > 500_000) continue
      const { mean } = costEstimate(model, {
        side,
        size: lots(BigInt(size)),
        known: { kind: 'book', curve, secSinceSeen: 0 },
      })
      assert.ok(Math.abs(mean / estimate - 1) < 1e-12)
    }
  })
})
