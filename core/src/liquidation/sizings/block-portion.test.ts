import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { ratio } from '../../units/index.ts'
import { atMark, holder, viewOf } from '../fixtures.ts'
import { oneByOne } from '../directions/one-by-one.ts'
import { afterAction, startMemory } from '../memory.ts'
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
  // 100 lots: blocks of a tenth leave 90, 81, 72.9 and 65.61 of them.
  for (const [rule, time, lots] of [
    ['the same block', 10_900, 10n],
    ['the next one', 11_000, 10n],
    ['the second', 12_000, 19n],
    ['no more than four', 60_000, 34n],
  ] as const)
    test(`a slice makes up for the blocks since the last action: ${rule}, ${lots}`, () => {
      const episode = afterAction(startMemory(0), 10_500)
      const view = viewOf({ account: holder('1', [atMark('BTC-PERP', 100n)]), time, episode })
      const sizing = blockPortion.create({ portion: '0.1', floor: '0', catchUp: 4, blockMs: 1_000 })
      assert.equal(sizing(view, oneByOne.create({})(view), ratio(0n)).step, lots)
    })
  test('a floor ends it early', () => {
    // 10 lots: 1 000 of 5 000 a block, five blocks
    const view = viewOf({ account: holder('1', [atMark('BTC-PERP', 10n)]), time: 9_000 })
    const steps = [3, 5, 600].map((catchUp) => {
      const sizing = blockPortion.create({ portion: '0.1', floor: '1000', catchUp, blockMs: 1_000 })
      return sizing(view, oneByOne.create({})(view), ratio(0n)).step
    })
    assert.deepEqual(steps, [6n, 10n, 10n])
  })
  test('catchUp and blockMs come together', () =>
    assert.deepEqual(
      blockPortion.check({ portion: '0.1', floor: '0', catchUp: 4 }).map(({ field }) => field),
      ['blockMs'],
    ))
  test('refuses a share of nothing and more than all', () => {
    const fields = (portion: string) => blockPortion.check({ portion, floor: '0' }).map(({ field }) => field)
    assert.deepEqual([fields('0'), fields('1.1'), fields('1')], [['portion'], ['portion'], []])
  })
})
