import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { exp, log, normalUpperTail } from '../math/index.ts'
import {
  distanceInSigmas,
  touchLogProbabilityGbm,
  touchProbabilitiesGbm,
  touchProbabilityGbm,
} from './first-passage-gbm.ts'

const touch = (drift: number, vol: number, levelRatio: number, time: number): number =>
  touchProbabilityGbm({ kind: 'gbm', drift, vol }, { levelRatio, time })

const near = (got: number, wanted: number, relative: number): void =>
  assert.ok(Math.abs(got / wanted - 1) <= relative, `${got} is not ${wanted}`)

describe('touchProbabilityGbm', () => {
  // drift = σ²/2 leaves a driftless logarithm, where P = 2·N(−|b|/(σ√T))
  for (const [ratio, time] of [
    [0.99, 1 / 365],
    [0.8, 0.02],
    [1.25, 0.02],
    [0.5, 0.003],
    [3, 0.01],
  ] as const)
    test(`twice the tail without log drift: level ${ratio} within ${time}`, () =>
      near(touch(0.08, 0.4, ratio, time), 2 * normalUpperTail(Math.abs(log(ratio)) / (0.4 * Math.sqrt(time))), 1e-12))

  // printed by QuantLib's digital American engine to 16 digits
  for (const [drift, vol, days, ratio, wanted] of [
    [0, 0.4, 1, 0.8, 1.7911008747505158e-26],
    [0.5, 0.4, 1, 0.8, 8.905428434601927e-27],
    [-0.5, 0.4, 7, 0.98, 0.7658569441350975],
    [0, 0.8, 30, 0.98, 0.9388318987509623],
  ] as const)
    test(`published: drift ${drift}, vol ${vol}, ${days} days, level ${ratio}`, () =>
      near(touch(drift, vol, ratio, days / 365), wanted, 1e-12))

  test('a level is certain where the price stands, and out of reach at time 0', () => {
    assert.equal(touch(0, 0.5, 1, 0), 1)
    assert.equal(touch(0, 0.5, 0.99, 0), 0)
  })

  test('up and down mirror each other with the log drift', () => {
    const down = touch(0.3, 0.5, 0.9, 0.1)
    near(touch(0.25 - 0.3, 0.5, 1 / 0.9, 0.1), down, 1e-12) // ν = 0.175 turns into −0.175
  })

  test('it rises with time and falls with distance', () =>
    fc.assert(
      fc.property(
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.double({ min: 0.05, max: 3, noNaN: true }),
        fc.double({ min: 0.3, max: 0.999, noNaN: true }),
        fc.double({ min: 1e-4, max: 2, noNaN: true }),
        (drift, vol, ratio, time) => {
          const p = touch(drift, vol, ratio, time)
          assert.ok(p >= 0 && p <= 1)
          assert.ok(touch(drift, vol, ratio, time * 1.1) >= p * (1 - 1e-12))
          assert.ok(touch(drift, vol, ratio * 0.99, time) <= p * (1 + 1e-12))
        },
      ),
    ))

  for (const [field, drift, vol, ratio, time] of [
    ['vol', 0, 0, 0.9, 1],
    ['vol', 0, NaN, 0.9, 1],
    ['time', 0, 0.5, 0.9, -1],
    ['levelRatio', 0, 0.5, 0, 1],
    ['drift', Infinity, 0.5, 0.9, 1],
  ] as const)
    test(`${field} out of range is refused by name`, () =>
      assert.throws(() => touch(drift, vol, ratio, time), { name: 'ForecastInputError', field }))
})

describe('touchProbabilitiesGbm', () => {
  const dynamics = { kind: 'gbm', drift: 0.1, vol: 0.5 } as const
  const levelRatios = Float64Array.of(0.8, 0.95, 1, 1.1)

  test('gives what each level alone gives', () => {
    const out = new Float64Array(4)
    touchProbabilitiesGbm(dynamics, { levelRatios, time: 0.02 }, out)
    for (const [i, levelRatio] of levelRatios.entries()) assert.equal(out[i], touch(0.1, 0.5, levelRatio, 0.02))
  })

  test('an array of another length is refused by name', () =>
    assert.throws(() => touchProbabilitiesGbm(dynamics, { levelRatios, time: 0.02 }, new Float64Array(3)), {
      name: 'ForecastInputError',
      field: 'out.length',
    }))
})

describe('touchLogProbabilityGbm', () => {
  test('agrees with the probability where there is one', () =>
    fc.assert(
      fc.property(
        fc.double({ min: -50, max: 50, noNaN: true }),
        fc.double({ min: 0.5, max: 0.999, noNaN: true }),
        fc.double({ min: 1e-3, max: 1, noNaN: true }),
        (drift, levelRatio, time) => {
          const dynamics = { kind: 'gbm', drift, vol: 0.5 } as const
          const p = touchProbabilityGbm(dynamics, { levelRatio, time })
          fc.pre(p > 1e-280)
          const logP = touchLogProbabilityGbm(dynamics, { levelRatio, time })
          assert.ok(Math.abs(exp(logP - log(p)) - 1) < 1e-9, `${logP} against ${log(p)}`)
        },
      ),
    ))

  test('goes on where the probability is 0: 40 sigmas are ln 2 + ln N(−40)', () => {
    const dynamics = { kind: 'gbm', drift: 0.02, vol: 0.2 } as const
    const logP = touchLogProbabilityGbm(dynamics, { levelRatio: exp(-8), time: 1 })
    near(logP, log(2) - 800 - log(40 * Math.sqrt(2 * 3.141592653589793)) - 1 / 1600, 1e-8)
  })
})

describe('distanceInSigmas', () => {
  test('counts standard deviations of the horizon', () => {
    near(distanceInSigmas(0.5, { levelRatio: exp(-0.1), time: 0.04 }), 1, 1e-14)
    assert.equal(distanceInSigmas(0.5, { levelRatio: 0.9, time: 0 }), Infinity)
    assert.equal(distanceInSigmas(0.5, { levelRatio: 1, time: 0 }), 0)
  })
})
