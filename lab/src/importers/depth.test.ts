import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { openBookWatch } from './book-watch.ts'
import { DEPTH_COLUMNS, readDepthRows, scanDepth } from './depth.ts'
import type { DepthRow } from './depth-row.ts'
import { fileOf, packed, START_MS, table } from './files.fixtures.ts'

const US = START_MS * 1000
const tape = (rows: readonly string[]): string => table(DEPTH_COLUMNS.join(','), rows)
/** `kind first-last<prev side price qty`, received one second after another. */
const rows = (...lines: readonly string[]): readonly string[] =>
  lines.map((line, at) => {
    const [kind, ids = '', side, price, qty] = line.split(' ')
    const [range = '', prev = ''] = ids.split('<')
    const [first, last] = range.split('-')
    return [US + at * 1_000_000, START_MS + at, kind, first, last ?? first, prev, side, price, qty].join(',')
  })

const flawsOf = async (path: string): Promise<readonly (readonly [string, number, number | undefined])[]> =>
  (await scanDepth(path)).flaws.map(({ kind, count, first }) => [kind, count, first[0]?.row])

describe('readDepthRows', () => {
  test('gives exact prices and sizes in 1e-8, and nothing where a field is empty', async (t) => {
    const text = tape([`${US},,s,7,7,,b,61837.63000000,0.00000001`, `${US},${START_MS},u,8,9,7,a,61838,0`])
    const read: DepthRow[] = []
    for await (const batch of readDepthRows(fileOf(t, 'x.csv.gz', packed(text)))) read.push(...batch)
    assert.deepEqual(read, [
      {
        row: 2,
        recvUs: US,
        eventMs: null,
        kind: 's',
        firstId: 7,
        lastId: 7,
        prevId: null,
        side: 'b',
        price: 6_183_763_000_000,
        qty: 1,
      },
      {
        row: 3,
        recvUs: US,
        eventMs: START_MS,
        kind: 'u',
        firstId: 8,
        lastId: 9,
        prevId: 7,
        side: 'a',
        price: 6_183_800_000_000,
        qty: 0,
      },
    ])
  })

  const refused: readonly (readonly [string, string, RegExp])[] = [
    ['another kind', `${US},,x,7,7,,b,1,1`, /row 2, kind = x .* s or u/],
    ['another side', `${US},,s,7,7,,buy,1,1`, /row 2, side = buy/],
    ['a price of 0', `${US},,s,7,7,,b,0,1`, /row 2, price = 0 .*above 0/],
    ['a ninth digit', `${US},,s,7,7,,b,1.000000001,1`, /at most 8 digits/],
    ['a negative size', `${US},,s,7,7,,b,1,-1`, /row 2, qty = -1/],
    ['an id that is no whole number', `${US},,s,7.5,7,,b,1,1`, /row 2, first_id = 7.5/],
    ['milliseconds', `${START_MS},,s,7,7,,b,1,1`, /row 2, recv_us = .*looks like milliseconds/],
  ]
  for (const [name, row, message] of refused)
    test(`refuses ${name}`, async (t) => {
      const read = async (): Promise<void> => {
        for await (const batch of readDepthRows(fileOf(t, 'x.csv', tape([row])))) assert.fail(`read ${batch.length}`)
      }
      await assert.rejects(read(), { name: 'WireError', message })
    })
})

describe('scanDepth', () => {
  const BOOK = ['s 10 b 99 5', 's 10 a 101 5'] as const
  // [name, rows, flaws as kind, count, first row]
  const cases: readonly (readonly [string, readonly string[], readonly (readonly [string, number, number])[]])[] = [
    ['a sound futures tape', [...BOOK, 'u 11-12<10 b 100 1', 'u 13-14<12 b 100 0'], []],
    ['a sound spot tape', [...BOOK, 'u 9-11 b 100 1', 'u 12-14 a 100.5 2'], []],
    ['an update before the snapshot that the snapshot holds', ['u 8-9 a 98 1', ...BOOK], []],
    [
      'a later update before the snapshot is applied after it',
      ['u 10-11 a 101 0', 'u 12-12 a 98 1', ...BOOK],
      [['crossed-book', 1, 5]],
    ],
    ['a missing message of futures', [...BOOK, 'u 11-12<10 b 100 1', 'u 15-16<14 b 100 0'], [['sequence-break', 1, 5]]],
    ['a missing message of spot', [...BOOK, 'u 11-12 b 100 1', 'u 14-16 b 100 0'], [['sequence-break', 1, 5]]],
    ['a message that comes late', [...BOOK, 'u 11-14 b 100 1', 'u 12-13 b 100 0'], [['sequence-break', 1, 5]]],
    ['a bid that reaches the ask', [...BOOK, 'u 11-11<10 b 101 1', 'u 12-12<11 b 101 0'], [['crossed-book', 1, 4]]],
    [
      'a cross inside a message, gone at its end',
      [...BOOK, 'u 11-11<10 b 101 1', 'u 11-11<10 a 101 0', 'u 11-11<10 a 102 1'],
      [],
    ],
    ['no snapshot', ['u 11-11 b 100 1'], [['sequence-break', 1, 2]]],
  ]
  for (const [name, lines, flaws] of cases)
    test(name, async (t) => assert.deepEqual(await flawsOf(fileOf(t, 'x.csv', tape(rows(...lines)))), flaws))

  test('notes a clock that goes back', async (t) => {
    const [first = '', second = ''] = rows(...BOOK)
    assert.deepEqual(await flawsOf(fileOf(t, 'x.csv', tape([second, first]))), [['unsorted-time', 1, 3]])
  })
})

describe('openBookWatch', () => {
  const step = fc.record({ side: fc.constantFrom('b' as const, 'a' as const), price: fc.nat(6), qty: fc.nat(1) })
  test('finds the best prices that a sorted book has after every step', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const watch = openBookWatch()
        const twin = { b: new Set<number>(), a: new Set<number>() }
        for (const { side, price, qty } of steps) {
          watch.set(side, price, qty)
          if (qty === 0) twin[side].delete(price)
          else twin[side].add(price)
          const bid = [...twin.b].toSorted((x, y) => y - x)[0]
          const ask = [...twin.a].toSorted((x, y) => x - y)[0]
          const wanted = bid !== undefined && ask !== undefined && bid >= ask ? [bid, ask] : null
          assert.deepEqual(watch.crossed(), wanted)
        }
      }),
    )
  })
})
