import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { ratio, ratioOf } from '../../units/index.ts'
import { atMark, holder, viewOf } from '../fixtures.ts'
import { largestPosition } from '../directions/largest-position.ts'
import type { PenaltyTerms } from '../types.ts'
import { baseToCover, coverShortage } from './cover-shortage.ts'

const MILLION = 1_000_000n

describe('baseToCover', () => {
  const market = {
    shortage: 30n * MILLION,
    marginRate: 70_000n,
    keeperFee: 10_000n,
    price: 100n * MILLION,
    quotePrice: MILLION,
  }
  const rows = [
    ['30 / (100 · 6 %)', market, 0n, 5_000_000_000n],
    ['30 / (100 · 5 %)', market, 10_000n, 6_000_000_000n],
    ['nothing missing', { ...market, shortage: 0n }, 0n, 0n],
    ['the keeper takes what is freed', { ...market, keeperFee: 70_000n }, 0n, null],
    ['both fees take what is freed', market, 60_000n, null],
    ['no price', { ...market, price: 0n }, 0n, null],
    ['quote at 0.5: 30 / 3', { ...market, quotePrice: MILLION / 2n }, 0n, 10_000_000_000n],
  ] as const
  for (const [name, short, fee, base] of rows) test(name, () => assert.equal(baseToCover(short, fee), base))
  test('a millionth at a price of 1e-6 is rounded down', () =>
    // 1 · 0.06 is no whole millionth: nothing is freed
    assert.equal(baseToCover({ ...market, price: 1n }, 0n), null))
})

describe('coverShortage', () => {
  // 900 against 1 000 + 1 000: 1 100 are missing; 50 000 · (4 % - 1 %) - 50 000 · 0.76 % = 1 120 a coin: 0.982142857
  const terms = (rate: string): PenaltyTerms => ({
    rate: ratioOf(rate),
    base: 'notional',
    cap: 'none',
    round: 'down',
    keeper: ratioOf('0.01'),
  })
  const size = coverShortage.create({ buffer: '0.02', whole: '50' })
  const sizedAt = (cash: string, lots = 100n, penalty = terms('0.0076')) => {
    const view = viewOf({ account: holder(cash, [atMark('BTC-PERP', lots)]) })
    const { step, needed, reachable } = size(view, largestPosition.create({ by: 'notional' })(view), ratio(0n), penalty)
    return { step, needed: needed?.size ?? null, reachable }
  }
  test('is rounded up to a lot', () => assert.deepEqual(sizedAt('900'), { step: 99n, needed: 99n, reachable: true }))
  test('takes everything where more is needed than there is, and says so', () =>
    // 2 000 are missing, 1.7857
    assert.deepEqual(sizedAt('0'), { step: 100n, needed: 179n, reachable: false }))
  test('takes everything where no size would do', () =>
    assert.deepEqual(sizedAt('900', 100n, terms('0.03')), { step: 100n, needed: null, reachable: false }))
  test('takes a small position whole, one a quote unit above it not', () => {
    const small = coverShortage.create({ buffer: '0.02', whole: '1000' })
    // 2 lots: 1 000, requirement 20, buffer 20: 4 missing of 36; 4 / 1 120 a coin = 0.0036: one lot
    const sized = (whole: typeof small, cash: string) => {
      const view = viewOf({ account: holder(cash, [atMark('BTC-PERP', 2n)]) })
      return whole(view, largestPosition.create({ by: 'notional' })(view), ratio(0n), terms('0.0076')).step
    }
    assert.equal(sized(small, '36'), 2n)
    assert.equal(sized(coverShortage.create({ buffer: '0.02', whole: '999' }), '36'), 1n)
  })
  test('covers the shortage: what is closed frees it, one lot less does not', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_999_999 }), (missing) => {
        const cash = `${2000 - Math.ceil(missing / 1000)}`
        const { step, needed } = sizedAt(cash)
        const short = (2000n - BigInt(cash)) * MILLION
        const freed = (lots: bigint): bigint => lots * 11_200_000n // 1 120 a coin
        if (needed !== null) assert.ok(freed(needed) >= short && freed(needed - 1n) < short)
        assert.ok(step <= 100n)
      }),
      { numRuns: 50 },
    ))
})
