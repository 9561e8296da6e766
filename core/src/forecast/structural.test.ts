import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { firmBehind, firmRisk } from './structural.ts'

const near = (got: number, wanted: number, relative: number): void =>
  assert.ok(Math.abs(got / wanted - 1) <= relative, `${got} is not ${wanted}`)

describe('firmRisk', () => {
  test('remote default keeps its digits', () => {
    // 40 digits of eq. 1 for V = 100, σ = 0.2, D = 60, r = 0.03, T = 7/365
    const firm = firmRisk({ assets: 100, assetVol: 0.2, debt: 60, rate: 0.03, time: 7 / 365 })
    near(firm.defaultProbability, 2.5934809787409e-76, 1e-12)
    near(firm.equity, 40.03451061928084, 1e-14)
    near(firm.debtValue, 59.96548938071916, 1e-14)
    assert.ok(firm.expectedLoss > 0 && firm.expectedLoss < firm.defaultProbability)
  })

  test('assets are equity and debt, and creditors lose what default takes', () =>
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 2, noNaN: true }),
        fc.double({ min: 10, max: 300, noNaN: true }),
        fc.double({ min: 0.01, max: 5, noNaN: true }),
        (assetVol, debt, time) => {
          const risk = firmRisk({ assets: 100, assetVol, debt, rate: 0.03, time })
          assert.ok(Math.abs(risk.equity + risk.debtValue - 100) < 1e-10)
          assert.ok(risk.expectedLoss <= risk.defaultProbability && risk.recovery >= 0 && risk.recovery <= 1)
        },
      ),
    ))

  test('a field out of range is refused by name', () =>
    assert.throws(() => firmRisk({ assets: 100, assetVol: -0.2, debt: 60, rate: 0, time: 1 }), {
      name: 'ForecastInputError',
      field: 'assetVol',
    }))
})

describe('firmBehind', () => {
  // Hull, Options, Futures and Other Derivatives: equity 3, volatility 80 %, debt 10 in a year, rate 5 %
  test("Hull's example: 12.40, 21.23 %, default 12.7 %, expected loss 1.2 %, recovery about 90 %", () => {
    const firm = firmBehind({ equity: 3, equityVol: 0.8, debt: 10, rate: 0.05, time: 1 })
    const risk = firmRisk(firm)
    assert.equal(firm.assets.toFixed(2), '12.40')
    assert.equal(firm.assetVol.toFixed(4), '0.2123')
    assert.equal(risk.defaultProbability.toFixed(3), '0.127')
    assert.equal((100 * risk.expectedLoss).toFixed(1), '1.2')
    assert.ok(Math.abs(100 * risk.recovery - 90.3) < 0.1) // 91 from the rounded figures
  })

  test('finds back the firm that was seen', () =>
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 1.5, noNaN: true }),
        fc.double({ min: 20, max: 120, noNaN: true }),
        fc.double({ min: 0.02, max: 3, noNaN: true }),
        (assetVol, debt, time) => {
          const firm = { assets: 100, assetVol, debt, rate: 0.03, time }
          const { equity, equityVol } = firmRisk(firm)
          fc.pre(equity > 1e-6)
          const found = firmBehind({ equity, equityVol, debt, rate: 0.03, time })
          near(found.assets, 100, 1e-9)
          near(found.assetVol, assetVol, 1e-7)
        },
      ),
      { numRuns: 40 },
    ))

  test('a field out of range is refused by name', () =>
    assert.throws(() => firmBehind({ equity: 0, equityVol: 0.8, debt: 10, rate: 0.05, time: 1 }), {
      name: 'ForecastInputError',
      field: 'equity',
    }))
})
