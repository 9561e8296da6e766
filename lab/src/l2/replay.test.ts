import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { depthTapeOf, ReplayError, replayBook, topOf, type DepthTape, type ReplayCounts, type Top } from './index.ts'
import { tapeOf, type Message } from './tape.fixtures.ts'

const snapshot: Message = {
  kind: 's',
  at: 50,
  last: 10,
  levels: [
    ['b', 99, 1],
    ['b', 98, 5],
    ['a', 101, 1],
  ],
}

const replayed = (tape: DepthTape): { readonly counts: ReplayCounts; readonly last: Top; readonly shown: number } => {
  let [last, shown]: [Top, number] = [{ bid: 0, bidSize: 0, ask: 0, askSize: 0 }, 0]
  const counts = replayBook(tape, (book) => {
    last = topOf(book)
    shown += 1
  })
  return { counts, last, shown }
}

describe('replayBook', () => {
  test('an update that the snapshot holds is dropped, one that it does not is applied, also when it came before it', () => {
    const { counts, last, shown } = replayed(
      tapeOf(
        { at: 10, first: 1, last: 9, previous: 0, levels: [['b', 99, 777]] },
        { at: 20, first: 10, last: 12, previous: 9, levels: [['b', 99, 3]] },
        snapshot,
        {
          at: 60,
          first: 13,
          last: 15,
          previous: 12,
          levels: [
            ['a', 101, 0],
            ['a', 102, 4],
          ],
        },
      ),
    )
    assert.deepEqual(last, { bid: 99, bidSize: 3, ask: 102, askSize: 4 })
    assert.deepEqual(counts, { rows: 7, snapshotRows: 3, dropped: 1, applied: 2, appliedRows: 3, gaps: 0, crossed: 0 })
    assert.equal(shown, 3)
  })

  // Snapshot id 10. First id of the first update · whether something is missing between them.
  for (const [first, gaps] of [
    [10, 0],
    [11, 0],
    [12, 1],
  ] as const)
    test(`a first update from ${first} on after snapshot 10: ${gaps} gaps`, () => {
      const update: Message = { at: 60, first, last: 14, previous: 9, levels: [['b', 98, 1]] }
      assert.equal(replayed(tapeOf(snapshot, update)).counts.gaps, gaps)
    })

  test('futures chain by previous id: a wrong one is a gap even when first ids touch', () => {
    const next = { at: 70, first: 13, last: 15, levels: [['b', 98, 1]] } as const
    const start: Message = { at: 60, first: 11, last: 12, previous: 9, levels: [['b', 98, 2]] }
    assert.equal(replayed(tapeOf(snapshot, start, { ...next, previous: 12 })).counts.gaps, 0)
    assert.equal(replayed(tapeOf(snapshot, start, { ...next, previous: 11 })).counts.gaps, 1)
  })

  test('spot names no previous id: the first id must not leap over one', () => {
    const start: Message = { at: 60, first: 11, last: 12, levels: [['b', 98, 2]] }
    for (const [first, gaps] of [
      [12, 0],
      [13, 0],
      [14, 1],
    ] as const)
      assert.equal(
        replayed(tapeOf(snapshot, start, { at: 70, first, last: 20, levels: [['b', 98, 1]] })).counts.gaps,
        gaps,
      )
  })

  test('a book that crosses is counted for each message after which it is', () => {
    const { counts } = replayed(
      tapeOf(
        snapshot,
        { at: 60, first: 11, last: 11, levels: [['b', 101, 1]] },
        { at: 61, first: 12, last: 12, levels: [['b', 97, 1]] },
        { at: 62, first: 13, last: 13, levels: [['b', 101, 0]] },
      ),
    )
    assert.equal(counts.crossed, 2)
  })

  test('no snapshot and a second one are refused by name', () => {
    assert.throws(() => replayed(tapeOf({ at: 1, last: 1, levels: [['b', 1, 1]] })), ReplayError)
    assert.throws(() => replayed(tapeOf(snapshot, { ...snapshot, at: 90, last: 20 })), /second one, id 20/)
  })
})

describe('depthTapeOf', () => {
  test('ticks and lots are the coarsest powers of ten that keep every number whole', () => {
    const row = { row: 2, recvUs: 1, eventMs: null, kind: 's', firstId: 1, lastId: 1, prevId: null, side: 'b' } as const
    const tape = depthTapeOf([
      { ...row, price: 6_180_020_000_000, qty: 250_000_000 },
      { ...row, price: 6_180_000_000_000, qty: 0 },
      { ...row, price: 6_179_990_000_000, qty: 100_000 },
    ])
    assert.deepEqual([tape.tickSize, tape.lotSize], [0.1, 0.001])
    assert.deepEqual([...tape.price], [618_002, 618_000, 617_999])
    assert.deepEqual([...tape.size], [2500, 0, 1])
  })
})
