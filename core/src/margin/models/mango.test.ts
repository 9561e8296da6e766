import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { RATIO_ONE, ratioOf } from '../../units/index.ts'
import {
  countedProfit,
  mirroredWeights,
  plainToken,
  threeHealths,
  weighedProfit,
  type WeighedPerpetual,
  type WeighedToken,
} from './mango.ts'

const weights = (asset: string, liability: string) => ({ asset: ratioOf(asset), liability: ratioOf(liability) })

/** Lots of 100 atoms, 80 % and 120 % at the initial level, 90 % and 110 % at maintenance; half of a profit counts. */
const perpetual = (terms: Partial<WeighedPerpetual>): WeighedPerpetual => ({
  lots: 0n,
  quote: 0n,
  bids: 0n,
  asks: 0n,
  lotSize: 1n,
  price: 100n,
  stablePrice: 100n,
  initial: weights('0.8', '1.2'),
  maintenance: weights('0.9', '1.1'),
  overall: ratioOf('0.5'),
  ...terms,
})

const token = (balance: bigint, perpetuals: readonly WeighedPerpetual[] = []): WeighedToken => ({
  ...plainToken(balance, weights('1', '1')),
  perpetuals,
})

const healths = (...tokens: readonly WeighedToken[]) => Object.values(threeHealths(tokens))

describe('threeHealths', () => {
  // initial, liquidation end, maintenance
  const rows = [
    ['cash alone', [token(7n)], [7n, 7n, 7n]],
    ['a long at a loss counts in full', [token(30n, [perpetual({ lots: 1n, quote: -100n })])], [10n, 10n, 20n]],
    ['a profit counts half', [token(0n, [perpetual({ lots: 1n, quote: -60n })])], [10n, 10n, 15n]],
    ['a short is weighed above its value', [token(0n, [perpetual({ lots: -1n, quote: 100n })])], [-20n, -20n, -10n]],
    [
      'a slow price above the oracle hurts a short at the initial level alone',
      [token(0n, [perpetual({ lots: -1n, quote: 100n, stablePrice: 150n })])],
      [-80n, -20n, -10n],
    ],
    [
      'a slow price below it hurts a long there',
      [token(0n, [perpetual({ lots: 1n, quote: -100n, stablePrice: 50n })])],
      [-60n, -20n, -10n],
    ],
    ['bids count as filled where that is worse', [token(0n, [perpetual({ bids: 2n, asks: 1n })])], [-40n, -40n, -20n]],
    ['asks where they are', [token(0n, [perpetual({ bids: 1n, asks: 3n })])], [-60n, -60n, -30n]],
    [
      'scales weigh on the initial level alone',
      [{ ...plainToken(-10n, weights('1', '2')), scale: weights('1', '3') }],
      [-60n, -20n, -20n],
    ],
    [
      'the slow price of a token likewise',
      [{ ...plainToken(10n, weights('1', '1')), stablePrice: ratioOf('0.5') }],
      [5n, 10n, 10n],
    ],
  ] as const
  for (const [rule, tokens, expected] of rows) test(rule, () => assert.deepEqual(healths(...tokens), expected))
  test('what is left of an atom is rounded down', () =>
    assert.deepEqual(healths(plainToken(-1n, weights('1', '1.5'))), [-2n, -2n, -2n]))
  test('the initial health is never above that where liquidation ends', () => {
    const size = fc.bigInt(-50n, 50n)
    const price = fc.bigInt(1n, 300n)
    fc.assert(
      fc.property(size, size, fc.bigInt(0n, 5n), price, price, (lots, cash, orders, oracle, slow) => {
        const one = perpetual({
          lots,
          quote: -lots * 100n,
          bids: orders,
          asks: orders,
          price: oracle,
          stablePrice: slow,
        })
        const { initial, liquidationEnd } = threeHealths([token(cash, [one])])
        assert.ok(initial <= liquidationEnd)
      }),
    )
  })
})

describe('weighedProfit', () => {
  test('a long by its asset weight, a short by its liability weight', () => {
    const both = weights('0.5', '1.5')
    assert.equal(weighedProfit({ lots: 2n, quote: -3n, price: 10n }, both), 7n * RATIO_ONE)
    assert.equal(weighedProfit({ lots: -2n, quote: 40n, price: 10n }, both), 10n * RATIO_ONE)
  })
})

describe('countedProfit', () => {
  test('a share of a profit, all of a loss', () => {
    assert.equal(countedProfit(10n, ratioOf('0.2')), 2n * RATIO_ONE)
    assert.equal(countedProfit(-10n, ratioOf('0.2')), -10n * RATIO_ONE)
  })
})

describe('mirroredWeights', () => {
  test('0.9 and 1.1', () => assert.deepEqual(mirroredWeights(ratioOf('0.9')), weights('0.9', '1.1')))
})
