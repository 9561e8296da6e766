import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { almgrenChriss } from './almgren-chriss.ts'
import { impactOfTrade } from './market-impact-2005.ts'
import { blockRateBlock, costInResilientBook } from './obizhaeva-wang.ts'
import { powerSchedule } from './power-impact.ts'

const near = (got: number, wanted: number, relative: number): void =>
  assert.ok(Math.abs(got / wanted - 1) <= relative, `${got} is not ${wanted}`)

describe('impactOfTrade', () => {
  // Almgren, Thum, Hauptmann & Li 2005, worked table: 10 % of a day in IBM and DRI, in whole basis points
  const ibm = { dailyVol: 0.0157, outstandingOverVolume: 1728 / 6.561 }
  const dri = { dailyVol: 0.0226, outstandingOverVolume: 168 / 1.929 }
  for (const [name, stock, time, permanent, temporary, cost] of [
    ['IBM in 0.1 day', ibm, 0.1, 20, 22, 32],
    ['IBM in 0.2 day', ibm, 0.2, 20, 15, 25],
    ['IBM in 0.5 day', ibm, 0.5, 20, 8, 18],
    ['DRI in 0.2 day', dri, 0.2, 22, 21, 32],
  ] as const)
    test(`published: ${name}`, () => {
      const law = { gamma: 0.314, eta: 0.142, beta: 0.6, delta: 0.25 }
      const got = impactOfTrade({ ...stock, ...law, time, sizeOverVolume: 0.1 })
      for (const [value, wanted] of [
        [got.permanent, permanent],
        [got.temporary, temporary],
        [got.cost, cost],
      ] as const)
        assert.ok(Math.abs(value * 1e4 - wanted) <= 1, `${value * 1e4} is not ${wanted}`)
    })
})

describe('blockRateBlock', () => {
  const book = { depthSlope: 0.002, permanentSlope: 0.0005, resilience: 3 }

  test('by hand: X = 100, ρT = 3 makes blocks of 20 and a rate of 60', () => {
    const plan = blockRateBlock(100, 1, book)
    near(plan.block, 20, 1e-14)
    near(plan.rate, 60, 1e-14)
    near(plan.cost, 0.5 * 0.0005 * 1e4 + (0.0015 * 1e4) / 5, 1e-14) // 2.5 + 3
  })

  test('a book that never refills: slicing gains nothing', () => {
    const dead = { ...book, resilience: 0 }
    const { cost } = blockRateBlock(100, 1, dead)
    near(cost, 0.5 * 0.002 * 1e4, 1e-14)
    near(costInResilientBook([{ time: 0, quantity: 100 }], dead), cost, 1e-14)
    near(
      costInResilientBook(
        [0, 0.5, 1].map((time) => ({ time, quantity: 100 / 3 })),
        dead,
      ),
      cost,
      1e-14,
    )
  })

  test('a book that refills at once: the cost tends to that of temporary impact κ/ρ at a constant rate', () => {
    const quick = { depthSlope: 0.002, permanentSlope: 0, resilience: 1e7 }
    near(blockRateBlock(100, 1, quick).cost, (0.002 / 1e7) * 1e4, 1e-6)
  })

  test('its own trades, cut finely, cost what it says, and nothing else costs less', () => {
    const plan = blockRateBlock(100, 1, book)
    const slices = 2000
    const middle = Array.from({ length: slices }, (_, i) => ({
      time: (i + 0.5) / slices,
      quantity: plan.rate / slices,
    }))
    const own = [{ time: 0, quantity: plan.block }, ...middle, { time: 1, quantity: plan.block }]
    near(costInResilientBook(own, book), plan.cost, 1e-4)
    fc.assert(
      fc.property(fc.array(fc.double({ min: -0.2, max: 1, noNaN: true }), { minLength: 2, maxLength: 12 }), (parts) => {
        const sum = parts.reduce((total, part) => total + part, 0)
        fc.pre(sum > 0.1)
        const trades = parts.map((part, i) => ({ time: i / (parts.length - 1), quantity: (100 * part) / sum }))
        assert.ok(costInResilientBook(trades, book) >= plan.cost * (1 - 1e-12))
      }),
    )
  })

  test('a permanent part beyond the whole is refused by name, and trades out of order too', () => {
    const wrong = { ...book, permanentSlope: 0.003 }
    assert.throws(() => blockRateBlock(100, 1, wrong), { name: 'ForecastInputError', field: 'permanentSlope' })
    const backwards = [1, 0].map((time) => ({ time, quantity: 1 }))
    assert.throws(() => costInResilientBook(backwards, book), { name: 'ForecastInputError', field: 'time' })
  })
})

describe('powerSchedule', () => {
  const order = { quantity: 1e6, time: 5, points: 10 }

  test('with the exponent 1 it is the continuous limit of almgrenChriss', () => {
    const got = powerSchedule(order, { vol: 0.95, temporary: 2.5e-6, exponent: 1 }, 1e-6)
    const fine = almgrenChriss(
      { quantity: 1e6, time: 5, periods: 10_000 },
      { vol: 0.95, temporary: 2.5e-6, permanent: 0, fixed: 0 },
      1e-6,
    )
    for (const [j, holding] of got.holdings.slice(0, -1).entries()) near(holding, fine.holdings[j * 1000] ?? 0, 1e-6)
  })

  test('with much time it is the power of Almgren 2003: (1 + (1−β)/(1+β)·t/T*)^(−(1+β)/(1−β))', () => {
    const [eta, beta, risk] = [2e-4, 0.6, 1e-6]
    const got = powerSchedule({ ...order, time: 400, points: 400 }, { vol: 1, temporary: eta, exponent: beta }, risk)
    const slope = Math.exp(Math.log((risk * 1e12) / (beta * eta)) / (1 + beta)) / 1e6 // v(0)/X with C = 0
    for (const t of [1, 2, 5, 10])
      near(got.holdings[t] ?? 0, 1e6 * (1 + ((1 - beta) / (1 + beta)) * slope * t) ** (-(1 + beta) / (1 - beta)), 2e-3)
  })

  test('no bend of the path lowers cost + aversion · variance', () => {
    const [eta, beta, risk] = [2e-4, 0.6, 3e-7]
    const { holdings } = powerSchedule({ ...order, points: 100 }, { vol: 1, temporary: eta, exponent: beta }, risk)
    const utility = (path: readonly number[]): number =>
      path.slice(1).reduce((sum, x, j) => {
        const before = path[j] ?? 0
        const rate = Math.abs(before - x) / 0.05
        return sum + 0.05 * (eta * rate ** (1 + beta) + (risk * (x * x + x * before + before * before)) / 3)
      }, 0)
    const best = utility(holdings)
    for (const size of [-30_000, -3000, 3000, 30_000])
      for (const waves of [1, 2, 3])
        assert.ok(
          utility(holdings.map((x, j) => x + size * Math.sin((waves * Math.PI * j) / 100))) > best - 1e-9 * best,
        )
  })

  test('without aversion there is no schedule of this kind, and that is refused by name', () =>
    assert.throws(() => powerSchedule(order, { vol: 1, temporary: 1, exponent: 0.5 }, 0), {
      name: 'ForecastInputError',
      field: 'riskAversion',
    }))
})
