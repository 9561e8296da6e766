import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { AdlCandidate } from '../types.ts'
import { allocate, candidate, takenFrom, total } from './fixtures.ts'
import { ADL_RULES, adlRule, AdlRuleError } from './index.ts'

const described = fc.record({
  size: fc.bigInt({ min: 1n, max: 40n }),
  profit: fc.bigInt({ min: -50n, max: 200n }),
  entry: fc.bigInt({ min: 0n, max: 500n }),
  notional: fc.bigInt({ min: 0n, max: 500n }),
  equity: fc.bigInt({ min: -50n, max: 500n }),
  last: fc.boolean(),
  owner: fc.constantFrom('owner-0', 'owner-1', 'owner-2', 'owner-3'),
})
const candidates = fc
  .array(described, { maxLength: 12 })
  .map((list): readonly AdlCandidate[] =>
    list.map((one, at) => candidate(`account-${String(at).padStart(2, '0')}`, one)),
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
    test('takes nothing from nobody', () => assert.deepEqual(allocate(rule, 5n, []), []))
  })
