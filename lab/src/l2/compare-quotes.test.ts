import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { CLOCK_TOLERANCE_US, compareQuotes, type QuoteComparison, type RecordedQuote } from './index.ts'
import { tapeOf } from './tape.fixtures.ts'

// Bids 99:5 98:7, asks 101:4 102:6. The update at 200 000 µs names bid 99 (taken away) and ask 102; that at 300 000 µs nothing near.
const tape = tapeOf(
  {
    kind: 's',
    at: 50_000,
    last: 10,
    levels: [
      ['b', 99, 5],
      ['b', 98, 7],
      ['a', 101, 4],
      ['a', 102, 6],
    ],
  },
  { at: 100_000, first: 11, last: 11, levels: [['b', 90, 1]] },
  {
    at: 200_000,
    first: 12,
    last: 12,
    levels: [
      ['b', 99, 0],
      ['a', 102, 8],
    ],
  },
  { at: 300_000, first: 13, last: 13, levels: [['b', 80, 1]] },
)
const compared = (...quotes: readonly RecordedQuote[]): QuoteComparison => compareQuotes(tape, quotes).comparison
const quote = (receivedUs: number, bid: number, bidSize: number, ask = 101, askSize = 4): RecordedQuote => ({
  receivedUs,
  bid,
  bidSize,
  ask,
  askSize,
})

describe('compareQuotes', () => {
  const rows: readonly (readonly [string, RecordedQuote, Partial<QuoteComparison>])[] = [
    ['the book before the update', quote(150_000, 99, 5), { equal: 1, equalWithSizes: 1 }],
    ['the book after the update', quote(150_000, 98, 7), { equal: 1, equalWithSizes: 1 }],
    ['a size on its way at a named price', quote(150_000, 99, 2), { equal: 1, equalWithSizes: 0 }],
    ['another size at a price that nobody named', quote(150_000, 98, 6), { contradicted: 1 }],
    ['a price behind one that stood all the time', quote(150_000, 98, 7, 102, 8), { contradicted: 1 }],
    ['a better price that nobody named', quote(150_000, 100, 1), { contradicted: 1 }],
    ['a quote that an update just behind it explains', quote(200_000 + CLOCK_TOLERANCE_US - 1, 99, 5), { shifted: 1 }],
    ['the same a little later', quote(200_000 + CLOCK_TOLERANCE_US + 1, 99, 5), { contradicted: 1 }],
    ['before the first update', quote(99_999, 99, 5), { outside: 1 }],
    ['after the last update', quote(300_000, 98, 7), { outside: 1 }],
  ]
  for (const [what, each, wanted] of rows)
    test(what, () => {
      const found = compared(each)
      const kinds = { outside: 0, equal: 0, between: 0, shifted: 0, contradicted: 0, ...wanted }
      const { outside, equal, between, shifted, contradicted } = found
      assert.deepEqual({ ...found, ...kinds }, found)
      assert.equal(outside + equal + between + shifted + contradicted, found.quotes)
      assert.equal(found.witnesses.length, contradicted)
    })

  test('a touch that flickers between two updates is between: named prices, neither the one before nor the one after', () => {
    const flicker = tapeOf(
      {
        kind: 's',
        at: 50_000,
        last: 10,
        levels: [
          ['b', 99, 5],
          ['a', 101, 4],
        ],
      },
      { at: 100_000, first: 11, last: 11, levels: [['b', 90, 1]] },
      { at: 200_000, first: 12, last: 12, levels: [['b', 100, 0]] },
    )
    const { comparison } = compareQuotes(flicker, [quote(150_000, 100, 3)])
    assert.deepEqual([comparison.between, comparison.equal, comparison.contradicted], [1, 0, 0])
  })

  test('a side is pinned where the update names nothing at or before its touch: only equality will do', () => {
    // Update 200 000 names bid 99 (the touch) and ask 102 (behind the touch): the ask is pinned, the bid is not.
    assert.deepEqual([compared(quote(150_000, 99, 5)).pinned, compared(quote(150_000, 99, 5)).pinnedEqual], [1, 1])
    // Update 300 000 names bid 80 alone: both are pinned.
    assert.deepEqual([compared(quote(250_000, 98, 7)).pinned, compared(quote(250_000, 98, 7)).pinnedEqual], [2, 2])
  })
})
