import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { ratioOf, ticks } from '../../units/index.ts'
import { evidence, mark, now, print } from '../fixtures.ts'
import { judgeMark } from '../judge.ts'
import type { ConfidenceRule } from '../rules.ts'

const rule = (count: number, multiple = '1'): ConfidenceRule => ({
  kind: 'confidence',
  sources: Array.from({ length: count }, (_, at) => ({ source: `s${at}`, weight: 1n })),
  ageMax: 10_000,
  widthMax: ratioOf('0.02'),
  multiple: ratioOf(multiple),
})
const sure = (at: number, price: bigint, confidence: bigint, age = 0) => ({
  ...print(at, price, age),
  confidence: ticks(confidence),
})

describe('confidence', () => {
  const shown = (by: ConfidenceRule, prints: readonly ReturnType<typeof sure>[], previous: bigint | null) => {
    const found = judgeMark(by, evidence({ prints, previous: previous === null ? null : mark(previous) }))
    return found === null ? 'none' : `${found.price} index ${found.index} ${found.status}`
  }
  test('a first mark is the index', () =>
    assert.equal(shown(rule(1), [sure(0, 1000n, 5n)], null), '1000 index 1000 fine'))
  test('falling, it stands at the upper end: longs are judged at price + width', () =>
    assert.equal(shown(rule(1), [sure(0, 900n, 5n)], 1000n), '905 index 900 fine'))
  test('rising, at the lower end: shorts at price - width', () =>
    assert.equal(shown(rule(1), [sure(0, 1100n, 5n)], 1000n), '1095 index 1100 fine'))
  test('inside what the source believes it does not move', () =>
    assert.equal(shown(rule(1), [sure(0, 997n, 5n)], 1000n), '1000 index 997 fine'))
  test('several half-widths may be given', () =>
    assert.equal(shown(rule(1, '2'), [sure(0, 900n, 5n)], 1000n), '910 index 900 fine'))
  test('a width of exactly the cap is believed, one tick more is suspect', () => {
    assert.equal(shown(rule(1), [sure(0, 1000n, 20n)], 1000n), '1000 index 1000 fine')
    assert.equal(shown(rule(1), [sure(0, 1000n, 21n)], 1000n), '1000 index 1000 suspect')
  })
  // Votes 699 700 701 999 1000 1001 999 1000 1001: median 999, quartiles 701 and 1000, width 298.
  test('one of three that is far away makes the width, not the price', () =>
    assert.equal(
      shown(rule(3), [sure(0, 1000n, 1n), sure(1, 1000n, 1n), sure(2, 700n, 1n)], 1000n),
      '1000 index 999 suspect',
    ))
  test('a print without a width does not count', () => {
    const found = judgeMark(rule(1), evidence({ prints: [print(0, 900n)], previous: mark(1000n) }))
    assert.deepEqual([found?.price, found?.status], [1000n, 'stale'])
  })

  test('every move ends at the edge of the interval that faces where it came from', () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.bigInt(900n, 1100n), fc.bigInt(0n, 18n)), { minLength: 2 }), (steps) => {
        let previous: ReturnType<typeof judgeMark> = null
        for (const [at, [price, width]] of steps.entries()) {
          const time = now + at
          const found = judgeMark(
            rule(1),
            evidence({ prints: [{ ...sure(0, price, width), time }], previous, now: time }),
          )
          assert.ok(found !== null)
          if (previous !== null && found.price < previous.price) assert.equal(found.price, price + width)
          if (previous !== null && found.price > previous.price) assert.equal(found.price, price - width)
          previous = found
        }
      }),
    ))
})
