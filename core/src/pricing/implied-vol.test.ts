import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { bsmPrice } from './bsm.ts'
import { relativeError, toFixed, twinWith } from './exact-twin.fixtures.ts'
import { impliedVolBatch } from './implied-vol-batch.ts'
import { IMPLIED_VOL_STATUSES, type ImpliedVolStatus } from './implied-vol-status.ts'
import { bsmImpliedVol, impliedVol, type ImpliedVolTerms } from './implied-vol.ts'
import { bitsFor, drawMarkets } from './market-draws.fixtures.ts'
import { drawQuotes } from './quote-draws.fixtures.ts'
import { PricingInputError } from './pricing-input-error.ts'

/** Nearest double of n·2^-bits > 0, to a relative 2^-60 before it is rounded. */
const nearest = (n: bigint, bits: number): number => {
  const spare = n.toString(2).length - 60
  const low = Math.max(spare - bits, -1070)
  return Number(n >> BigInt(spare)) * 2 ** low * 2 ** (spare - bits - low)
}

const off = (got: number, wanted: number): number => Math.abs(got / wanted - 1)

describe('impliedVol', () => {
  // Hull, Options, Futures, and Other Derivatives: a call at 1.875 on S = 21, K = 20, r = 10 %, three months.
  test('23.5 % for the example of Hull', () => {
    const terms = { kind: 'call', spot: 21, strike: 20, time: 0.25, rate: 0.1, dividend: 0, price: 1.875 } as const
    assert.equal(bsmImpliedVol(terms).toFixed(3), '0.235')
  })

  // 60-digit evaluations of Black's formula, rounded to 17 digits.
  const rows = [
    ['put', 100, 5, 0.0821917808219178, 2.80963625597021e-197, 0.35],
    ['call', 68_000, 136_000, 0.0821917808219178, 4.451248618844538e-199, 0.08],
    ['call', 68_000, 71_400, 0.5, 13_878.533928510624, 0.8],
    ['put', 100, 25, 2, 19.39434628084748, 2.2],
  ] as const
  for (const [kind, forward, strike, time, price, vol] of rows)
    test(`${price} is ${vol}`, () => assert.ok(off(impliedVol({ kind, forward, strike, time, price }), vol) < 2e-15))

  test('gives back the volatility of exact prices out of the money to 4e-15, down to 1e-300', () => {
    let smallest = 1
    for (const drawn of drawMarkets(150, 21, 37)) {
      const terms = { ...drawn, rate: 0, dividend: 0, time: 1, vol: drawn.vol * Math.sqrt(drawn.time) }
      const bits = bitsFor(terms)
      const fixed = { spot: toFixed(100, bits), strike: toFixed(terms.strike, bits), vol: toFixed(terms.vol, bits) }
      const market = { ...fixed, time: 1n << BigInt(bits), rate: 0n, dividend: 0n }
      const exact = twinWith(bits).price(terms.kind === 'call' ? 1n : -1n, market)
      const price = nearest(exact, bits)
      assert.ok(relativeError(price, exact, bits) < 2e-16)
      if (price < 1e-300) continue
      smallest = Math.min(smallest, price)
      const got = impliedVol({ ...terms, forward: 100, price })
      assert.ok(off(got, terms.vol) < 4e-15, `${JSON.stringify(terms)}: ${got}`)
    }
    assert.ok(smallest < 1e-100)
  })

  test('in the money as many digits are left as the time value has in the price', () => {
    for (const terms of drawMarkets(300, 22, 4)) {
      const kind = terms.kind === 'call' ? 'put' : 'call'
      const carried = { ...terms, kind, rate: 0, dividend: 0 } as const
      const price = bsmPrice(carried)
      const timeValue = bsmPrice({ ...carried, kind: terms.kind })
      if (timeValue < 1e-9) continue
      const got = impliedVol({ kind, forward: terms.spot, strike: terms.strike, time: terms.time, price })
      assert.ok(off(got, terms.vol) < 1e-14 + (4 * 2 ** -52 * price) / timeValue)
    }
  })

  test('at the money a price of almost nothing has a volatility of almost nothing: price·√(2π/T)/F', () => {
    const at = (price: number): number => impliedVol({ kind: 'put', forward: 100, strike: 100, time: 4, price })
    for (const price of [1e-300, 1e-100, 1e-12, 9e-7, 1.1e-6])
      assert.ok(off(at(price), (price * Math.sqrt(2 * Math.PI)) / 200) < 1e-15)
  })

  const OPTION: ImpliedVolTerms = { kind: 'call', forward: 120, strike: 100, time: 0.5, price: 30 }
  const edges: readonly (readonly [Partial<ImpliedVolTerms>, ImpliedVolStatus, string])[] = [
    [{}, 'found', ''],
    [{ price: 20.000000000000004 }, 'found', ''],
    [{ price: 20 }, 'at-lower-bound', ''],
    [{ forward: 100, price: 0 }, 'at-lower-bound', ''],
    [{ kind: 'put', price: 0 }, 'at-lower-bound', ''],
    [{ price: 19.999999999999996 }, 'price-below-intrinsic', 'price'],
    [{ price: 0 }, 'price-below-intrinsic', 'price'],
    [{ price: -1e-300 }, 'price-negative', 'price'],
    [{ price: 119.99999999999999 }, 'found', ''],
    [{ price: 120 }, 'price-at-upper-bound', 'price'],
    [{ kind: 'put', price: 100 }, 'price-at-upper-bound', 'price'],
    [{ price: Infinity }, 'price-not-finite', 'price'],
    [{ price: Number.NaN }, 'price-not-finite', 'price'],
    [{ forward: 0 }, 'forward-out-of-range', 'forward'],
    [{ forward: Number.NaN }, 'forward-out-of-range', 'forward'],
    [{ strike: -100 }, 'strike-out-of-range', 'strike'],
    [{ strike: 1e71 }, 'strike-out-of-range', 'strike'],
    [{ time: 0 }, 'time-out-of-range', 'time'],
    [{ time: -1 }, 'time-out-of-range', 'time'],
    [{ time: Infinity }, 'time-out-of-range', 'time'],
  ]
  for (const [change, status, field] of edges)
    test(`${JSON.stringify(change)} is ${status}, alone and in a batch`, () => {
      const terms = { ...OPTION, ...change }
      const out = { vol: new Float64Array(1).fill(7), status: new Uint8Array(1).fill(99) }
      const column = (value: number): Float64Array => Float64Array.of(value)
      const { forward, strike, time, price } = terms
      const isCall = Uint8Array.of(terms.kind === 'call' ? 1 : 0)
      const columns = { forward: column(forward), strike: column(strike), time: column(time), price: column(price) }
      impliedVolBatch({ isCall, ...columns }, out)
      assert.equal(IMPLIED_VOL_STATUSES[out.status[0] ?? 99], status)
      if (status === 'found') assert.ok((out.vol[0] ?? 0) > 0 && (out.vol[0] ?? 0) < Infinity)
      else assert.equal(out.vol[0], 0)
      if (field === '') assert.equal(impliedVol(terms), out.vol[0])
      else
        assert.throws(
          () => impliedVol(terms),
          (error) => error instanceof PricingInputError && error.field === field,
        )
    })

  test('says what is allowed', () =>
    assert.throws(
      () => impliedVol({ ...OPTION, price: 19 }),
      /price = 19 is refused; allowed: 20 \(intrinsic\) to below 120 \(bound\); it is below intrinsic/,
    ))
})

describe('impliedVolBatch', () => {
  test('finds a volatility for each of a million quotes, the smallest 1e-300', () => {
    const quotes = drawQuotes(1_000_000, 23)
    const out = { vol: new Float64Array(1_000_000), status: new Uint8Array(1_000_000) }
    impliedVolBatch(quotes, out)
    assert.equal(
      out.status.findIndex((status) => status !== 0),
      -1,
    )
    assert.equal(
      out.vol.findIndex((vol) => !(vol > 0 && vol < Infinity)),
      -1,
    )
  })

  test('is the scalar function bit for bit, and Black’s formula gives the quotes back', () => {
    const quotes = drawQuotes(5000, 24)
    const out = { vol: new Float64Array(5000), status: new Uint8Array(5000) }
    impliedVolBatch(quotes, out)
    for (const [row, price] of quotes.price.entries()) {
      const at = (column: Float64Array): number => column[row] ?? Number.NaN
      const kind = quotes.isCall[row] === 1 ? 'call' : 'put'
      const terms = { kind, strike: at(quotes.strike), time: at(quotes.time) } as const
      const vol = impliedVol({ ...terms, forward: at(quotes.forward), price })
      assert.equal(at(out.vol), vol)
      // Slack for what the volatility's own rounding moves the price by: at 1e-300 the elasticity to it is about 1400.
      if (vol * Math.sqrt(terms.time) < 1e-50 || vol > 1000 || price < 1e-290 * terms.strike) continue
      const back = bsmPrice({ ...terms, spot: at(quotes.forward), vol, rate: 0, dividend: 0 })
      assert.ok(off(back, price) < 3e-12, `${JSON.stringify(terms)} ${price} ${back}`)
    }
  })

  test('refuses a column that is too short', () => {
    const quotes = drawQuotes(10, 25)
    const out = { vol: new Float64Array(10), status: new Uint8Array(9) }
    assert.throws(() => impliedVolBatch(quotes, out), /length of status = 9/)
  })
})
