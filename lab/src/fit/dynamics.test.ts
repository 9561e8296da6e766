import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { math } from '@ebbline/core'
import type { BookStates } from './book-states.ts'
import { fitImpact, impactSums } from './impact.ts'
import { syntheticMetaorders, type Aggressor, type Metaorder } from './metaorders.ts'
import { fitRefill, refillSums } from './refill.ts'
import { fitResponse, responseSums, type FlowMinutes } from './response.ts'

const stream = math.randomStream(1, 1)

describe('fitRefill', () => {
  // Log depth forgets half of a shortfall in 2 s: φ = 2^(-1/20) a step of 0.1 s. Nobody trades but every 50th step, where a third is taken
  // and the book has all of it back at once, so that trades leave nothing missing.
  const looks = 12_000
  const phi = 2 ** (-1 / 20)
  const path = (seed: number): Float64Array => {
    const noise = math.randomStream(seed, 7)
    const logs = new Float64Array(looks)
    for (let at = 1; at < looks; at += 1) logs[at] = phi * (logs[at - 1] ?? 0) + 0.1 * math.normal(noise, at)
    return logs.map((value) => 1000 * Math.exp(value))
  }
  const states = (seed: number): BookStates => ({
    stepUs: 100_000,
    firstUs: 0,
    mid: new Float64Array(looks),
    spreadBps: new Float64Array(looks),
    bps: [5],
    bid: [path(seed)],
    ask: [path(seed + 100)],
  })
  test('a planted half-life of two seconds lies in the interval, and a trade that is made good at once leaves nothing', () => {
    const groups = [1, 2, 3].map((seed) => {
      const each = states(seed)
      const taken = (side: Float64Array | undefined): Float64Array =>
        new Float64Array(looks).map((_, at) => (at % 50 === 0 ? (side?.[at] ?? 0) / 3 : 0))
      return refillSums(each, { bid: taken(each.bid[0]), ask: taken(each.ask[0]) }, { band: 0, stretchSec: 60 })
    })
    const { halfLifeSec, missingAfterTrade } = fitRefill(groups, stream)
    assert.ok(halfLifeSec.low < 2 && 2 < halfLifeSec.high, JSON.stringify(halfLifeSec))
    assert.ok(halfLifeSec.high / halfLifeSec.low < 1.6, JSON.stringify(halfLifeSec))
    assert.ok(missingAfterTrade.low < 0 && 0 < missingAfterTrade.high, JSON.stringify(missingAfterTrade))
  })
})

describe('syntheticMetaorders', () => {
  const order = (receivedUs: number, side: 1 | -1, size: number): Aggressor => ({ receivedUs, side, size })
  const mids = { before: (us: number): number => 100 + us / 10, after: (us: number): number => 101 + us / 10 }
  test('one trader: runs of one side are metaorders, and the last run is still open', () => {
    const found = syntheticMetaorders([order(10, 1, 2), order(20, 1, 3), order(30, -1, 4), order(40, 1, 9)], mids, {
      traders: 1,
      stream,
    })
    assert.deepEqual(found, [
      { startUs: 10, size: 5, orders: 2, move: Math.log(103 / 101) },
      { startUs: 30, size: 4, orders: 1, move: -Math.log(104 / 103) },
    ])
  })
  test('sizes are neither lost nor invented: what is not open is in a metaorder', () => {
    const orders = Array.from({ length: 500 }, (_, at) => order(at, math.uniform(stream, at) < 0.5 ? 1 : -1, 1))
    const found = syntheticMetaorders(orders, mids, { traders: 7, stream })
    const closed = found.reduce((sum, { size }) => sum + size, 0)
    assert.ok(closed <= 500 && closed >= 500 - 7 * 40)
    assert.equal(
      closed,
      found.reduce((sum, metaorder) => sum + metaorder.orders, 0),
    )
  })
})

describe('fitImpact', () => {
  // move/σ = 0.8·f(q) + noise, straight below 1e-6
  const planted = (seed: number): readonly Metaorder[] => {
    const draws = math.randomStream(seed, 3)
    return Array.from({ length: 6000 }, (_, at) => {
      const q = 10 ** (-8 + 4 * math.uniform(draws, 2 * at))
      const shape = q < 1e-6 ? q / 1e-3 : Math.sqrt(q)
      const move = 0.03 * (0.8 * shape + 2e-4 * math.normal(draws, 20_001 + 2 * at))
      return { startUs: at * 50_000, size: q * 1e6, move, orders: 1 }
    })
  }
  test('planted Y and crossover lie in their intervals', () => {
    const scale = { dailyVolatility: 0.03, dailyVolume: 1e6 }
    const { y, crossover, n } = fitImpact(
      [1, 2, 3].map((seed) => impactSums(planted(seed), scale, 30)),
      stream,
    )
    assert.equal(n, 18_000)
    assert.ok(y.low < 0.8 && 0.8 < y.high && y.high - y.low < 0.05, JSON.stringify(y))
    assert.ok(crossover.low <= 1e-6 && 1e-6 <= crossover.high * 1.0001, JSON.stringify(crossover))
  })
})

describe('fitResponse', () => {
  // G(l) = 0.6·(0.7 + 0.3·2^(-l/4)): the step of lag l is G(l) - G(l-1). Flow remembers its sign.
  const level = (lag: number): number => 0.6 * (0.7 + 0.3 * 2 ** (-lag / 4))
  const market = (seed: number): FlowMinutes => {
    const draws = math.randomStream(seed, 5)
    const minutes = 4000
    const flow = new Float64Array(minutes)
    const logClose = new Float64Array(minutes)
    let sign = 1
    for (let at = 0; at < minutes; at += 1) {
      if (math.uniform(draws, 3 * at) < 0.3) sign = -sign
      flow[at] = sign * 1e-4 * math.exponential(draws, 3 * at + 1)
      let move = 0.0005 * math.normal(draws, 3 * at + 2)
      for (let lag = 0; lag <= 60 && lag <= at; lag += 1) {
        const q = flow[at - lag] ?? 0
        move += (lag === 0 ? level(0) : level(lag) - level(lag - 1)) * Math.sign(q) * Math.sqrt(Math.abs(q))
      }
      logClose[at] = (logClose[at - 1] ?? 0) + 0.02 * move
    }
    return { firstMs: 0, logClose, flow, dailyVolatility: 0.02 }
  }
  test('a planted permanent share and half-life lie in their intervals although flow goes on in its direction', () => {
    const { permanentShare, halfLifeSec } = fitResponse(responseSums([1, 2].map(market), 30), stream)
    assert.ok(permanentShare.low < 0.7 && 0.7 < permanentShare.high, JSON.stringify(permanentShare))
    assert.ok(Math.abs(permanentShare.value - 0.7) < 0.05, JSON.stringify(permanentShare))
    assert.ok(halfLifeSec.low < 240 && 240 < halfLifeSec.high, JSON.stringify(halfLifeSec))
  })
})
