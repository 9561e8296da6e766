import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { atoms, lots, ratioOf, ticks } from '../../units/index.ts'
import { defineAsset, defineInversePerpetual } from '../../instruments/index.ts'
import type { DepthLevel } from '../../market/index.ts'
import { evidence, perpetual, print } from '../fixtures.ts'
import { judgeMark } from '../judge.ts'
import type { ImpactPriceRule } from '../rules.ts'
import { impactPrice } from './impact-price.ts'

const levels = (rows: readonly (readonly [bigint, bigint])[]): readonly DepthLevel[] =>
  rows.map(([price, size]) => ({ price: ticks(price), size: lots(size) }))
const usdc = (units: bigint) => atoms(units * 1_000_000n)

// At 1 USDC a tick and 0.01 BTC a lot, 100 lots at 1 000 are worth 1 000 USDC.
describe('impactPrice', () => {
  const bids = levels([
    [1000n, 100n],
    [900n, 100n],
    [800n, 100n],
  ])
  const rows: readonly (readonly [string, bigint, bigint | null])[] = [
    ['within the first level', 500n, 1000n],
    ['exactly the first level', 1000n, 1000n],
    ['one and a half levels: 100 at 1000, 50 at 900', 1450n, 966n],
    ['two levels', 1900n, 950n],
    ['all of it', 2700n, 900n],
    ['more than there is', 2701n, null],
  ]
  for (const [name, wanted, price] of rows)
    test(name, () => assert.equal(impactPrice(perpetual, bids, usdc(wanted), 'down'), price))

  test('an inverse contract averages by value: 10 contracts at 1000 and 10 at 500 are 20 / (1/100 + 1/50)', () => {
    const inverse = defineInversePerpetual({
      id: 'BTC-INV',
      base: defineAsset('XBT', 8),
      quote: defineAsset('USDC', 6),
      tickSize: ratioOf('1'),
      lotSize: ratioOf('10'),
    })
    // 100 USDC at 1000 is 0.1 BTC, at 500 it is 0.2 BTC: 200 USDC / 0.3 BTC = 666.67.
    assert.equal(
      impactPrice(
        inverse,
        levels([
          [1000n, 10n],
          [500n, 10n],
        ]),
        atoms(30_000_000n),
        'down',
      ),
      666n,
    )
  })

  const book = fc
    .array(fc.tuple(fc.bigInt(1n, 40n), fc.bigInt(1n, 30n)), { minLength: 1, maxLength: 6 })
    .map((steps) => {
      let price = 1000n
      return levels(steps.map(([down, size]) => [(price -= down), size]))
    })
  test('equals selling lot by lot until the notional is reached', () =>
    fc.assert(
      fc.property(book, fc.bigInt(1n, 900n), (side, wanted) => {
        const singles = side.flatMap(({ price, size }) => Array.from({ length: Number(size) }, () => price))
        let [value, count] = [0n, 0n]
        for (const price of singles) {
          if (value >= wanted * 100n) break
          value += price
          count += 1n
        }
        const enough = value >= wanted * 100n
        assert.equal(impactPrice(perpetual, side, usdc(wanted), 'down'), enough ? value / count : null)
      }),
      { numRuns: 200 },
    ))
})

describe('impact-price', () => {
  const rule: ImpactPriceRule = {
    kind: 'impact-price',
    index: { sources: [{ source: 's0', weight: 1n }], ageMax: 10_000, deviationMax: null },
    notional: usdc(1000n),
    basisMax: ratioOf('0.01'),
  }
  const judged = (bid: readonly DepthLevel[], ask: readonly DepthLevel[]) => {
    const book = { instrument: 'BTC', bids: bid, asks: ask }
    const found = judgeMark(rule, evidence({ prints: [print(0, 1000n)], book }))
    return `${found?.price} index ${found?.index} ${found?.status}`
  }
  const deep = 10_000n
  test('the middle of bid and ask', () =>
    assert.equal(judged(levels([[1003n, deep]]), levels([[1006n, deep]])), '1004 index 1000 fine'))
  test('a wick of the own book moves it to the clamp and no further', () => {
    assert.equal(judged(levels([[650n, deep]]), levels([[700n, deep]])), '990 index 1000 fine')
    assert.equal(judged(levels([[1300n, deep]]), levels([[1400n, deep]])), '1010 index 1000 fine')
  })
  test('a book too thin for the notional on either side says nothing', () => {
    assert.equal(judged(levels([[1003n, 1n]]), levels([[1006n, deep]])), '1000 index 1000 fine')
    assert.equal(judged(levels([[1003n, deep]]), []), '1000 index 1000 fine')
  })
  test('without an index there is no mark, and with one from before it is stale', () => {
    assert.equal(judgeMark(rule, evidence({})), null)
    const before = judgeMark(rule, evidence({ prints: [print(0, 1000n)] }))
    assert.equal(judgeMark(rule, evidence({ previous: before }))?.status, 'stale')
  })
})
