import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addIndex, createIndexSet, nextIndex, reachIndex, removeIndex, type IndexSet } from './index-set.ts'

const members = (set: IndexSet): readonly number[] => {
  const found: number[] = []
  for (let at = nextIndex(set, 0); at >= 0; at = nextIndex(set, at + 1)) found.push(at)
  return found
}

describe('IndexSet', () => {
  test('holds what a plain set holds and walks it in ascending order, through growth', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.boolean(), fc.oneof(fc.nat(70), fc.nat(200_000))), { maxLength: 80 }),
        (steps) => {
          const set = createIndexSet(1)
          const plain = new Set<number>()
          for (const [add, index] of steps) {
            reachIndex(set, index + 1)
            if (add) addIndex(set, index)
            else removeIndex(set, index)
            if (add) plain.add(index)
            else plain.delete(index)
          }
          assert.deepEqual(
            members(set),
            [...plain].sort((a, b) => a - b),
          )
        },
      ),
    ))

  test('a walk may remove the member it stands at, and finds neighbours across words of every level', () => {
    const set = createIndexSet(2_000_000)
    const all = [0, 31, 32, 1_023, 1_024, 32_767, 32_768, 1_048_575, 1_048_576, 1_999_999]
    for (const index of all) addIndex(set, index)
    const walked: number[] = []
    for (let at = nextIndex(set, 0); at >= 0; at = nextIndex(set, at + 1)) {
      walked.push(at)
      removeIndex(set, at)
    }
    assert.deepEqual(walked, all)
    assert.equal(nextIndex(set, 0), -1)
  })
})
