import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { ratioOf } from '../../units/index.ts'
import type { IndexPrint } from '../../market/index.ts'
import { evidence, mark, now, print } from '../fixtures.ts'
import { MixedPrintsError } from '../fresh.ts'
import { judgeMark } from '../judge.ts'
import type { MedianRule } from '../rules.ts'
import type { Mark } from '../types.ts'

const rule = (...weights: readonly bigint[]): MedianRule => ({
  kind: 'weighted-median',
  sources: weights.map((weight, index) => ({ source: `s${index}`, weight })),
  ageMax: 10_000,
  deviationMax: null,
})
const weightedMedian = (by: MedianRule, prints: readonly IndexPrint[], previous: Mark | null): Mark | null =>
  judgeMark(by, evidence({ prints, previous }))

describe('weighted-median', () => {
  const rows: readonly (readonly [string, readonly bigint[], readonly IndexPrint[], bigint | null, string])[] = [
    ['one source', [1n], [print(0, 100n)], null, '100 fine'],
    ['the middle of three', [1n, 1n, 1n], [print(0, 100n), print(1, 300n), print(2, 200n)], null, '200 fine'],
    ['a heavy source decides', [3n, 1n, 1n], [print(0, 100n), print(1, 300n), print(2, 200n)], null, '100 fine'],
    ['weights, not counts', [2n, 1n, 2n], [print(0, 100n), print(1, 300n), print(2, 200n)], null, '200 fine'],
    ['halves: lower without a previous mark', [1n, 1n], [print(0, 100n), print(1, 300n)], null, '100 fine'],
    ['halves: the previous mark stays between them', [1n, 1n], [print(0, 100n), print(1, 300n)], 170n, '170 fine'],
    ['halves: a lower previous mark rises to the lower', [1n, 1n], [print(0, 100n), print(1, 300n)], 90n, '100 fine'],
    ['halves: a higher previous mark falls to the upper', [1n, 1n], [print(0, 100n), print(1, 300n)], 310n, '300 fine'],
    [
      'no halves: the previous mark does not matter',
      [1n, 1n, 1n],
      [print(0, 1n), print(1, 2n), print(2, 3n)],
      900n,
      '2 fine',
    ],
    ['an age of exactly ageMax is fresh', [1n], [print(0, 100n, 10_000)], 90n, '100 fine'],
    ['one millisecond older is not', [1n], [print(0, 100n, 10_001)], 90n, '90 stale'],
    ['nor is a print from the future', [1n], [print(0, 100n, -1)], 90n, '90 stale'],
    [
      'an older fresh print stands in for one from the future',
      [1n],
      [print(0, 100n, -1), print(0, 80n, 5)],
      90n,
      '80 fine',
    ],
    ['the latest print of a source counts', [1n], [print(0, 100n, 1), print(0, 80n, 5)], null, '100 fine'],
    ['at equal times the later in the list', [1n], [print(0, 100n, 5), print(0, 80n, 5)], null, '80 fine'],
    ['half of the weight is enough', [1n, 1n], [print(0, 100n)], 90n, '100 fine'],
    ['less than half is not', [1n, 1n, 1n], [print(0, 100n)], 90n, '90 stale'],
    ['weight counts there too', [2n, 1n, 1n], [print(0, 100n)], 90n, '100 fine'],
    ['without fresh weight and mark there is none', [1n], [print(0, 100n, 20_000)], null, 'none'],
    ['a source outside the rule does not count', [1n], [print(7, 100n)], 90n, '90 stale'],
    ['no prints at all keep the mark', [1n], [], 90n, '90 stale'],
    ['no prints and no mark', [1n], [], null, 'none'],
    ['no sources', [], [print(0, 100n)], 90n, '90 stale'],
  ]
  for (const [name, weights, prints, previous, wanted] of rows)
    test(`${name}: ${wanted}`, () => {
      const found = weightedMedian(rule(...weights), prints, previous === null ? null : mark(previous))
      assert.equal(found === null ? 'none' : `${found.price} ${found.status}`, wanted)
      if (found !== null) assert.equal(found.time, found.status === 'fine' ? now : now - 50_000)
    })

  test('a stale mark that finds its sources again is fine', () => {
    const stale = weightedMedian(rule(1n), [], mark(90n))
    assert.deepEqual(weightedMedian(rule(1n), [print(0, 95n)], stale), { ...mark(95n), time: now })
  })
  test('refuses prints of two instruments', () => {
    assert.throws(
      () => weightedMedian(rule(1n), [print(0, 1n), { ...print(0, 2n), instrument: 'ETH' }], null),
      MixedPrintsError,
    )
    assert.throws(() => weightedMedian(rule(1n), [{ ...print(0, 2n), instrument: 'ETH' }], mark(1n)), MixedPrintsError)
  })

  const sources = fc.array(fc.record({ weight: fc.bigInt(1n, 9n), price: fc.bigInt(1n, 1_000n), bad: fc.boolean() }), {
    minLength: 1,
    maxLength: 9,
  })
  const previousPrice = fc.option(fc.bigInt(1n, 1_000n), { nil: null })
  const weigh = (drawn: readonly { readonly weight: bigint }[]): bigint =>
    drawn.reduce((sum, { weight }) => sum + weight, 0n)
  const judge = (
    drawn: readonly { readonly weight: bigint; readonly price: bigint }[],
    previous: bigint | null,
  ): bigint => {
    const found = weightedMedian(
      rule(...drawn.map(({ weight }) => weight)),
      drawn.map(({ price }, index) => print(index, price)),
      previous === null ? null : mark(previous),
    )
    assert.ok(found !== null && found.status === 'fine')
    return found.price
  }

  test('sources with less than half of the fresh weight stay within the range of the others; with half, of those and the mark', () =>
    fc.assert(
      fc.property(sources, previousPrice, fc.bigInt(1n, 10n ** 12n), (drawn, previous, target) => {
        const honest = drawn.filter(({ bad }) => !bad)
        const [good, all] = [weigh(honest), weigh(drawn)]
        if (2n * good < all || (2n * good === all && previous === null)) return
        const range = honest.map(({ price }) => price)
        if (2n * good === all && previous !== null) range.push(previous)
        const found = judge(
          drawn.map((each) => (each.bad ? { ...each, price: target } : each)),
          previous,
        )
        const sorted = range.toSorted((a, b) => (a < b ? -1 : 1))
        const [low, high] = [sorted[0], sorted.at(-1)]
        assert.ok(low !== undefined && high !== undefined && found >= low && found <= high)
      }),
      { numRuns: 500 },
    ))

  test('it minimises the weighted distance to all sources', () =>
    fc.assert(
      fc.property(sources, previousPrice, (drawn, previous) => {
        const cost = (at: bigint): bigint =>
          drawn.reduce((sum, { weight, price }) => sum + weight * (price > at ? price - at : at - price), 0n)
        const found = cost(judge(drawn, previous))
        for (const { price } of drawn) assert.ok(found <= cost(price))
      }),
      { numRuns: 300 },
    ))

  test('the order of sources does not matter, and the mark follows every price up', () =>
    fc.assert(
      fc.property(sources, previousPrice, fc.nat(8), fc.bigInt(0n, 500n), (drawn, previous, at, rise) => {
        const found = judge(drawn, previous)
        assert.equal(judge(drawn.toReversed(), previous), found)
        const raised = drawn.map((each, index) => (index === at ? { ...each, price: each.price + rise } : each))
        assert.ok(judge(raised, previous) >= found)
      }),
      { numRuns: 300 },
    ))

  const capped = { ...rule(1n, 1n, 1n), deviationMax: ratioOf('0.05') }
  const cases: readonly (readonly [string, MedianRule, readonly IndexPrint[], string])[] = [
    ['a lone wick is left out', capped, [print(0, 1000n), print(1, 1001n), print(2, 700n)], '1000 fine 1'],
    ['at the cap it stays', capped, [print(0, 1000n), print(1, 1000n), print(2, 950n)], '1000 fine 0'],
    ['one tick beyond it goes', capped, [print(0, 1000n), print(1, 1000n), print(2, 949n)], '1000 fine 1'],
    ['upwards as well', capped, [print(0, 1000n), print(1, 1000n), print(2, 1051n)], '1000 fine 1'],
    ['two that differ cannot tell who is right', capped, [print(0, 1000n), print(1, 700n)], '999 suspect 2'],
    ['two that agree can go far', capped, [print(0, 700n), print(1, 701n)], '701 fine 0'],
    ['three that all differ', capped, [print(0, 700n), print(1, 1000n), print(2, 1300n)], '999 suspect 2'],
    [
      'one alone has nobody to differ from',
      { ...capped, sources: [{ source: 's0', weight: 1n }] },
      [print(0, 7n)],
      '7 fine 0',
    ],
  ]
  for (const [name, by, prints, wanted] of cases)
    test(`${name}: ${wanted}`, () => {
      const found = weightedMedian(by, prints, mark(999n))
      assert.equal(`${found?.price} ${found?.status} ${found?.leftOut ?? 0}`, wanted)
    })

  test('with a cap too, a minority moves the mark only within the range of the others', () =>
    fc.assert(
      fc.property(sources, fc.bigInt(1n, 10n ** 6n), (drawn, target) => {
        const honest = drawn.filter(({ bad }) => !bad)
        const [good, all] = [weigh(honest), weigh(drawn)]
        if (2n * good <= all) return
        const found = weightedMedian(
          { ...rule(...drawn.map(({ weight }) => weight)), deviationMax: ratioOf('0.02') },
          drawn.map(({ bad, price }, index) => print(index, bad ? target : price)),
          null,
        )
        if (found === null) return
        const sorted = honest.map(({ price }) => price).toSorted((a, b) => (a < b ? -1 : 1))
        const [low, high] = [sorted[0] ?? 0n, sorted.at(-1) ?? 0n]
        // Whatever stays stands within 2 % of a price of that range.
        assert.ok(100n * found.price >= 98n * low && 100n * found.price <= 102n * high)
      }),
      { numRuns: 300 },
    ))
})
