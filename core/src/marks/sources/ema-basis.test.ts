import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { lots, ratioOf, ticks } from '../../units/index.ts'
import { evidence, now, print } from '../fixtures.ts'
import { judgeMark } from '../judge.ts'
import type { EmaBasisRule } from '../rules.ts'
import type { Mark } from '../types.ts'

const rule: EmaBasisRule = {
  kind: 'ema-basis',
  index: { sources: [{ source: 's0', weight: 1n }], ageMax: 10_000, deviationMax: null },
  own: { kind: 'trades', source: 's1', ageMax: 10_000 },
  halfLife: 60_000,
  basisMax: ratioOf('0.005'),
}

/** One moment: ms after the start, index and own price. */
type Moment = readonly [after: number, index: bigint, own: bigint]

const run = (moments: readonly Moment[], by: EmaBasisRule = rule): Mark | null =>
  moments.reduce<Mark | null>((previous, [after, index, own]) => {
    const time = now + after
    const prints = [
      { ...print(0, index), time },
      { ...print(1, own), time },
    ]
    return judgeMark(by, evidence({ prints, previous, now: time }))
  }, null)

describe('ema-basis', () => {
  const rows: readonly (readonly [string, readonly Moment[], bigint])[] = [
    // Index 1 000 000, own 1 002 000: basis 0.2 %.
    ['a first basis does not count yet', [[0, 1_000_000n, 1_002_000n]], 1_000_000n],
    [
      'half of it after a half-life',
      [
        [0, 1_000_000n, 1_002_000n],
        [60_000, 1_000_000n, 1_002_000n],
      ],
      1_000_999n,
    ],
    [
      'three quarters after two',
      [
        [0, 1_000_000n, 1_002_000n],
        [120_000, 1_000_000n, 1_000_000n],
      ],
      1_001_499n,
    ],
    [
      'a wick of a third counts as the cap of 0.5 %',
      [
        [0, 1_000_000n, 666_666n],
        [60_000, 1_000_000n, 666_666n],
      ],
      997_499n,
    ],
    [
      'and is forgotten by half-lives',
      [
        [0, 1_000_000n, 666_666n],
        [60_000, 1_000_000n, 1_000_000n],
        [120_000, 1_000_000n, 1_000_000n],
      ],
      998_749n,
    ],
    [
      'the index passes through at once',
      [
        [0, 1_000_000n, 1_000_000n],
        [1, 700_000n, 700_000n],
      ],
      700_000n,
    ],
  ]
  for (const [name, moments, wanted] of rows)
    // Rounding down at 1e-18 and at the tick costs at most one tick.
    test(`${name}: ${wanted}`, () => {
      const found = run(moments)
      assert.ok(found !== null && found.price >= wanted && found.price <= wanted + 1n, `${found?.price}`)
      assert.equal(found.status, 'fine')
    })

  const path = fc.array(
    fc.tuple(fc.integer({ min: 1, max: 50_000 }), fc.bigInt(900_000n, 1_100_000n), fc.bigInt(900_000n, 1_100_000n)),
    { minLength: 1, maxLength: 12 },
  )
  const timed = (steps: readonly Moment[]): Moment[] => {
    let after = 0
    return steps.map(([wait, index, own]) => [(after += wait), index, own])
  }

  test('judging more often without news changes nothing beyond rounding', () =>
    fc.assert(
      fc.property(path, fc.integer({ min: 1, max: 7 }), (steps, parts) => {
        const whole = timed(steps)
        const split = whole.flatMap((moment, at): Moment[] => {
          const [end] = whole[at + 1] ?? [moment[0]]
          const gap = Math.floor((end - moment[0]) / (parts + 1))
          return Array.from({ length: gap > 0 ? parts + 1 : 1 }, (_, part) => [
            moment[0] + part * gap,
            moment[1],
            moment[2],
          ])
        })
        const [once, often] = [run(whole), run(split)]
        assert.ok(once?.memory?.kind === 'basis' && often?.memory?.kind === 'basis')
        const off = once.memory.average - often.memory.average
        // 96 roundings of 1e-18 and as many relative errors of 2^-50 on at most 0.5 %.
        assert.ok(off * off <= 1_000_000n, `${off}`)
      }),
      { numRuns: 100 },
    ))

  test('the mark never leaves the cap around the index, and equals the average taken in floats', () =>
    fc.assert(
      fc.property(path, (steps) => {
        const moments = timed(steps)
        const found = run(moments)
        const last = moments.at(-1)
        assert.ok(found !== null && last !== undefined)
        let [average, standing, before] = [0, 0, moments[0]?.[0] ?? 0]
        for (const [after, index, own] of moments) {
          average = standing + (average - standing) * 2 ** (-(after - before) / 60_000)
          standing = Math.max(-0.005, Math.min(0.005, Number(own) / Number(index) - 1))
          before = after
        }
        assert.ok(Math.abs(Number(found.price) - Number(last[1]) * (1 + average)) <= 1.001)
        assert.ok(1000n * found.price >= 995n * last[1] - 1000n && 1000n * found.price <= 1005n * last[1])
      }),
      { numRuns: 100 },
    ))

  test('the middle of the own book serves as well, and an empty book says nothing', () => {
    const byBook: EmaBasisRule = { ...rule, own: { kind: 'book' } }
    const level = (price: bigint) => [{ price: ticks(price), size: lots(1n) }]
    const at = (after: number, previous: Mark | null, book: boolean) =>
      judgeMark(
        byBook,
        evidence({
          prints: [{ ...print(0, 1_000_000n), time: now + after }],
          previous,
          now: now + after,
          book: { instrument: 'BTC', bids: book ? level(1_001_000n) : [], asks: level(1_003_000n) },
        }),
      )
    assert.ok([1_000_999n, 1_001_000n].includes(at(60_000, at(0, null, true), true)?.price ?? 0n))
    assert.equal(at(60_000, at(0, null, false), false)?.price, 1_000_000n)
  })

  test('without an index it is stale and forgets nothing', () => {
    const first = run([[0, 1_000_000n, 1_002_000n]])
    const later = judgeMark(rule, evidence({ prints: [], previous: first, now: now + 20_000 }))
    assert.deepEqual([later?.status, later?.memory], ['stale', first?.memory])
  })
})
