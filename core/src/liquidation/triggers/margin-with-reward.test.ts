import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { atMark, holder, viewOf } from '../fixtures.ts'
import { marginWithReward } from './margin-with-reward.ts'
import { nothingNested } from '../fixtures.ts'

const parameters = {
  flagRatio: '0.001',
  cost: '1',
  least: '2',
  most: '500',
  profit: '0',
  scaling: '1',
}
// 100 lots of 500 require 1 000 and pay 50 + 1 for the flag
const holds = (cash: string, size = 100n, given: object = {}) =>
  marginWithReward
    .create({ ...parameters, ...given }, nothingNested)
    .holds(viewOf({ account: holder(cash, size === 0n ? [] : [atMark('BTC-PERP', size)]) }))

describe('margin-with-reward', () => {
  const rows = [
    ['1051', 100n, {}, false],
    ['1050.999999', 100n, {}, true],
    ['-5', 100n, {}, true],
    // a lot of 500 requires 10; the least reward is 3
    ['13', 1n, {}, false],
    ['12.999999', 1n, {}, true],
    // a tenth of the collateral of 1 040 is more than 51, a hundredth is 10.40
    ['1040', 100n, { scaling: '0.01' }, false],
    ['1010', 100n, { scaling: '0.01' }, true],
    // with a least of 99 the reward of 100 is ten times the requirement of 10, and counts in full
    ['110', 1n, { least: '99' }, false],
    ['109.999999', 1n, { least: '99' }, true],
    ['0', 0n, {}, false],
  ] as const
  for (const [cash, size, given, expected] of rows)
    test(`${size} lots on ${cash} with ${JSON.stringify(given)}: ${expected}`, () =>
      assert.equal(holds(cash, size, given).holds, expected))
  test('says what it is short of', () => assert.equal(holds('1000').facts()['rewardAtoms'], '51000000'))
  test('only accounts under maintenance and the most that is paid need be looked at', () =>
    assert.deepEqual(marginWithReward.create(parameters, nothingNested).wake, {
      kind: 'health',
      multiple: 10n ** 18n,
      amount: 500n * 10n ** 18n,
    }))
  test('a most below the least is refused with what it breaks', () =>
    assert.match(marginWithReward.check({ ...parameters, most: '1' })[0]?.remedy ?? '', /least ≤ most is required/u))
})
