import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { atoms, ratio, ratioOf } from '../../units/index.ts'
import { allProRata } from '../directions/all-pro-rata.ts'
import { atMark, holder, viewOf } from '../fixtures.ts'
import { breachShare, breachShareSizing } from './breach-share.ts'

describe('breachShare', () => {
  const rows = [
    [500n, '0'], // at half of 1 000
    [700n, '0'],
    [400n, '0.2'],
    [1n, '0.998'],
    [0n, '1'],
    [-300n, '1'],
  ] as const
  for (const [equity, share] of rows)
    test(`${equity} of 1 000 under a half: ${share}`, () =>
      assert.equal(breachShare({ equity: atoms(equity), requirement: atoms(1_000n) }, ratioOf('0.5')), ratioOf(share)))
  test('is rounded up, and falls as equity rises', () => {
    assert.equal(breachShare({ equity: atoms(2n), requirement: atoms(3n) }, ratioOf('1')), 333_333_333_333_333_334n)
    fc.assert(
      fc.property(
        fc.bigInt(-50n, 2_000n),
        fc.bigInt(1n, 1_000n),
        fc.bigInt(1n, 10n ** 18n),
        (equity, requirement, level) => {
          const at = (value: bigint) =>
            breachShare({ equity: atoms(value), requirement: atoms(requirement) }, ratio(level))
          assert.ok(at(equity + 1n) <= at(equity) && at(equity) >= 0n && at(equity) <= ratioOf('1'))
        },
      ),
    )
  })
})

describe('breachShareSizing', () => {
  // 100 lots: 50 000, requirement 1 000
  const stepAt = (cash: string, floor = '0', lots = 100n) => {
    const view = viewOf({ account: holder(cash, [atMark('BTC-PERP', lots)]) })
    return breachShareSizing.create({ level: '0.5', floor })(view, allProRata.create({})(view), ratio(0n)).step
  }
  test('of all positions, rounded up to a step', () => {
    assert.equal(stepAt('400'), 20n)
    assert.equal(stepAt('399'), 21n) // 20.2
    assert.equal(stepAt('-1'), 100n)
    assert.equal(stepAt('500'), 0n)
  })
  test('no less than the floor, where there is as much', () => {
    assert.equal(stepAt('499', '1000'), 2n) // 0.2 of a lot; 1 000 are two
    assert.equal(stepAt('4.9', '1000', 1n), 1n)
    assert.equal(stepAt('500', '1000'), 0n)
  })
  test('a level of nothing is refused', () =>
    assert.equal(breachShareSizing.check({ level: '0', floor: '0' })[0]?.field, 'level'))
})
