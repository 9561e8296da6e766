import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { tapeOf } from '../l2/tape.fixtures.ts'
import { sampleBook } from './book-samples.ts'

// snapshot: 5 at 100, 4 at 99; 7 at 101, 8 at 102. Steps of 100 ms from the first update, received at 1 s.
const tape = tapeOf(
  {
    kind: 's',
    at: 990_000,
    last: 1,
    levels: [
      ['b', 100, 5],
      ['b', 99, 4],
      ['a', 101, 7],
      ['a', 102, 8],
    ],
  },
  { at: 1_000_000, last: 2, levels: [['b', 100, 6]] }, // + 1 at the best bid
  { at: 1_050_000, last: 3, levels: [['a', 102, 10]] }, // − 2 at the second ask
  { at: 1_320_000, last: 4, levels: [['a', 101, 0]] }, // the best ask of 7 goes, 10 at 102 is best; the second ask is gone
  { at: 1_400_000, last: 5, levels: [['b', 99, 1]] },
)

describe('sampleBook', () => {
  const samples = sampleBook(tape, { levels: 2, stepMs: 100 })

  test('flows by step and level, by hand; quiet steps have none; the unfinished step is left out', () => {
    assert.equal(samples.steps, 4)
    assert.deepEqual([...samples.flows], [1, -2, 0, 0, 0, 0, 7, 10])
  })

  test('the book at the end of each step', () => {
    assert.deepEqual([...samples.mid], [100.5, 100.5, 100.5, 101])
    assert.deepEqual([...samples.spread], [1, 1, 1, 2])
    assert.deepEqual([...samples.topImbalance], [-1 / 13, -1 / 13, -1 / 13, -4 / 16])
    assert.deepEqual([...samples.deepImbalance], [-7 / 27, -7 / 27, -7 / 27, 0])
  })
})
