import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import type { AdlCandidate } from '../types.ts'
import { allocate, candidate, most, takenFrom } from './fixtures.ts'
import { pseudoRandom } from './pseudo-random.ts'

const circle = (...accounts: readonly string[]): readonly AdlCandidate[] =>
  accounts.map((account, at) => candidate(account, { size: 3n, profit: BigInt(at) - 2n }))
const orderOf = (quantity: bigint, list: readonly AdlCandidate[]): string =>
  allocate(pseudoRandom, quantity, list)
    .map(({ account, size }) => `${account}${size}`)
    .join(' ')

describe('pseudo-random', () => {
  const four = circle('a', 'b', 'c', 'd')
  test('whole positions in a circle by id, the last one asked in part, whoever is first', () => {
    const rotations = ['a3 b3 c1', 'b3 c3 d1', 'c3 d3 a1', 'd3 a3 b1']
    assert.ok(rotations.includes(orderOf(7n, four)))
  })
  test('the same request asks the same accounts; any other number in it may not', () => {
    assert.equal(orderOf(7n, four), orderOf(7n, four.toReversed()))
    const firsts = new Set(
      Array.from(
        { length: 40 },
        (_, at) =>
          orderOf(BigInt(at % 3) + 1n, [...four.slice(0, 3), candidate('d', { size: 3n, profit: BigInt(at) })])[0],
      ),
    )
    assert.deepEqual(
      [...firsts].toSorted((a = '', b = '') => (a < b ? -1 : 1)),
      ['a', 'b', 'c', 'd'],
    )
  })
  test('profit decides nothing: each of four stands first about as often', () => {
    const counts = new Map<string, number>()
    const draws = 800
    for (let at = 0; at < draws; at += 1) {
      const list = four.map((one) => candidate(one.account, { size: 3n, profit: BigInt(at) * 1_000n + one.profit }))
      const first = orderOf(1n, list)[0] ?? ''
      counts.set(first, (counts.get(first) ?? 0) + 1)
    }
    // 200 each, standard deviation √(800 · 1/4 · 3/4) = 12.2; four of them
    for (const count of counts.values()) assert.ok(Math.abs(count - 200) < 50, `${count} of ${draws}`)
  })
  test('the last ones stand behind all others', () => {
    const list = [candidate('w', { size: 9n, profit: 1n, last: true }), ...circle('x', 'y')]
    assert.match(orderOf(7n, list), /^(?:x3 y3|y3 x3) w1$/u)
  })
  test('its maximum is the whole position, and for the last ones what the others leave', () => {
    const list = [candidate('w', { size: 9n, profit: 1n, last: true }), ...circle('x', 'y')]
    const shown = (quantity: bigint) =>
      most(pseudoRandom, quantity, list).map(({ account, size }) => `${account}${size}`)
    assert.deepEqual(shown(8n), ['w2', 'x3', 'y3'])
    assert.deepEqual(shown(2n), ['x2', 'y2'])
  })
  test('dust behind one’s own position shields it: asked in 1 of 16 requests instead of 1 of 4', () => {
    // 'm' has three rivals; twelve lots of dust stand between it and the first of them. 640 draws: 40 ± 6.1 against 160 ± 11.
    const rivals = circle('a', 'b', 'c')
    const dust = Array.from({ length: 12 }, (_, at) => `n${String(at).padStart(2, '0')}`)
    const hits = (extra: readonly string[]): number =>
      Array.from({ length: 640 }, (_, at) => {
        const mine = candidate('m', { size: 3n, profit: BigInt(at) })
        const others = extra.map((account) => candidate(account, { size: 1n, profit: 0n }))
        return takenFrom(allocate(pseudoRandom, 1n, [...rivals, mine, ...others]), 'm') > 0n ? 1 : 0
      }).reduce<number>((sum, hit) => sum + hit, 0)
    const [alone, shielded] = [hits([]), hits(dust)]
    assert.ok(Math.abs(alone - 160) < 45, `${alone} of 640 alone`)
    assert.ok(Math.abs(shielded - 40) < 25, `${shielded} of 640 behind dust`)
  })
})
