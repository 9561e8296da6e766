import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { atoms, ratio, ratioOf, RATIO_ONE } from '../units/index.ts'
import {
  auctionFactor,
  bidPrice,
  bufferMargin,
  insolventBidCash,
  insolventBidPrice,
  maxProportion,
  sliceTerms,
  solventBid,
} from './dutch-auction.ts'

const phases = { start: ratioOf('0.95'), cutoff: ratioOf('0.7'), fast: 900n, slow: 43_200n }

describe('auctionFactor', () => {
  // 0.95 - 0.25 · t / 900, then 0.7 - 0.7 · t / 43 200
  const rows = [
    [0n, '0.95'],
    [450n, '0.825'],
    [900n, '0.7'],
    [900n + 21_600n, '0.35'],
    [44_099n, '0.000016203703703704'],
    [44_100n, '0'],
    [10n ** 12n, '0'],
  ] as const
  for (const [elapsed, factor] of rows)
    test(`after ${elapsed} s it is ${factor}`, () => assert.equal(auctionFactor(elapsed, phases), ratioOf(factor)))

  test('phases without length are skipped', () =>
    assert.equal(auctionFactor(0n, { ...phases, fast: 0n, slow: 0n }), 0n))
})

describe('solventBid', () => {
  // BM = -100 - 0.1 · 400 = -140; at 0.9 the whole costs (300 - 0) · 0.9; f = 140 / (140 + 270) = 14/41
  const sale = { markToMarket: atoms(300_000n), maintenanceMargin: atoms(-100_000n), reserved: atoms(0n) }
  const terms = { factor: ratioOf('0.9'), buffer: ratioOf('0.1') }
  test('a bid for everything is cut to what restores the buffer', () =>
    assert.deepEqual(solventBid(sale, { ...terms, wanted: RATIO_ONE }), {
      bufferMargin: -140_000n,
      bidPrice: 270_000n,
      maxProportion: 341463414634146342n,
      proportion: 341463414634146342n,
      cashFromBidder: 92_195n,
      auctionEnds: true,
    }))
  test('a smaller bid is taken as it is and ends nothing', () => {
    const bid = solventBid(sale, { ...terms, wanted: ratioOf('0.1') })
    assert.deepEqual([bid.proportion, bid.cashFromBidder, bid.auctionEnds], [ratioOf('0.1'), 27_000n, false])
  })
  test('what earlier buyers paid is not sold again', () => {
    // f = 140 / (140 + 270 + 50 · 0.1)
    const later = { ...sale, reserved: atoms(50_000n) }
    assert.equal(bidPrice(later, terms.factor), 225_000n)
    const { numerator, denominator } = maxProportion(later, terms.factor, terms.buffer)
    assert.equal(numerator * 415n, denominator * 140n)
  })
  test('nothing is sold of an account that holds its buffer', () => {
    const bid = solventBid({ ...sale, maintenanceMargin: atoms(27_273n) }, { ...terms, wanted: RATIO_ONE })
    assert.deepEqual([bid.maxProportion, bid.proportion, bid.auctionEnds], [0n, 0n, true])
  })

  const sales = fc
    .record({
      markToMarket: fc.bigInt(0n, 10n ** 9n),
      requirement: fc.bigInt(1n, 10n ** 10n),
      reservedShare: fc.bigInt(0n, 99n),
      factor: fc.bigInt(0n, RATIO_ONE),
      buffer: fc.bigInt(0n, RATIO_ONE / 2n),
    })
    .map(({ markToMarket, requirement, reservedShare, factor, buffer }) => ({
      sale: {
        markToMarket: atoms(markToMarket),
        maintenanceMargin: atoms(markToMarket - requirement),
        reserved: atoms((markToMarket * reservedShare) / 100n),
      },
      factor: ratio(factor),
      buffer: ratio(buffer),
    }))

  test('selling the largest share leaves a buffer margin of nothing, in exact fractions', () =>
    fc.assert(
      fc.property(sales, ({ sale: { markToMarket, maintenanceMargin, reserved }, factor, buffer }) => {
        const { numerator: n, denominator: d } = maxProportion(
          { markToMarket, maintenanceMargin, reserved },
          factor,
          buffer,
        )
        if (n === 0n) return assert.ok(bufferMargin({ markToMarket, maintenanceMargin }, buffer) >= 0n)
        // times d · 1e18: the seller keeps (1 - f) of all but R, R, and f of the price
        const value =
          ((markToMarket - reserved) * (d - n) + reserved * d) * RATIO_ONE + (markToMarket - reserved) * factor * n
        const required = (markToMarket - maintenanceMargin) * (d - n) * (RATIO_ONE + buffer)
        assert.equal(value, required)
      }),
    ))

  test('discount and what is paid in make up the value of the slice', () =>
    fc.assert(
      fc.property(sales, fc.bigInt(0n, 1000n), ({ sale, factor }, numerator) => {
        const { discount, paidIn } = sliceTerms(sale, factor, { numerator, denominator: 1000n })
        const value = (sale.markToMarket - sale.reserved) * numerator
        const sum = (discount + paidIn) * 1000n
        assert.ok(sum > value - 1000n && sum < value + 1000n)
      }),
    ))
})

describe('insolventBidPrice', () => {
  const short = { markToMarket: atoms(-100n), maintenanceMargin: atoms(-300n) }
  const rows = [
    [short, 0n, -100n],
    [short, 300n, -200n],
    [short, 1n, -100n], // 1/3 of an atom is not paid
    [short, 600n, -300n],
    [{ ...short, markToMarket: atoms(50n) }, 300n, -150n],
    [{ ...short, maintenanceMargin: atoms(0n) }, 300n, 0n],
  ] as const
  for (const [auctioned, elapsed, price] of rows)
    test(`value ${auctioned.markToMarket}, margin ${auctioned.maintenanceMargin} after ${elapsed} of 600: ${price}`, () =>
      assert.equal(insolventBidPrice(auctioned, { elapsed, length: 600n }), price))
  test('the taker of a share receives that share of its magnitude', () =>
    assert.equal(insolventBidCash(short, { elapsed: 300n, length: 600n }, ratioOf('0.25')), 50n))
})
