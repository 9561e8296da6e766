import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Fraction } from '../../instruments/index.ts'
import type { AdlCandidate } from '../types.ts'
import { allocate, candidate, takenFrom } from './fixtures.ts'
import { waterFilling } from './water-filling.ts'

const taken = (quantity: bigint, ...list: readonly AdlCandidate[]): readonly bigint[] => {
  const allocations = allocate(waterFilling, quantity, list)
  return list.map((one) => takenFrom(allocations, one.account))
}
const holder = (account: string, size: bigint, profit: bigint, last = false): AdlCandidate =>
  candidate(account, { size, profit, last })

/** Exact shares by trying every set of capped accounts: the slow twin. Nobody in `list` is out of profit. */
const exactShares = (list: readonly AdlCandidate[], quantity: bigint): readonly Fraction[] | undefined => {
  for (let set = 0; set < 2 ** list.length; set += 1) {
    const capped = list.map((_, at) => ((set >> at) & 1) === 1)
    const room = list.reduce((sum, one, at) => (capped[at] === true ? sum - one.size : sum), quantity)
    const weight = list.reduce((sum, one, at) => (capped[at] === true ? sum : sum + one.profit), 0n)
    const fits = list.every((one, at) =>
      capped[at] === true ? room * one.profit >= one.size * weight : room * one.profit <= one.size * weight,
    )
    if (weight > 0n && room >= 0n && fits)
      return list.map((one, at) =>
        capped[at] === true
          ? { numerator: one.size, denominator: 1n }
          : { numerator: room * one.profit, denominator: weight },
      )
  }
  return undefined
}

/** |lots - share| · denominator. */
const distance = (size: bigint, { numerator, denominator }: Fraction): bigint => {
  const gap = size * denominator - numerator
  return gap < 0n ? -gap : gap
}

const winner = fc.record({ size: fc.bigInt({ min: 1n, max: 30n }), profit: fc.bigInt({ min: 1n, max: 60n }) })
const winners = fc
  .array(winner, { minLength: 1, maxLength: 7 })
  .map((list) => list.map(({ size, profit }, at) => holder(`w${at}`, size, profit)))

describe('water-filling', () => {
  test('nobody capped: lots in proportion to profit', () =>
    assert.deepEqual(taken(10n, holder('a', 100n, 1n), holder('b', 100n, 3n), holder('c', 100n, 6n)), [1n, 3n, 6n]))
  test('what a capped account cannot close is shared by the others', () =>
    assert.deepEqual(taken(10n, holder('a', 100n, 1n), holder('b', 100n, 3n), holder('c', 2n, 6n)), [2n, 6n, 2n]))
  test('the odd lot goes to the largest remainder, a tie to the first id', () => {
    assert.deepEqual(taken(4n, holder('a', 9n, 1n), holder('b', 9n, 2n)), [1n, 3n]) // 4/3, 8/3
    assert.deepEqual(taken(1n, holder('b', 9n, 1n), holder('a', 9n, 1n)), [0n, 1n])
  })
  test('without profit nobody is asked before winners are used up; then by size', () =>
    assert.deepEqual(
      taken(9n, holder('a', 3n, 5n), holder('b', 4n, 0n), holder('c', 8n, -9n)),
      [3n, 2n, 4n], // 6 lots over sizes 4 and 8
    ))
  test('the last are asked for the rest, in the same two rounds', () =>
    assert.deepEqual(taken(12n, holder('a', 3n, -5n), holder('r', 5n, 7n, true), holder('s', 9n, -1n, true)), [
      3n,
      5n,
      4n,
    ]))

  test('each account closes its exact share rounded to a neighbouring lot, against the slow twin', () => {
    fc.assert(
      fc.property(winners, fc.bigInt({ min: 1n, max: 150n }), (list, quantity) => {
        const there = list.reduce((sum, one) => sum + one.size, 0n)
        const wanted = quantity < there ? quantity : there
        const shares = exactShares(list, wanted) ?? list.map((one) => ({ numerator: one.size, denominator: 1n }))
        for (const [at, size] of taken(quantity, ...list).entries()) {
          const share = shares[at]
          assert.ok(share !== undefined && distance(size, share) < share.denominator)
        }
      }),
      { numRuns: 200 },
    )
  })

  test('no other whole allocation lies closer to the exact shares', () => {
    const few = fc
      .array(fc.record({ size: fc.bigInt({ min: 1n, max: 5n }), profit: fc.bigInt({ min: 1n, max: 9n }) }), {
        minLength: 2,
        maxLength: 3,
      })
      .map((list) => list.map(({ size, profit }, at) => holder(`w${at}`, size, profit)))
    const every = (list: readonly AdlCandidate[], quantity: bigint): readonly (readonly bigint[])[] => {
      const [head, ...rest] = list
      if (head === undefined) return quantity === 0n ? [[]] : []
      const most = head.size < quantity ? head.size : quantity
      return Array.from({ length: Number(most) + 1 }, (_, size) => BigInt(size)).flatMap((size) =>
        every(rest, quantity - size).map((tail) => [size, ...tail]),
      )
    }
    fc.assert(
      fc.property(few, fc.bigInt({ min: 1n, max: 14n }), (list, quantity) => {
        const there = list.reduce((sum, one) => sum + one.size, 0n)
        if (quantity >= there) return
        const shares = exactShares(list, quantity)
        assert.ok(shares)
        const common = shares.reduce((product, share) => product * share.denominator, 1n)
        const far = (sizes: readonly bigint[]): bigint =>
          shares.reduce((sum, share, at) => sum + distance(sizes[at] ?? 0n, share) * (common / share.denominator), 0n)
        const ours = far(taken(quantity, ...list))
        for (const other of every(list, quantity)) assert.ok(ours <= far(other))
      }),
    )
  })

  const split = (one: AdlCandidate, parts: number, ownerOf: (part: number) => string): readonly AdlCandidate[] =>
    Array.from({ length: parts }, (_, part) =>
      candidate(`${one.account}-${part}`, { size: one.size, profit: one.profit, owner: ownerOf(part) }),
    )
  const enlarged = (one: AdlCandidate, parts: number): AdlCandidate =>
    candidate(one.account, { size: one.size * BigInt(parts), profit: one.profit * BigInt(parts), owner: one.owner })
  const asked = (list: readonly AdlCandidate[], quantity: bigint): bigint =>
    taken(quantity, ...list).reduce((sum, size) => sum + size, 0n)

  test('splitting among one’s own accounts changes nothing', () => {
    fc.assert(
      fc.property(
        winners,
        fc.integer({ min: 2, max: 5 }),
        fc.bigInt({ min: 1n, max: 200n }),
        (list, parts, quantity) => {
          const [first, ...others] = list
          assert.ok(first)
          const whole = allocate(waterFilling, quantity, [enlarged(first, parts), ...others])
          const pieces = split(first, parts, () => first.owner)
          const after = allocate(waterFilling, quantity, [...pieces, ...others])
          const sum = pieces.reduce((lots, piece) => lots + takenFrom(after, piece.account), 0n)
          assert.equal(sum, takenFrom(whole, first.account))
          for (const other of others) assert.equal(takenFrom(after, other.account), takenFrom(whole, other.account))
        },
      ),
    )
  })
  test('splitting in k parts under false owners saves at most k lots', () => {
    fc.assert(
      fc.property(
        winners,
        fc.integer({ min: 2, max: 5 }),
        fc.bigInt({ min: 1n, max: 200n }),
        (list, parts, quantity) => {
          const [first, ...others] = list
          assert.ok(first)
          const whole = takenFrom(allocate(waterFilling, quantity, [enlarged(first, parts), ...others]), first.account)
          const pieces = split(first, parts, (part) => `${first.owner}-${part}`)
          const after = allocate(waterFilling, quantity, [...pieces, ...others])
          const sum = pieces.reduce((lots, piece) => lots + takenFrom(after, piece.account), 0n)
          assert.ok(whole - sum <= BigInt(parts))
          assert.equal(asked([...pieces, ...others], quantity), asked([enlarged(first, parts), ...others], quantity))
        },
      ),
    )
  })
  test('more profit never means fewer lots by more than rounding', () => {
    fc.assert(
      fc.property(
        winners,
        fc.bigInt({ min: 1n, max: 40n }),
        fc.bigInt({ min: 1n, max: 150n }),
        (list, more, quantity) => {
          const [first, ...others] = list
          assert.ok(first)
          const richer = holder(first.account, first.size, first.profit + more)
          const [before = 0n] = taken(quantity, first, ...others)
          const [after = 0n] = taken(quantity, richer, ...others)
          assert.ok(after >= before - 1n)
        },
      ),
    )
  })
})
