import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import type { GeneratedScenario } from '@ebbline/wire'
import { generatePath, priceOf, segmentAt, timeOf } from './path.ts'

const crash = JSON.parse(
  readFileSync(new URL('../../scenarios/crash.json', import.meta.url), 'utf8'),
) as GeneratedScenario
const seeds = [1, 2, 77]

/** A scenario of one long stretch of plain volatility: no phase, no wick. */
const plain = (seed: number, batches: number): GeneratedScenario => ({
  ...crash,
  seed,
  clock: { ...crash.clock, calmSec: 0, horizonSec: (batches * crash.clock.batchMs) / 1000, counterfactualSec: 0 },
  path: { ...crash.path, phases: [], wicks: [] },
})

const returnsOf = (log: Float64Array): readonly number[] =>
  Array.from(log.subarray(1), (value, at) => value - (log[at] ?? 0))

const varianceOf = (x: readonly number[]): number => x.reduce((sum, value) => sum + value * value, 0) / x.length

describe('generatePath', () => {
  for (const seed of seeds)
    test(`the common factor moves by exactly each phase's move, whatever the seed (${seed})`, () => {
      const path = generatePath({ ...crash, seed })
      for (const phase of crash.path.phases) {
        const segment = path.segments.find((each) => each.name === phase.name)
        assert.ok(segment)
        const moved = (path.common[segment.last] ?? 0) - (path.common[segment.first] ?? 0)
        assert.ok(Math.abs(moved - phase.moveLog) < 1e-12, `${phase.name}: ${moved} instead of ${phase.moveLog}`)
      }
    })

  test('segments follow the clock: calm of 600 s ends at batch 120, a jump of 15 s lasts three batches', () => {
    const { segments } = generatePath(crash)
    assert.deepEqual(
      segments.slice(0, 3).map(({ name, first, last }) => [name, first, last]),
      [
        ['calm', 0, 120],
        ['jump', 120, 123],
        ['slide', 123, 543],
      ],
    )
    assert.equal(segments.at(-1)?.last, 3960)
  })

  test('a phase shorter than a batch still makes its whole move', () => {
    const phase = {
      name: 'gap',
      kind: 'jump',
      durationSec: 1,
      moveLog: -0.2,
      volMultiple: 1,
      volumeMultiple: 1,
      waves: null,
    } as const
    const path = generatePath({ ...crash, path: { ...crash.path, phases: [phase] } })
    assert.ok(Math.abs((path.common[121] ?? 0) - (path.common[120] ?? 0) + 0.2) < 1e-12)
  })

  test('waves end where they began', () => {
    const waves = { count: 3, amplitudeLog: 0.05 }
    const flat = {
      name: 'swing',
      kind: 'chop',
      durationSec: 600,
      moveLog: 0,
      volMultiple: 0,
      volumeMultiple: 1,
      waves,
    } as const
    const { common } = generatePath({ ...crash, path: { ...crash.path, phases: [flat] } })
    const start = common[120] ?? 0
    assert.ok(Math.abs((common[240] ?? 0) - start) < 1e-12)
    // A quarter of the first of three waves lies a twelfth of 120 batches in.
    assert.ok(Math.abs((common[130] ?? 0) - start - 0.05) < 1e-12)
  })

  test('variance and correlation of returns are those of the parameters', () => {
    const count = 40_000
    const path = generatePath(plain(5, count))
    const day = 86_400_000 / crash.clock.batchMs
    const common = crash.path.commonVolDaily
    for (const [a, b] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const) {
      const [first, second] = [crash.path.markets[a], crash.path.markets[b]]
      assert.ok(first && second)
      const [x, y] = [first, second].map((market) =>
        returnsOf(path.logPrices.get(market.instrument) ?? new Float64Array(0)),
      )
      assert.ok(x && y)
      const vol = (market: typeof first) => Math.hypot(market.beta * common, market.idioVolDaily)
      const expected = (first.beta * second.beta * common * common) / (vol(first) * vol(second))
      const measured =
        x.reduce((sum, value, at) => sum + value * (y[at] ?? 0), 0) / count / Math.sqrt(varianceOf(x) * varianceOf(y))
      assert.ok(Math.abs(measured - expected) < 0.015, `correlation ${measured}, expected ${expected}`)
      const ratio = (varianceOf(x) * day) / (vol(first) * vol(first))
      assert.ok(Math.abs(ratio - 1) < 0.03, `variance ratio ${ratio}`)
    }
  })

  test('the volatility multiple scales a phase and nothing else', () => {
    const chop = {
      name: 'chop',
      kind: 'chop',
      durationSec: 100_000,
      moveLog: 0,
      volMultiple: 4,
      volumeMultiple: 1,
      waves: null,
    } as const
    const clock = { ...crash.clock, calmSec: 100_000, horizonSec: 200_000, counterfactualSec: 0 }
    const path = generatePath({ ...crash, clock, path: { ...crash.path, phases: [chop] } })
    const returns = returnsOf(path.logPrices.get('BTC-PERP') ?? new Float64Array(0))
    const ratio = varianceOf(returns.slice(20_000)) / varianceOf(returns.slice(0, 20_000))
    assert.ok(Math.abs(ratio / 16 - 1) < 0.06, `variance ratio ${ratio}`)
  })

  test('prices start at the stated price, spots at their basis', () => {
    const path = generatePath(crash)
    assert.ok(Math.abs(priceOf(path, 'BTC-PERP', 0) - 60_000) < 1e-6)
    assert.ok(Math.abs(priceOf(path, 'BTC/USDC', 700) / priceOf(path, 'BTC-PERP', 700) - (1 - 2e-4)) < 1e-12)
    assert.equal(timeOf(path, 2) - timeOf(path, 0), 10_000)
    assert.equal(segmentAt(path, 120).name, 'calm')
    assert.equal(segmentAt(path, 121).name, 'jump')
  })

  test('the same seed gives the same bytes, another seed another path', () => {
    const bytes = (seed: number) =>
      Buffer.from((generatePath({ ...crash, seed }).logPrices.get('SOL-PERP') ?? new Float64Array(0)).buffer)
    assert.deepEqual(bytes(1), bytes(1))
    assert.notDeepEqual(bytes(1), bytes(2))
  })
})
