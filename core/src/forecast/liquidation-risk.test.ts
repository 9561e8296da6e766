import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { exp, log, normalCdf } from '../math/index.ts'
import { touchProbabilityGbm } from './first-passage-gbm.ts'
import type { KouDynamics } from './kou-dynamics.ts'
import { liquidationRisk, type LeveragedPosition, type PriceDynamics } from './liquidation-risk.ts'
import { deviations, estimate, increment, simulateArrival, turned, type Draws } from './passage.fixtures.ts'

const long: LeveragedPosition = {
  side: 'long',
  contract: 'linear',
  size: 2,
  price: 100,
  liquidationPrice: 95,
  bankruptcyPrice: 94,
}
const short: LeveragedPosition = { ...long, side: 'short', liquidationPrice: 105, bankruptcyPrice: 106.5 }
const kou: KouDynamics = {
  kind: 'kou',
  logDrift: -1,
  vol: 0.6,
  intensity: 60,
  upProbability: 0.35,
  upRate: 60,
  downRate: 40,
}
const gbm: PriceDynamics = { kind: 'gbm', drift: 0, vol: 0.8 }
const HOUR = 1 / 8760
const DAY = 1 / 365

const near = (got: number, wanted: number, relative: number): void =>
  assert.ok(Math.abs(got / wanted - 1) <= relative, `${got} is not ${wanted}`)

const riskOf = (position: LeveragedPosition, dynamics: PriceDynamics, latency: number, cost = 0, horizon = DAY) => {
  const [risk] = liquidationRisk(position, [horizon], dynamics, { latency, cost })
  assert.ok(risk !== undefined)
  return risk
}

describe('liquidationRisk', () => {
  for (const [name, position] of [
    ['linear long', long],
    ['linear short', short],
    ['inverse long', { ...long, contract: 'inverse' }],
    ['inverse short', { ...short, contract: 'inverse' }],
  ] as const)
    test(`${name}: jumps, an hour of latency and a cost of 0.2 %, against simulated closes`, () => {
      const [cost, latency, horizon] = [0.002, HOUR, 3 * DAY]
      const risk = riskOf(position, kou, latency, cost, horizon)
      const sign = position.side === 'long' ? -1 : 1
      const towards = sign === 1 ? kou : turned(kou)
      const distance = Math.abs(log((position.liquidationPrice ?? 0) / 100))
      const bankrupt = position.bankruptcyPrice ?? 0
      const lack = (draws: Draws): number | null => {
        const arrival = simulateArrival(towards, distance, horizon, draws)
        if (arrival.kind === 'never') return null
        const moved = distance + (arrival.kind === 'jumped' ? arrival.over : 0) + increment(towards, latency, draws)
        const fill = 100 * exp(sign * moved)
        // settlement value of the close at the fill, with its cost, against that at the bankruptcy price
        if (position.contract === 'linear')
          return sign === -1 ? 2 * (bankrupt - fill * (1 - cost)) : 2 * (fill * (1 + cost) - bankrupt)
        return sign === -1 ? 2 * ((1 + cost) / fill - 1 / bankrupt) : 2 * (1 / bankrupt - (1 - cost) / fill)
      }
      const mean = (value: (lacking: number | null) => number) => estimate(11, 15_000, (draws) => value(lack(draws)))
      assert.ok(
        deviations(
          mean((lacking) => (lacking === null ? 0 : 1)),
          risk.liquidation,
        ) < 4,
      )
      assert.ok(
        deviations(
          mean((lacking) => ((lacking ?? 0) > 0 ? 1 : 0)),
          risk.badDebt,
        ) < 4,
      )
      assert.ok(
        deviations(
          mean((lacking) => Math.max(0, lacking ?? 0)),
          risk.expectedLoss,
        ) < 4,
      )
    })

  test('without jumps and cost: the touch times a normal tail of the latency', () => {
    const risk = riskOf(long, gbm, HOUR)
    const touched = touchProbabilityGbm({ kind: 'gbm', drift: 0, vol: 0.8 }, { levelRatio: 0.95, time: DAY })
    near(risk.liquidation, touched, 1e-14)
    const tail = normalCdf((log(94 / 95) + 0.32 * HOUR) / (0.8 * Math.sqrt(HOUR)))
    near(risk.badDebt, touched * tail, 1e-12)
    near(
      risk.bankruptcy,
      touchProbabilityGbm({ kind: 'gbm', drift: 0, vol: 0.8 }, { levelRatio: 0.94, time: DAY }),
      1e-14,
    )
    near(risk.sigmasToLiquidation ?? 0, -log(0.95) / (0.8 * Math.sqrt(DAY)), 1e-14)
  })

  test('touching the liquidation level is not bad debt: without latency and jumps there is none', () => {
    const risk = riskOf(long, gbm, 0)
    assert.ok(risk.liquidation > 0.1)
    assert.equal(risk.badDebt, 0)
    assert.equal(risk.expectedLoss, 0)
    assert.equal(risk.lossGivenBadDebt, 0)
  })

  test('with jumps alone the loss given bad debt of a linear long is B·size/(η + 1)', () =>
    near(riskOf(long, kou, 0).lossGivenBadDebt, (94 * 2) / 41, 1e-9))

  test('a position beyond its level is being closed, one without levels is safe', () => {
    const breached = riskOf({ ...long, price: 95 }, gbm, HOUR)
    assert.equal(breached.liquidation, 1)
    assert.equal(breached.sigmasToLiquidation, 0)
    near(breached.badDebt, normalCdf((log(94 / 95) + 0.32 * HOUR) / (0.8 * Math.sqrt(HOUR))), 1e-12)
    const bankrupt = riskOf({ ...long, price: 90 }, gbm, 0)
    assert.equal(bankrupt.badDebt, 1)
    near(bankrupt.expectedLoss, 8, 1e-12) // 2 · (94 − 90)
    const safe = riskOf({ ...long, liquidationPrice: null, bankruptcyPrice: null }, kou, HOUR)
    assert.deepEqual(
      [safe.liquidation, safe.bankruptcy, safe.badDebt, safe.expectedLoss, safe.sigmasToLiquidation],
      [0, 0, 0, 0, null],
    )
  })

  test('more time, latency and cost never lower the risk; bad debt needs a liquidation', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(long, short),
        fc.double({ min: 0.1, max: 20, noNaN: true }),
        fc.double({ min: 0, max: 0.01, noNaN: true }),
        (position, hours, cost) => {
          const one = riskOf(position, { ...kou, logDrift: 0 }, hours * HOUR, cost)
          const longer = riskOf(position, { ...kou, logDrift: 0 }, hours * HOUR, cost + 0.001, 2 * DAY)
          assert.ok(one.badDebt <= one.liquidation + 1e-12 && one.bankruptcy <= one.liquidation + 1e-9)
          assert.ok(longer.badDebt >= one.badDebt && longer.expectedLoss >= one.expectedLoss)
        },
      ),
      { numRuns: 20 },
    ))

  for (const [field, change] of [
    ['size', { size: 0 }],
    ['liquidationPrice', { liquidationPrice: -1 }],
    ['bankruptcyPrice', { bankruptcyPrice: 96 }],
    ['price', { price: NaN }],
  ] as const)
    test(`${field} out of range is refused by name`, () =>
      assert.throws(() => riskOf({ ...long, ...change }, gbm, HOUR), { name: 'ForecastInputError', field }))
})
