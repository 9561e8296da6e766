import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { RandomArgumentError } from '../../math/index.ts'
import { ForecastInputError } from '../forecast-input-error.ts'
import type { HestonVol, KouJumps, MertonJumps, PathDynamics } from './dynamics.ts'
import { pathsOf, sigmas } from './moments.fixtures.ts'
import { openPaths, type PathsSpec } from './paths.ts'

const heston: HestonVol = {
  kind: 'heston',
  scheme: 'qe-m',
  variance: 0.09,
  reversion: 2,
  longVariance: 0.04,
  volOfVariance: 0.5,
  correlation: -0.7,
}
const merton: MertonJumps = { kind: 'merton', intensity: 6, jumpMean: -0.05, jumpDeviation: 0.08 }
const kou: KouJumps = { kind: 'kou', intensity: 9, upProbability: 0.4, upRate: 25, downRate: 15 }
const constant = { kind: 'constant', vol: 0.3 } as const

const laws: Readonly<Record<string, PathDynamics>> = {
  GBM: { spot: 50, carry: 0.08, diffusion: constant },
  Merton: { spot: 50, carry: 0.08, diffusion: constant, jumps: merton },
  Kou: { spot: 50, carry: 0.08, diffusion: constant, jumps: kou },
  Heston: { spot: 50, carry: 0.08, diffusion: heston },
  Bates: { spot: 50, carry: 0.08, diffusion: heston, jumps: merton },
}

describe('openPaths', () => {
  const spec: PathsSpec = {
    seed: 3,
    stream: 1,
    first: 0,
    count: 2500,
    years: 1 / 52,
    assets: [laws['Bates'], laws['Kou'], laws['Heston']].filter((law) => law !== undefined),
    correlation: [
      [1, 0.6, 0.5],
      [0.6, 1, 0.3],
      [0.5, 0.3, 1],
    ],
  }
  const end = (first: number, count: number): readonly (readonly Float64Array[])[] => {
    const shard = openPaths({ ...spec, first, count })
    for (let step = 0; step < 12; step += 1) shard.advance()
    return shard.assets.map(({ logSpot, variance }) => [logSpot, variance])
  }
  const bytes = (parts: readonly (readonly Float64Array[])[]): string =>
    Buffer.concat(parts.flat().map((array) => Buffer.from(array.buffer))).toString('base64')
  const joined = (shards: number): string => {
    const cut = Array.from({ length: shards + 1 }, (_, at) => Math.floor((at * spec.count) / shards))
    const parts = cut.slice(1).map((to, at) => end(cut[at] ?? 0, to - (cut[at] ?? 0)))
    const whole = spec.assets.map((_, asset) =>
      [0, 1].map((column) => Float64Array.from(parts.flatMap((part) => [...(part[asset]?.[column] ?? [])]))),
    )
    return bytes(whole)
  }

  test('1, 2 or 8 shards give the same paths bit for bit', () => {
    const whole = joined(1)
    assert.equal(joined(2), whole)
    assert.equal(joined(8), whole)
  })

  test('another seed, stream or asset gives other paths', () => {
    const law = laws['GBM'] ?? assert.fail()
    const first = (seed: number, stream: number): readonly number[] => {
      const shard = openPaths({ seed, stream, first: 0, count: 1, years: 1, assets: [law, law] })
      shard.advance()
      return shard.assets.map(({ logSpot }) => logSpot[0] ?? 0)
    }
    assert.equal(new Set([...first(1, 1), ...first(2, 1), ...first(1, 2)]).size, 6)
  })

  for (const [name, law] of Object.entries(laws))
    test(`${name}: the mean price grows by carry alone`, () => {
      const { logSpot } = pathsOf(law, { years: 1 / 8, steps: 4, count: 20_000 })
      assert.ok(Math.abs(sigmas(logSpot, Math.exp, 50 * Math.exp(0.04))) < 4)
    })

  // [law, variance, third central moment of ln S after half a year]: from the cumulants of a compound Poisson sum
  const half = 0.5
  const rows: readonly (readonly [string, number, number])[] = [
    ['GBM', 0.09 * half, 0],
    ['Merton', half * (0.09 + 6 * (0.05 ** 2 + 0.08 ** 2)), -half * 6 * (0.05 ** 3 + 3 * 0.05 * 0.08 ** 2)],
    ['Kou', half * (0.09 + 18 * (0.4 / 625 + 0.6 / 225)), half * 54 * (0.4 / 15_625 - 0.6 / 3375)],
  ]
  for (const [name, variance, third] of rows)
    test(`${name}: variance and skew of the logarithm are those of the law, for one step as for many`, () => {
      const law = laws[name] ?? assert.fail()
      for (const steps of [1, 5]) {
        const { logSpot } = pathsOf(law, { years: half / steps, steps, count: 20_000 })
        const mean = logSpot.reduce((sum, x) => sum + x, 0) / logSpot.length
        assert.ok(Math.abs(sigmas(logSpot, (x) => (x - mean) ** 2, variance)) < 4)
        assert.ok(Math.abs(sigmas(logSpot, (x) => (x - mean) ** 3, third)) < 4)
      }
    })

  test('prices correlate as the matrix says', () => {
    const law = laws['GBM'] ?? assert.fail()
    const correlation = [
      [1, -0.8],
      [-0.8, 1],
    ]
    const shard = openPaths({ seed: 1, stream: 1, first: 0, count: 20_000, years: 1, assets: [law, law], correlation })
    shard.advance()
    const [one, other] = shard.assets.map(({ logSpot }) => logSpot.map((x) => (x - Math.log(50) - 0.035) / 0.3))
    const products = (one ?? new Float64Array(0)).map((x, at) => x * (other?.[at] ?? 0))
    assert.ok(Math.abs(sigmas(products, (x) => x, -0.8)) < 4)
  })

  test('steps are counted', () => {
    const shard = openPaths({ ...spec, count: 1 })
    shard.advance()
    shard.advance()
    assert.equal(shard.step, 2)
  })
})

describe('openPaths refuses', () => {
  const law = laws['Bates'] ?? assert.fail()
  const spec = { seed: 1, stream: 1, first: 0, count: 4, years: 0.01, assets: [law] }
  const withVol = (change: Partial<HestonVol>): PathsSpec => ({
    ...spec,
    assets: [{ ...law, diffusion: { ...heston, ...change } }],
  })
  const withJumps = (change: Partial<KouJumps>): PathsSpec => ({
    ...spec,
    assets: [{ ...law, jumps: { ...kou, ...change } }],
  })
  const rows: readonly (readonly [string, PathsSpec, RegExp])[] = [
    ['a step of no length', { ...spec, years: 0 }, /years a step = 0/],
    ['NaN years', { ...spec, years: Number.NaN }, /years a step = NaN/],
    ['no path', { ...spec, count: 0 }, /count = 0/],
    ['no asset', { ...spec, assets: [] }, /assets = 0/],
    ['a price of 0', { ...spec, assets: [{ ...law, spot: 0 }] }, /spot = 0/],
    ['a correlation above 1', withVol({ correlation: 1.01 }), /correlation = 1.01/],
    ['a negative variance', withVol({ variance: -0.1 }), /variance = -0.1/],
    ['no vol of variance', withVol({ volOfVariance: 0 }), /volOfVariance = 0 .*constant volatility/],
    ['too many jumps a step', withJumps({ intensity: 2001 }), /intensity = 2001 .*shorter steps/],
    ['jumps of infinite mean', withJumps({ upRate: 1 }), /upRate = 1 .*above 1/],
    ['a matrix of the wrong size', { ...spec, correlation: [] }, /rows of correlation = 0/],
  ]
  for (const [name, bad, message] of rows)
    test(name, () => {
      assert.throws(() => openPaths(bad), ForecastInputError)
      assert.throws(() => openPaths(bad), message)
    })

  test('paths beyond number 2^32', () =>
    assert.throws(() => openPaths({ ...spec, first: 2 ** 32 - 3 }).advance(), RandomArgumentError))
})
