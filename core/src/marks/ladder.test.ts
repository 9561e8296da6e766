import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { ratioOf } from '../units/index.ts'
import { evidence, print } from './fixtures.ts'
import { judgeMark } from './judge.ts'
import type { MedianRule } from './rules.ts'
import type { Mark } from './types.ts'

const rule: MedianRule = {
  kind: 'weighted-median',
  sources: ['s0', 's1', 's2'].map((source) => ({ source, weight: 1n })),
  ageMax: 0,
  deviationMax: ratioOf('0.05'),
  ladder: { haltAfter: 60_000, recoverAfter: 10_000 },
}

/** What the sources do in one second: agree at 1000, differ so that nobody is believed, or say nothing. */
type Second = 'a' | 'd' | '-'

const PRICES: Readonly<Record<Second, readonly bigint[]>> = {
  a: [1000n, 1000n, 1000n],
  d: [500n, 1000n, 2000n],
  '-': [],
}

/** Statuses second by second, first letters. */
const walk = (seconds: string, by: MedianRule = rule): string => {
  let previous: Mark | null = null
  let shown = ''
  for (const [at, letter] of Array.from(seconds).entries()) {
    const time = 1_000_000 + at * 1_000
    const prices = letter === 'a' || letter === 'd' || letter === '-' ? PRICES[letter] : []
    const prints = prices.map((price, source) => ({ ...print(source, price), time }))
    previous = judgeMark(by, evidence({ prints, previous, now: time }))
    shown += previous?.status === 'stale' ? 't' : (previous?.status[0] ?? '?')
  }
  return shown
}

describe('status ladder', () => {
  const rows: readonly (readonly [string, string, string])[] = [
    ['down at once', 'a-a', 'ftt'],
    ['from stale to suspect at once', 'a-d', 'fts'],
    ['never half way back', 'ad-', 'fss'],
    ['back after ten seconds of fine judgements', 'ad' + 'a'.repeat(11), 'fs' + 's'.repeat(10) + 'f'],
    [
      'an interruption starts the ten seconds again',
      'ada' + 'a'.repeat(8) + 'd' + 'a'.repeat(11),
      'fss' + 's'.repeat(8) + 's' + 's'.repeat(10) + 'f',
    ],
    ['halted after a minute', 'a' + '-'.repeat(62), 'f' + 't'.repeat(60) + 'hh'],
    ['flapping is no recovery', 'a' + 'da'.repeat(31), 'f' + 's'.repeat(60) + 'hh'],
    [
      'halted comes back the same way',
      'a' + '-'.repeat(61) + 'a'.repeat(11),
      'f' + 't'.repeat(60) + 'h'.repeat(11) + 'f',
    ],
    ['without a price there is no mark', '-a', '?f'],
  ]
  for (const [name, seconds, wanted] of rows) test(name, () => assert.equal(walk(seconds), wanted))

  test('without a ladder nothing halts and the first fine judgement is enough', () => {
    const { ladder: _ladder, ...plain } = rule
    assert.equal(walk('a' + '-'.repeat(99) + 'da', plain), 'f' + 't'.repeat(99) + 'sf')
  })

  test('says since when, why, and since when it is calm', () => {
    const at = (time: number, prices: readonly bigint[], previous: Mark | null) =>
      judgeMark(
        rule,
        evidence({ prints: prices.map((price, source) => ({ ...print(source, price), time })), previous, now: time }),
      )
    const first = at(1_000, PRICES.a, null)
    const second = at(2_000, PRICES.d, first)
    assert.deepEqual(second?.trouble, { since: 2_000, calm: null, doubt: 'disagreement' })
    assert.deepEqual([second.time, second.price], [1_000, 1000n])
    const third = at(3_000, PRICES.a, second)
    assert.deepEqual(third?.trouble, { since: 2_000, calm: 3_000, doubt: 'disagreement' })
  })
})
