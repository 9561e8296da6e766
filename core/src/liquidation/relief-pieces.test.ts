import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { lots } from '../units/index.ts'
import { atMark, book, holder, viewOf } from './fixtures.ts'
import { isBetterPiece, pieceAfter, reliefPieces } from './relief-pieces.ts'

const UNIT = 10n ** 18n // one USDC in atoms / 1e12

describe('reliefPieces', () => {
  // 300 BTC lots of 500: 150 000, second tier (4 %) down to 100 000, which is 100 lots away, then 2 %.
  const books = [
    book(
      'BTC-PERP',
      [
        [49_900n, 60n],
        [49_800n, 100n],
      ],
      [],
    ),
  ]
  const view = viewOf({ account: holder('1', [atMark('BTC-PERP', 300n)]), books, feeRate: '0.001' })
  const pieces = reliefPieces(view, { instrument: 'BTC-PERP', size: lots(300n) })
  test('breaks where the book and where the tier changes', () => {
    assert.deepEqual(
      pieces.map((piece) => [piece.lots, piece.relief / UNIT]),
      [
        [60n, 20n],
        [40n, 20n],
        [60n, 10n],
        [140n, 0n], // beyond the book
      ],
    )
  })
  test('counts fee and distance from mark per lot', () => {
    // 100 ticks · 0.01 = 1, 200 ticks = 2, each with 500 · 0.1 % = 0.5
    assert.deepEqual(
      pieces.slice(0, 3).map((piece) => (piece.cost * 10n) / UNIT),
      [15n, 25n, 25n],
    )
  })
  test('ranks by relief per cost', () => {
    const [first, second, third, last] = pieces
    if (first === undefined || second === undefined || third === undefined || last === undefined) assert.fail('four')
    assert.ok(isBetterPiece(first, second) && isBetterPiece(second, third) && isBetterPiece(third, last))
    assert.equal(isBetterPiece(first, first), false)
  })
  test('a short walks the asks', () => {
    const short = viewOf({
      account: holder('1', [atMark('BTC-PERP', -10n)]),
      books: [book('BTC-PERP', [], [[50_300n, 50n]])],
    })
    const [piece] = reliefPieces(short, { instrument: 'BTC-PERP', size: lots(-10n) })
    assert.deepEqual([piece?.lots, (piece?.relief ?? 0n) / UNIT, (piece?.cost ?? 0n) / UNIT], [10n, 10n, 3n])
  })
})

describe('pieceAfter', () => {
  const piece = (size: bigint) => ({ lots: size, relief: size, cost: 1n })
  const pieces = [piece(3n), piece(5n)]
  for (const [cut, left, relief] of [
    [0n, 3n, 3n],
    [2n, 1n, 3n],
    [3n, 5n, 5n],
    [7n, 1n, 5n],
  ] as const)
    test(`after ${cut} lots ${left} are left of the piece`, () => {
      const found = pieceAfter(pieces, cut)
      assert.deepEqual([found?.lots, found?.relief], [left, relief])
    })
  test('is nothing once all is cut', () => assert.equal(pieceAfter(pieces, 8n), undefined))
})
