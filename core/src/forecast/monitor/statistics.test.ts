import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fillNormals, randomStream } from '../../math/index.ts'
import { archLm } from './arch-lm.ts'
import { holm } from './holm.ts'
import { bipowerRatio, jumpStatistics, leeMykland } from './jump-tests.ts'
import { ljungBox } from './ljung-box.ts'
import { jarqueBera } from './normality.ts'
import { hillTailIndex } from './tail-index.ts'

const isNear = (got: number, wanted: number): void =>
  assert.ok(Math.abs(got - wanted) < 1e-12 * Math.max(1, Math.abs(wanted)), `${got} is not ${wanted}`)

/** −1, 1, −1, 1 … */
const zigzag = (length: number): Float64Array => Float64Array.from({ length }, (_, at) => (at % 2 === 0 ? -1 : 1))

describe('jarqueBera', () => {
  // two values, half each: skewness 0, kurtosis 1, so n/6 · (1 − 3)²/4 = n/6, and χ² of two degrees has tail e^(−x/2)
  test('of a zigzag of 12', () => {
    const { statistic, pValue } = jarqueBera(zigzag(12))
    isNear(statistic, 2)
    isNear(pValue, Math.exp(-1))
  })
})

describe('hillTailIndex', () => {
  // sizes 1, 1, e, e²: the two largest over 1 have logs 1 and 2, mean 1.5
  test('by hand', () => {
    const { index, used } = hillTailIndex(Float64Array.of(1, -Math.E, Math.E ** 2, -1), 0.5)
    assert.equal(used, 2)
    isNear(index, 1 / 1.5)
  })
})

describe('ljungBox', () => {
  // a zigzag of 4: ρ₁ = −3/4, so 4·6·(9/16)/3 = 4.5
  test('by hand', () => isNear(ljungBox(zigzag(4), 1).statistic, 4.5))
})

describe('archLm', () => {
  test('with one lag is the count times the squared correlation of neighbours', () => {
    const returns = new Float64Array(60)
    fillNormals(randomStream(1, 1), 0, returns)
    const squares = [...returns].map((each) => each * each)
    const pairs = squares.slice(1).map((each, at) => [squares[at] ?? 0, each] as const)
    const mean = (pick: 0 | 1): number => pairs.reduce((sum, pair) => sum + pair[pick] / pairs.length, 0)
    const [before, after] = [mean(0), mean(1)]
    const moment = (of: (pair: readonly [number, number]) => number): number =>
      pairs.reduce((sum, pair) => sum + of(pair), 0)
    const shared = moment(([one, other]) => (one - before) * (other - after))
    const wanted =
      (pairs.length * shared * shared) /
      (moment(([one]) => (one - before) ** 2) * moment(([, other]) => (other - after) ** 2))
    assert.ok(Math.abs(archLm(returns, 1).statistic - wanted) < 1e-9)
  })

  test('of equal sizes has nothing to tell', () => assert.deepEqual(archLm(zigzag(60), 3), { statistic: 0, pValue: 1 }))
})

describe('jumpStatistics', () => {
  // all moves are 1, so volatility is 1; a move of 10 is 10 of them and is its own yardstick only later
  test('a move over the moves before it', () => {
    const returns = zigzag(100)
    returns[60] = 10
    const statistics = jumpStatistics(returns, 50)
    assert.ok(Number.isNaN(statistics[49] ?? 0))
    isNear(statistics[50] ?? 0, 1)
    isNear(statistics[60] ?? 0, 10)
    isNear(statistics[61] ?? 0, Math.sqrt(48 / (47 + 10)))
    isNear(statistics[62] ?? 0, Math.sqrt(48 / (46 + 20)))
  })
})

describe('leeMykland', () => {
  // n = 1000: Cₙ and Sₙ of the paper's lemma 1 with c = √(2/π)
  test('the threshold of one false jump in a hundred tapes', () => {
    const root = Math.sqrt(2 * Math.log(1000))
    const c = Math.sqrt(2 / Math.PI)
    const centre = root / c - Math.log(Math.PI * Math.log(1000)) / (2 * c * root)
    isNear(leeMykland(zigzag(1050), 50).threshold, centre - Math.log(-Math.log(0.99)) / (c * root))
  })
})

describe('bipowerRatio', () => {
  // all moves 1: RV = n, BV = n·π/2, tripower 4/(π²μ³) < 1, so z = (1 − π/2)/√((π²/4 + π − 5)/n)
  test('of equal sizes by hand', () =>
    isNear(bipowerRatio(zigzag(200)).statistic, (1 - Math.PI / 2) / Math.sqrt((Math.PI ** 2 / 4 + Math.PI - 5) / 200)))

  test('a lone jump shows as its share of the variance', () => {
    const returns = new Float64Array(2000)
    fillNormals(randomStream(1, 2), 0, returns)
    returns[1000] = 40 // 1600 of about 3600
    const { jumpShare } = bipowerRatio(returns)
    assert.ok(Math.abs(jumpShare - 1600 / 3600) < 0.06, `${jumpShare}`)
  })
})

describe('holm', () => {
  // 3·0.01; 2·0.03; 1·0.04 is raised to the one before
  test('by hand, in the order given', () => assert.deepEqual(holm([0.01, 0.04, 0.03]), [0.03, 0.06, 0.06]))
  test('never above 1', () => assert.deepEqual(holm([0.9, 0.8]), [1, 1]))
})
