import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { ticks } from '../../units/index.ts'
import { atMark, borrower, holder, lendingRules as rules, marks, viewOf } from '../fixtures.ts'
import { debtWithin } from '../exits/debt-within.ts'
import { debtAbove } from './debt-above.ts'

const never = () => assert.fail('nothing nested')
const view = (usdc: bigint) => viewOf({ account: borrower({ BTC: 100_000_000n, USDC: usdc }), rules })
const holds = (of: string, most: string, usdc: bigint) => debtAbove.create({ of, most }, never).holds(view(usdc)).holds

describe('debt-above', () => {
  test('holds beyond an amount of atoms, not at it', () => {
    assert.deepEqual(
      [-5_000_001n, -5_000_000n, 7n].map((usdc) => holds('atoms', '5000000', usdc)),
      [true, false, false],
    )
  })
  test('holds beyond a share of the holdings at mark, haircut aside', () => {
    // 10 % of 50 000
    assert.deepEqual(
      [-5_000_000_001n, -5_000_000_000n].map((usdc) => holds('holdings', '0.1', usdc)),
      [true, false],
    )
  })
  test('counts losses of positions', () => {
    const account = { ...holder('0', [atMark('BTC-PERP', 1n)]), balances: borrower({ USDC: 1n }).balances }
    const fallen = new Map(marks).set('BTC-PERP', ticks(49_999n))
    const trigger = debtAbove.create({ of: 'atoms', most: '0' }, never)
    assert.equal(trigger.holds(viewOf({ account, rules })).holds, false)
    assert.equal(trigger.holds(viewOf({ account, rules, marks: fallen })).facts()['debtAtoms'], '9999')
  })
  test('may come true at any health', () => {
    assert.deepEqual(debtAbove.create({ of: 'atoms', most: '0' }, never).wake, { kind: 'always' })
  })
  test('refuses a share above one and a part of an atom', () => {
    assert.deepEqual(
      [
        { of: 'holdings', most: '1.5' },
        { of: 'atoms', most: '1.5' },
        { of: 'atoms', most: '2' },
      ].map((parameters) => debtAbove.check(parameters).length),
      [1, 1, 0],
    )
  })
})

describe('debt-within', () => {
  test('is over exactly where the trigger of the same limit does not hold', () => {
    for (const usdc of [-5_000_001n, -5_000_000n, 0n])
      assert.equal(
        debtWithin.create({ of: 'atoms', most: '5000000' }).reached(view(usdc)).holds,
        !holds('atoms', '5000000', usdc),
      )
  })
})
