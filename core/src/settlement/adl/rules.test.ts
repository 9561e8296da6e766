import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { AdlCandidate } from '../types.ts'
import { allocate, candidate, most, takenFrom, total } from './fixtures.ts'
import { ADL_RULES, adlRule, AdlRuleError } from './index.ts'

const described = fc.record({
  size: fc.bigInt({ min: 1n, max: 40n }),
  profit: fc.bigInt({ min: -50n, max: 200n }),
  entry: fc.bigInt({ min: 0n, max: 500n }),
  notional: fc.bigInt({ min: 0n, max: 500n }),
  equity: fc.bigInt({ min: -50n, max: 500n }),
  last: fc.boolean(),
  owner: fc.constantFrom('owner-0', 'owner-1', 'owner-2', 'owner-3'),
  hedge: fc.bigInt({ min: 0n, max: 40n }),
})
const candidates = fc.array(described, { maxLength: 12 }).map((list): readonly AdlCandidate[] =>
  list.map((one, at) =>
    candidate(`account-${String(at).padStart(2, '0')}`, {
      ...one,
      hedged: one.hedge < one.size ? one.hedge : one.size,
    }),
  ),
)
const quantity = fc.bigInt({ min: 1n, max: 400n })

describe('adlRule', () => {
  test('finds a rule by its name and refuses another by name', () => {
    for (const rule of ADL_RULES) assert.equal(adlRule(rule.name), rule)
    assert.throws(() => adlRule('lottery'), AdlRuleError)
  })
})

for (const rule of ADL_RULES)
  describe(`${rule.name}, as every rule`, () => {
    test('takes the quantity or all there is, from nobody more than the position', () => {
      fc.assert(
        fc.property(candidates, quantity, (list, wanted) => {
          const taken = allocate(rule, wanted, list)
          const there = list.reduce((sum, one) => sum + one.size, 0n)
          assert.equal(total(taken), wanted < there ? wanted : there)
          assert.equal(new Set(taken.map((one) => one.account)).size, taken.length)
          for (const one of list) assert.ok(takenFrom(taken, one.account) <= one.size)
        }),
      )
    })
    test('does not depend on the order of the candidates', () => {
      fc.assert(
        fc.property(candidates, quantity, fc.infiniteStream(fc.nat()), (list, wanted, keys) => {
          const keyed = list.map((one) => ({ one, key: keys.next().value ?? 0 }))
          const shuffled = keyed.toSorted((a, b) => a.key - b.key).map(({ one }) => one)
          assert.deepEqual(allocate(rule, wanted, shuffled), allocate(rule, wanted, list))
        }),
      )
    })
    test('asks the other side of a closed market only when all others are used up', () => {
      fc.assert(
        fc.property(candidates, quantity, (list, wanted) => {
          const taken = allocate(rule, wanted, list)
          const isLastAsked = list.some((one) => one.last && takenFrom(taken, one.account) > 0n)
          const isOtherLeft = list.some((one) => !one.last && takenFrom(taken, one.account) < one.size)
          assert.ok(!(isLastAsked && isOtherLeft))
        }),
      )
    })
    test('closes no more of anybody than its maximum, for any quantity up to the one published', () => {
      fc.assert(
        fc.property(candidates, quantity, quantity, (list, published, asked) => {
          const maximum = most(rule, published, list)
          const taken = allocate(rule, asked < published ? asked : published, list)
          for (const one of list) assert.ok(takenFrom(taken, one.account) <= takenFrom(maximum, one.account))
          for (const one of list) assert.ok(takenFrom(maximum, one.account) <= one.size)
        }),
      )
    })
    if (rule !== adlRule('pseudo-random'))
      test('a maximum still holds when owners join the candidates', () => {
        fc.assert(
          fc.property(
            candidates,
            fc.constantFrom('owner-0', 'owner-1'),
            quantity,
            quantity,
            (list, owner, published, asked) => {
              const fewer = list.filter((one) => one.owner !== owner)
              const maximum = most(rule, published, fewer)
              const taken = allocate(rule, asked < published ? asked : published, list)
              for (const one of fewer) assert.ok(takenFrom(taken, one.account) <= takenFrom(maximum, one.account))
            },
          ),
        )
      })
    test('takes nothing from nobody', () => assert.deepEqual(allocate(rule, 5n, []), []))
  })
