import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { AdlCandidate } from '../types.ts'
import { allocate, candidate, most, takenFrom } from './fixtures.ts'
import { proRata } from './pro-rata.ts'

const holder = (account: string, size: bigint, profit = 1n, owner = account): AdlCandidate =>
  candidate(account, { size, profit, owner })
const taken = (quantity: bigint, ...list: readonly AdlCandidate[]): readonly bigint[] => {
  const allocations = allocate(proRata, quantity, list)
  return list.map((one) => takenFrom(allocations, one.account))
}
const winners = fc
  .array(fc.bigInt({ min: 1n, max: 60n }), { minLength: 1, maxLength: 7 })
  .map((sizes) => sizes.map((size, at) => holder(`w${at}`, size)))
const quantity = fc.bigInt({ min: 1n, max: 200n })

describe('pro-rata', () => {
  const rows = [
    ['one share of every position, whatever the profit', 10n, [holder('a', 10n, 1n), holder('b', 40n, 99n)], [2n, 8n]],
    ['the odd lot to the largest remainder', 1n, [holder('a', 10n), holder('b', 11n)], [0n, 1n]],
    [
      'those out of profit only for what is left',
      12n,
      [holder('a', 10n), holder('b', 4n, 0n), holder('c', 4n, -7n)],
      [10n, 1n, 1n],
    ],
  ] as const
  for (const [what, wanted, list, expected] of rows)
    test(what, () => assert.deepEqual(taken(wanted, ...list), expected))

  test('each account closes quantity · size / Σ size within one lot, and at most that rounded up', () => {
    fc.assert(
      fc.property(winners, quantity, (list, wanted) => {
        const there = list.reduce((sum, one) => sum + one.size, 0n)
        const amount = wanted < there ? wanted : there
        const maximum = most(proRata, wanted, list)
        for (const [at, size] of taken(wanted, ...list).entries()) {
          const share = (list[at]?.size ?? 0n) * amount
          assert.ok(size * there > share - there && size * there < share + there)
          assert.equal(takenFrom(maximum, `w${at}`), (share + there - 1n) / there)
        }
      }),
    )
  })
  test('a split among one’s own accounts changes nothing, one under k owners saves at most k lots', () => {
    fc.assert(
      fc.property(
        winners,
        fc.array(fc.bigInt({ min: 1n, max: 20n }), { minLength: 2, maxLength: 5 }),
        quantity,
        (list, parts, wanted) => {
          const whole = holder(
            'me',
            parts.reduce((sum, part) => sum + part, 0n),
          )
          const before = takenFrom(allocate(proRata, wanted, [whole, ...list]), 'me')
          const closed = (ownerOf: (at: number) => string): bigint => {
            const pieces = parts.map((part, at) => holder(`me-${at}`, part, 1n, ownerOf(at)))
            const after = allocate(proRata, wanted, [...pieces, ...list])
            return pieces.reduce((sum, piece) => sum + takenFrom(after, piece.account), 0n)
          }
          assert.equal(
            closed(() => 'me'),
            before,
          )
          assert.ok(before - closed((at) => `me-${at}`) <= BigInt(parts.length))
        },
      ),
    )
  })
})
