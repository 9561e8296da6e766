import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { black76 } from './black76.ts'
import { bsm, bsmPrice } from './bsm.ts'
import { black76Batch, bsmBatch, type EuropeanColumns, type ValueColumns } from './european-batch.ts'
import type { EuropeanTerms } from './european-terms.ts'
import { relativeError, twinWith } from './exact-twin.fixtures.ts'
import { bitsFor, drawMarkets, twinMarket } from './market-draws.fixtures.ts'
import { PricingInputError } from './pricing-input-error.ts'

const columnsOf = (rows: readonly EuropeanTerms[]): EuropeanColumns => ({
  isCall: Uint8Array.from(rows, ({ kind }) => (kind === 'call' ? 1 : 0)),
  spot: Float64Array.from(rows, ({ spot }) => spot),
  strike: Float64Array.from(rows, ({ strike }) => strike),
  time: Float64Array.from(rows, ({ time }) => time),
  vol: Float64Array.from(rows, ({ vol }) => vol),
  rate: Float64Array.from(rows, ({ rate }) => rate),
  dividend: Float64Array.from(rows, ({ dividend }) => dividend),
})

const outFor = (count: number): ValueColumns => {
  const column = (): Float64Array => new Float64Array(count)
  const [price, delta, gamma] = [column(), column(), column()]
  return { price, delta, gamma, vega: column(), theta: column(), rho: column() }
}

const priced = (rows: readonly EuropeanTerms[]): ValueColumns => {
  const out = outFor(rows.length)
  bsmBatch(columnsOf(rows), out)
  return out
}

const NAMES = ['price', 'delta', 'gamma', 'vega', 'theta', 'rho'] as const
const OPTION: EuropeanTerms = { kind: 'call', spot: 100, strike: 110, time: 0.5, vol: 0.4, rate: 0.03, dividend: 0.01 }

describe('bsmBatch', () => {
  test('keeps a relative 1e-13 out of the money against the twin', () => {
    const rows = drawMarkets(150, 21, 12)
    const { price } = priced(rows)
    for (const [row, terms] of rows.entries()) {
      const bits = bitsFor(terms)
      const wanted = twinWith(bits).price(terms.kind === 'call' ? 1n : -1n, twinMarket(terms, bits))
      const error = relativeError(price[row] ?? 0, wanted, bits)
      assert.ok(error < 1e-13, `${JSON.stringify(terms)} is off by ${error}`)
    }
  })

  // 400 units of 2^-53 for the price out of the money, 200 for each Greek (theta of the sum of its terms).
  test('agrees with the scalar function to 450 ulps out of the money, chunk after chunk', () => {
    const rows = drawMarkets(3000, 22, 12)
    const out = priced(rows)
    for (const [row, terms] of rows.entries()) {
      const greeks = bsm(terms)
      for (const name of NAMES) {
        const scale =
          name === 'theta' ? Math.abs(greeks.theta) + Math.abs(0.2 * greeks.delta * 100) : Math.abs(greeks[name])
        const difference = Math.abs((out[name][row] ?? Number.NaN) - greeks[name])
        assert.ok(difference <= 5e-14 * scale, `${name} of ${JSON.stringify(terms)}: ${difference / scale}`)
      }
    }
  })

  test('agrees to 5e-14 in the money', () => {
    const rows = drawMarkets(1000, 23, 6).map((terms): EuropeanTerms => ({
      ...terms,
      kind: terms.kind === 'call' ? 'put' : 'call',
    }))
    const { price } = priced(rows)
    for (const [row, terms] of rows.entries())
      assert.ok(Math.abs((price[row] ?? 0) - bsmPrice(terms)) <= 5e-14 * Math.max(1, terms.strike / 100))
  })

  test('limits are those of the scalar function', () => {
    const rows = [{ time: 0 }, { vol: 0 }, { strike: 0 }, { vol: 1000 }, { time: 0, strike: 100 }].map((change) => ({
      ...OPTION,
      ...change,
    }))
    const out = priced(rows)
    for (const [row, terms] of rows.entries())
      for (const name of NAMES) assert.equal(out[name][row], bsm(terms)[name], `${name} of row ${row}`)
  })

  const refused = [
    [{ vol: Number.NaN }, 'row 1, vol'],
    [{ vol: -1 }, 'row 1, vol'],
    [{ time: -0.1 }, 'row 1, time'],
    [{ spot: -100, strike: -110 }, 'row 1, spot'],
    [{ spot: 0 }, 'row 1, spot'],
    [{ rate: 800, dividend: 800 }, 'row 1, rate'],
    [{ dividend: Number.NaN }, 'row 1, dividend'],
  ] as const
  for (const [change, field] of refused)
    test(`refuses ${field} when ${JSON.stringify(change)}`, () =>
      assert.throws(
        () => priced([OPTION, { ...OPTION, ...change }]),
        (error) => error instanceof PricingInputError && error.field === field,
      ))

  test('refuses a flag that is neither call nor put, and short columns', () => {
    const columns = columnsOf([OPTION])
    assert.throws(() => bsmBatch({ ...columns, isCall: Uint8Array.of(2) }, outFor(1)), /row 0, isCall = 2/)
    assert.throws(() => bsmBatch(columns, outFor(0)), /length of price = 0 is refused; allowed: 1 rows/)
    assert.throws(() => bsmBatch({ ...columns, vol: new Float64Array(0) }, outFor(1)), /length of vol/)
  })

  test('nothing in, nothing out', () => bsmBatch(columnsOf([]), outFor(0)))
})

describe('black76Batch', () => {
  test('is black76 row by row', () => {
    const rows = drawMarkets(600, 24, 5)
    const out = outFor(rows.length)
    const { spot: forward, dividend: _, ...rest } = columnsOf(rows)
    black76Batch({ ...rest, forward }, out)
    for (const [row, { kind, spot, strike, time, vol, rate }] of rows.entries()) {
      const greeks = black76({ kind, forward: spot, strike, time, vol, rate })
      for (const name of NAMES)
        assert.ok(
          Math.abs((out[name][row] ?? 0) - greeks[name]) <= 5e-14 * (Math.abs(greeks[name]) + greeks.price * 0.2),
        )
    }
  })
})
