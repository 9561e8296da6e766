import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { ratioOf } from '../../units/index.ts'
import { atMark, holder, viewOf } from '../fixtures.ts'
import { insuranceFee, insuranceFeeRate } from './insurance-fee.ts'

const MILLION = 1_000_000n

describe('insuranceFeeRate', () => {
  const market = {
    shortage: 22n * MILLION,
    marginRate: 40_000n,
    keeperFee: 10_000n,
    price: 100n * MILLION,
    quotePrice: MILLION,
  }
  const TEN = 10_000_000_000n
  const rows = [
    ['0.95 · (3 % - 22/1 000)', market, TEN, MILLION, 7_600n],
    ['never above the most', market, TEN, 5_000n, 5_000n],
    ['nothing left', { ...market, shortage: 30n * MILLION }, TEN, MILLION, 0n],
    ['less than nothing left', { ...market, shortage: 900n * MILLION }, TEN, MILLION, 0n],
    ['no position', market, 0n, MILLION, 0n],
    ['no price', { ...market, price: 0n }, TEN, MILLION, 0n],
    ['no price of the quote', { ...market, quotePrice: 0n }, TEN, MILLION, 0n],
    ['the keeper takes it all', { ...market, keeperFee: 40_000n }, TEN, MILLION, 0n],
  ] as const
  for (const [name, short, base, most, fee] of rows)
    test(name, () => assert.equal(insuranceFeeRate(short, base, most), fee))
  test('never costs more than what handing the whole position over frees', () =>
    fc.assert(
      fc.property(
        fc.bigInt(0n, 10n ** 12n),
        fc.bigInt(1n, 10n ** 12n),
        fc.bigInt(MILLION, 10n ** 11n),
        fc.bigInt(0n, MILLION),
        (shortage, base, price, most) => {
          const fee = insuranceFeeRate({ ...market, shortage, price }, base, most)
          const worth = base * price // 1e-15 quote
          if (fee > 0n) assert.ok(worth * (30_002n - fee) >= shortage * 10n ** 15n) // two roundings of a millionth
        },
      ),
    ))
})

describe('insuranceFee', () => {
  const parameters = {
    most: '0.01',
    buffer: '0.02',
    keeper: '0.01',
    keeperMost: '0.05',
    graceSlots: 1_500,
    perSlot: '0.000001',
    slotMs: 400,
  }
  test('is of the largest position, in millionths, beside the keeper', () => {
    // 1 100 missing of 50 000: 0.95 · (3 % - 2.2 %)
    const terms = insuranceFee.create(parameters)(viewOf({ account: holder('900', [atMark('BTC-PERP', 100n)]) }))
    assert.deepEqual(terms, {
      rate: ratioOf('0.0076'),
      base: 'notional',
      cap: 'none',
      round: 'down',
      keeper: ratioOf('0.01'),
    })
  })
  test('a flat account pays nothing', () =>
    assert.equal(insuranceFee.create(parameters)(viewOf({ account: holder('1', []) })).rate, 0n))
  test('shares above one are refused', () =>
    assert.deepEqual(
      insuranceFee.check({ ...parameters, most: '1.5', buffer: '2' }).map(({ field }) => field),
      ['most', 'buffer'],
    ))
})
