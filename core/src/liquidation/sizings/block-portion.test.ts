import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { ratio } from '../../units/index.ts'
import { atMark, holder, viewOf } from '../fixtures.ts'
import { oneByOne } from '../directions/one-by-one.ts'
import { blockPortion } from './block-portion.ts'

const stepOf = (size: bigint, portion: string, floor: string): bigint => {
  const view = viewOf({ account: holder('1', size === 0n ? [] : [atMark('BTC-PERP', size)]) })
  return blockPortion.create({ portion, floor })(view, oneByOne.create({})(view), ratio(0n)).step
}

describe('blockPortion', () => {
  // A BTC lot is worth 500.
  for (const [rule, size, portion, floor, lots] of [
    ['a tenth', 100n, '0.1', '0', 10n],
    ['whole lots only', 19n, '0.1', '0', 1n],
    ['of a short too', -100n, '0.25', '0', 25n],
    ['not less than the floor', 10n, '0.1', '1000', 2n],
    ['whole lots within the floor', 10n, '0.1', '1499', 2n],
    ['all of it below the floor', 10n, '0.1', '6000', 10n],
    ['all of it at a share of one', 10n, '1', '0', 10n],
    ['always one lot', 4n, '0.1', '0', 1n],
    ['nothing of nothing', 0n, '0.1', '1000', 0n],
  ] as const)
    test(`${rule}: ${lots}`, () => assert.equal(stepOf(size, portion, floor), lots))
  test('refuses a share of nothing and more than all', () => {
    const fields = (portion: string) => blockPortion.check({ portion, floor: '0' }).map(({ field }) => field)
    assert.deepEqual([fields('0'), fields('1.1'), fields('1')], [['portion'], ['portion'], []])
  })
})
