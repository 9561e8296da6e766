import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { AdlCandidate } from '../types.ts'
import { allocate, candidate, most, takenFrom } from './fixtures.ts'
import { hedgeAware } from './hedge-aware.ts'
import { waterFilling } from './water-filling.ts'

const taken = (quantity: bigint, ...list: readonly AdlCandidate[]): readonly bigint[] => {
  const allocations = allocate(hedgeAware, quantity, list)
  return list.map((one) => takenFrom(allocations, one.account))
}
const free = candidate('free', { size: 10n, profit: 30n })
const half = candidate('half', { size: 10n, profit: 30n, hedged: 5n })
const whole = candidate('whole', { size: 10n, profit: 90n, hedged: 10n })
const loser = candidate('loser', { size: 10n, profit: -30n })

const described = fc.record({
  size: fc.bigInt({ min: 1n, max: 30n }),
  profit: fc.bigInt({ min: -20n, max: 60n }),
  hedge: fc.bigInt({ min: 0n, max: 30n }),
  owner: fc.constantFrom('one', 'two', 'three'),
})
const candidates = fc
  .array(described, { maxLength: 8 })
  .map((list) =>
    list.map(({ hedge, ...one }, at) => candidate(`c${at}`, { ...one, hedged: hedge < one.size ? hedge : one.size })),
  )
const quantity = fc.bigInt({ min: 1n, max: 240n })

describe('hedge-aware', () => {
  const rows = [
    // level 4/30 of profit
    ['unhedged lots in profit first, in proportion to profit', 8n, [4n, 4n, 0n, 0n]],
    ['a half-hedged position only up to its unhedged lots', 14n, [9n, 5n, 0n, 0n]],
    ['then those out of profit, before any hedge', 20n, [10n, 5n, 0n, 5n]],
    // 4 lots over profits 30 and 90
    ['then hedges, in proportion to profit', 29n, [10n, 6n, 3n, 10n]],
    ['all there is', 99n, [10n, 10n, 10n, 10n]],
  ] as const
  for (const [what, wanted, expected] of rows)
    test(what, () => assert.deepEqual(taken(wanted, free, half, whole, loser), expected))

  test('while unhedged lots suffice no owner loses a hedged one', () => {
    fc.assert(
      fc.property(candidates, quantity, (list, wanted) => {
        const unhedged = list.reduce((sum, { size, hedged }) => sum + size - hedged, 0n)
        const closed = allocate(hedgeAware, wanted < unhedged ? wanted : unhedged, list)
        for (const owner of ['one', 'two', 'three']) {
          const own = list.filter((one) => one.owner === owner)
          const sum = own.reduce((lots, one) => lots + takenFrom(closed, one.account), 0n)
          assert.ok(sum <= own.reduce((lots, { size, hedged }) => lots + size - hedged, 0n))
        }
      }),
    )
  })
  test('without hedges, and with one account an owner, it is water-filling', () => {
    fc.assert(
      fc.property(candidates, quantity, (list, wanted) => {
        const plain = list.map((one) => candidate(one.account, { size: one.size, profit: one.profit }))
        assert.deepEqual(allocate(hedgeAware, wanted, plain), allocate(waterFilling, wanted, plain))
      }),
    )
  })
  test('splitting in k equal parts among one’s own accounts closes the same lots, whichever part shows the hedge', () => {
    const part = fc.record({ size: fc.bigInt({ min: 1n, max: 9n }), profit: fc.bigInt({ min: 1n, max: 20n }) })
    fc.assert(
      fc.property(
        candidates,
        part,
        fc.integer({ min: 2, max: 4 }),
        fc.bigInt({ min: 0n, max: 36n }),
        quantity,
        (list, { size, profit }, parts, hedge, wanted) => {
          const k = BigInt(parts)
          const hedged = hedge < k * size ? hedge : k * size
          const before = allocate(hedgeAware, wanted, [
            candidate('me', { size: k * size, profit: k * profit, hedged }),
            ...list,
          ])
          const pieces = Array.from({ length: parts }, (_, at) => {
            const rest = hedged - BigInt(at) * size
            const own = rest < 0n ? 0n : rest < size ? rest : size
            return candidate(`me-${at}`, { owner: 'me', size, profit, hedged: own })
          })
          const after = allocate(hedgeAware, wanted, [...pieces, ...list])
          const sum = pieces.reduce((lots, piece) => lots + takenFrom(after, piece.account), 0n)
          assert.equal(sum, takenFrom(before, 'me'))
        },
      ),
    )
  })
  test('an owner who splits under k names saves at most k lots, and loses the hedge', () => {
    fc.assert(
      fc.property(
        candidates,
        fc.bigInt({ min: 1n, max: 9n }),
        fc.integer({ min: 2, max: 4 }),
        quantity,
        (list, size, parts, wanted) => {
          const before = allocate(hedgeAware, wanted, [
            candidate('me', { size: BigInt(parts) * size, profit: BigInt(parts) * 7n }),
            ...list,
          ])
          const pieces = Array.from({ length: parts }, (_, at) => candidate(`me-${at}`, { size, profit: 7n }))
          const after = allocate(hedgeAware, wanted, [...pieces, ...list])
          const sum = pieces.reduce((lots, piece) => lots + takenFrom(after, piece.account), 0n)
          assert.ok(takenFrom(before, 'me') - sum <= BigInt(parts))
        },
      ),
    )
  })
  test('a hedge lowers its owner’s maximum', () => {
    const maximum = most(hedgeAware, 20n, [free, half, whole, loser])
    assert.deepEqual(
      ['free', 'half', 'whole', 'loser'].map((account) => takenFrom(maximum, account)),
      [10n, 5n, 0n, 5n],
    )
  })
})
