import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { fitted, spread, stackRows, textWidth } from './text.ts'

describe('fitted', () => {
  test('keeps what fits and shortens what does not', () => {
    assert.equal(fitted('soft', 100, 12), 'soft')
    const short = fitted('hyperliquid-like-with-a-long-name', 80, 12)
    assert.match(short, /^hyper.*…$/)
    assert.ok(textWidth(short, 12) <= 80)
  })
})

describe('spread', () => {
  const room = { gap: 10, min: 0, max: 100 }
  const rows: readonly (readonly [readonly number[], readonly number[]])[] = [
    [
      [20, 60],
      [20, 60],
    ], // far apart: nothing moves
    [
      [50, 50],
      [45, 55],
    ], // both move by half the gap
    [
      [50, 52, 54],
      [42, 52, 62],
    ],
    [
      [54, 50, 52],
      [62, 42, 52],
    ], // the order of the input does not matter
    [
      [0, 2],
      [0, 10],
    ], // the edge holds the first
    [
      [99, 100],
      [90, 100],
    ],
  ]
  for (const [wanted, placed] of rows)
    test(`${wanted.join(' ')} → ${placed.join(' ')}`, () => assert.deepEqual(spread(wanted, room), placed))

  test('labels are a gap apart, in order, and inside when they fit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -50, max: 150, noNaN: true }), { minLength: 1, maxLength: 10 }),
        (wanted) => {
          const sorted = spread(wanted, room).toSorted((a, b) => a - b)
          for (const [index, place] of sorted.entries()) {
            assert.ok(place >= -1e-9 && place <= 100 + 1e-9)
            if (index > 0) assert.ok(place - (sorted[index - 1] ?? 0) >= 10 - 1e-9)
          }
        },
      ),
    )
  })
})

describe('stackRows', () => {
  test('labels that overlap take different rows and reuse free ones', () => {
    const intervals = [
      { left: 0, right: 10 },
      { left: 5, right: 15 },
      { left: 10, right: 20 },
      { left: 12, right: 30 },
    ]
    assert.deepEqual(stackRows(intervals), [0, 1, 0, 2])
  })
})
