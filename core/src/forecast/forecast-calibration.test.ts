import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { exp, randomStream } from '../math/index.ts'
import { brierDecomposition, reliabilityCurve, type ForecastOutcome } from './calibration.ts'
import type { KouDynamics } from './kou-dynamics.ts'
import { liquidationRisk, type LeveragedPosition } from './liquidation-risk.ts'
import { bridgeTouch, drawsFrom, increment, simulateArrival, turned, type Draws } from './passage.fixtures.ts'

const HORIZON = 1 / 365
const SEED = 20_260_101

/** A position and a market, drawn anew for each forecast: distance 1 to 12 %, vol 30 to 120 %, long or short. */
interface Situation {
  readonly position: LeveragedPosition
  readonly kou: KouDynamics
  readonly distance: number
  readonly draws: Draws
}

const situation = (index: number, intensityMax: number): Situation => {
  const draws = drawsFrom(randomStream(SEED, index))
  const u = (): number => draws.next('uniform')
  const side = u() < 0.5 ? 'long' : 'short'
  const sign = side === 'long' ? -1 : 1
  const distance = 0.01 + 0.11 * u()
  const kou = {
    kind: 'kou',
    logDrift: 2 * u() - 1,
    vol: 0.3 + 0.9 * u(),
    intensity: intensityMax * u(),
    upProbability: u(),
    upRate: 20 + 60 * u(),
    downRate: 20 + 60 * u(),
  } as const
  const liquidationPrice = exp(sign * distance)
  const bankruptcyPrice = exp(sign * (distance + 0.005))
  const position = { side, contract: 'linear', size: 1, price: 1, liquidationPrice, bankruptcyPrice } as const
  return { position, kou, distance, draws }
}

/** What was forecast of the liquidation and of the bad debt after ten minutes, and what one simulated future brought. */
const judged = (index: number, intensityMax: number, volFactor: number) => {
  const { position, kou, distance, draws } = situation(index, intensityMax)
  const latency = 10 / 525_600
  const believed = { ...kou, vol: kou.vol * volFactor }
  const [risk] = liquidationRisk(position, [HORIZON], believed, { latency, cost: 0 })
  assert.ok(risk !== undefined)
  const towards = position.side === 'short' ? kou : turned(kou)
  const arrival = simulateArrival(towards, distance, HORIZON, draws)
  const over = arrival.kind === 'jumped' ? arrival.over : 0
  const isBad = arrival.kind !== 'never' && over + increment(towards, latency, draws) > 0.005
  return {
    liquidation: { probability: risk.liquidation, happened: arrival.kind !== 'never' },
    badDebt: { probability: risk.badDebt, happened: isBad },
  }
}

const allInside = (forecasts: readonly ForecastOutcome[], bins: number): boolean =>
  reliabilityCurve(forecasts, { bins, z: 3 }).every(
    ({ meanForecast, low, high }) => low <= meanForecast && meanForecast <= high,
  )

describe('forecasts of liquidation and bad debt', () => {
  for (const [name, intensityMax, n] of [
    ['without jumps', 0, 3000],
    ['with jumps', 200, 400],
  ] as const)
    test(`${name}, ${n} simulated futures: every bin of ten holds its forecast within three deviations`, () => {
      const all = Array.from({ length: n }, (_, index) => judged(index, intensityMax, 1))
      assert.ok(
        allInside(
          all.map((one) => one.liquidation),
          10,
        ),
      )
      assert.ok(
        allInside(
          all.map((one) => one.badDebt),
          5,
        ),
      )
      const { reliability, skill } = brierDecomposition(
        all.map((one) => one.liquidation),
        10,
      )
      assert.ok(reliability < 10 / n, `reliability ${reliability}`) // of the order of one bin's variance
      assert.ok(skill > 0.3, `skill ${skill}`)
    })

  test('a volatility taken for 30 % too low is found out', () => {
    const all = Array.from({ length: 1500 }, (_, index) => judged(index, 0, 0.7).liquidation)
    assert.ok(!allInside(all, 10))
  })
})

describe('bridge of the fixtures', () => {
  test('a bridge between two points touches zero as often as a finely cut one', () => {
    const [from, to, cuts, paths] = [0.5, 0.7, 400, 400]
    let touched = 0
    for (let path = 0; path < paths; path += 1) {
      const draws = drawsFrom(randomStream(SEED, 1_000_000 + path))
      let x = from
      for (let k = 0; k < cuts && x > 0; k += 1) {
        const left = cuts - k
        x += (to - x) / left + Math.sqrt(((left - 1) / left) * (1 / cuts)) * draws.next('normal')
      }
      touched += x <= 0 ? 1 : 0
    }
    // looking only every 1/400 misses what lies 0.58/20 beyond: Broadie, Glasserman & Kou 1997
    const wanted = bridgeTouch(from + 0.029, to + 0.029, 1)
    assert.ok(Math.abs(touched / paths - wanted) < 4 * Math.sqrt((wanted * (1 - wanted)) / paths))
  })
})
