import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { almgrenChriss, costOfHoldings } from './almgren-chriss.ts'

// Almgren & Chriss 2000, table 1: a million shares at 50 over five days
const block = { quantity: 1e6, time: 5, periods: 5 }
const market = { vol: 0.9486832980505138, permanent: 2.5e-7, temporary: 2.5e-6, fixed: 0.0625 }

const close = (got: number, wanted: number, tolerance: number): void =>
  assert.ok(Math.abs(got - wanted) <= tolerance, `${got} is not ${wanted}`)

describe('almgrenChriss', () => {
  test("the paper's example at 1e-6 a dollar", () => {
    const plan = almgrenChriss(block, market, 1e-6)
    for (const [j, wanted] of [1_000_000, 542_380.7, 290_295.1, 148_216.1, 62_303.2, 0].entries())
      close(plan.holdings[j] ?? NaN, wanted, 0.1)
    close(plan.kappa, 0.6063, 1e-4)
    close(plan.halfLife, 1.6495, 1e-4)
    close(plan.expectedCost, 910_477.8, 0.1)
    close(plan.variance, 3.63868e11, 1e5)
  })

  test('without aversion equal trades, with much of it everything at once', () => {
    for (const trade of almgrenChriss(block, market, 0).trades) close(trade, 200_000, 1e-6)
    const hasty = almgrenChriss(block, market, 1e6)
    assert.ok((hasty.trades[0] ?? 0) > 999_999)
    assert.ok(hasty.holdings.every((holding) => holding >= 0))
  })

  test('no shift of any trade lowers cost + aversion · variance', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.double({ min: -0.2, max: 0.2, noNaN: true }),
        fc.double({ min: -9, max: -5, noNaN: true }),
        (at, share, logAversion) => {
          const aversion = 10 ** logAversion
          const best = almgrenChriss(block, market, aversion)
          const other = costOfHoldings(
            best.holdings.map((holding, j) => holding + (j === at ? share * 1e6 : 0)),
            1,
            market,
          )
          assert.ok(other.expectedCost + aversion * other.variance >= best.utility - 1e-6)
        },
      ),
    ))

  test('permanent and temporary costs are what the sums of the paper say: ½γX² + εX + η̃/τ·Σn²', () => {
    const { trades, expectedCost } = almgrenChriss(block, market, 1e-6)
    const squares = trades.reduce((sum, trade) => sum + trade * trade, 0)
    close(expectedCost, 125_000 + 62_500 + (2.5e-6 - 1.25e-7) * squares, 1e-6)
  })

  for (const [field, unwinding, terms, aversion] of [
    ['quantity', { ...block, quantity: 0 }, market, 0],
    ['time', { ...block, time: -1 }, market, 0],
    ['periods', { ...block, periods: 2.5 }, market, 0],
    ['vol', block, { ...market, vol: NaN }, 0],
    ['temporary', block, { ...market, temporary: 1e-7 }, 0],
    ['riskAversion', block, market, -1],
  ] as const)
    test(`${field} out of range is refused by name`, () =>
      assert.throws(() => almgrenChriss(unwinding, terms, aversion), { name: 'ForecastInputError', field }))
})
