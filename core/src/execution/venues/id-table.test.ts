import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { createIdTable } from './id-table.ts'

/** A table whose values are 1, 2, ... in order of arrival. */
const numbered = () => {
  const names: string[] = []
  const places = new Map<number, number>()
  const table = createIdTable({
    nameOf: (value) => names[value - 1] ?? '',
    moved: (value, place) => places.set(value, place),
  })
  const add = (id: string): boolean => {
    const place = table.claim(id)
    if (place < 0) return false
    names.push(id)
    table.put(place, names.length)
    places.set(names.length, place)
    return true
  }
  return { table, add, places }
}

describe('createIdTable', () => {
  test('a new name is claimed once, and found from then on', () => {
    const { table, add } = numbered()
    assert.deepEqual(
      ['a', 'b', 'a', '', 'b', ''].map((id) => add(id)),
      [true, true, false, true, false, false],
    )
    assert.deepEqual(
      ['a', 'b', '', 'c'].map((id) => table.find(id)),
      [1, 2, 3, 0],
    )
  })
  test('after clear nothing is known', () => {
    const { table, add } = numbered()
    add('a')
    table.clear()
    assert.equal(table.find('a'), 0)
    assert.ok(table.claim('a') >= 0)
  })
  test('through several growths every value stays with its name, and says where it stands', () => {
    const { table, add, places } = numbered()
    for (let at = 0; at < 10_000; at += 1) assert.ok(add(`order-${at * 7}`))
    for (let at = 0; at < 10_000; at += 1) {
      assert.equal(table.find(`order-${at * 7}`), at + 1)
      assert.equal(table.find(`order-${at * 7 + 1}`), 0)
    }
    for (const [value, place] of places) {
      table.put(place, value)
      assert.equal(table.find(`order-${(value - 1) * 7}`), value)
    }
  })
  test('any strings, built anew, are found by content', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (ids) => {
        const { table, add } = numbered()
        const known = new Map<string, number>()
        for (const id of ids) {
          assert.equal(add(id.split('').join('')), !known.has(id))
          if (!known.has(id)) known.set(id, known.size + 1)
        }
        for (const [id, value] of known) assert.equal(table.find(id), value)
      }),
    )
  })
})
