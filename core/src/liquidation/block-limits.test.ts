import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { ratioOf } from '../units/index.ts'
import { holder, usdc, viewOf } from './fixtures.ts'
import { accountBlockBudget, blockOf, boundOf, positionBlockLimit, usedInBlock } from './block-limits.ts'
import { afterClose, startMemory } from './memory.ts'

describe('usedInBlock', () => {
  test('counts the closings of the present block alone', () => {
    const at = (time: number, notional: string, covered: string) => ({
      time,
      instrument: 'BTC-PERP',
      notional: usdc(notional),
      covered: usdc(covered),
    })
    const episode = [at(999, '5', '1'), at(1_000, '30', '2'), at(1_400, '4', '0')].reduce(afterClose, startMemory(0))
    const view = viewOf({ account: holder('1', []), time: 1_999, episode })
    const used = usedInBlock(view, 1_000)
    assert.deepEqual([used.notional, used.loss, used.markets], [usdc('34'), usdc('2'), ['BTC-PERP', 'BTC-PERP']])
    assert.equal(blockOf(1_999, 1_000), 1)
  })
})

describe('accountBlockBudget', () => {
  const limits = { notional: usdc('150'), loss: usdc('50') }
  const left = (notional: string, loss: string, marketDone = false) =>
    accountBlockBudget(limits, { notional: usdc(notional), loss: usdc(loss), marketDone })
  test('what is not used is left', () =>
    assert.deepEqual(left('100', '20'), {
      kind: 'open',
      notional: { kind: 'left', atoms: usdc('50') },
      loss: { kind: 'left', atoms: usdc('30') },
    }))
  test('used up is not exceeded', () =>
    assert.deepEqual(left('150', '50.000001'), {
      kind: 'open',
      notional: { kind: 'left', atoms: usdc('0') },
      loss: { kind: 'exceeded' },
    }))
  test('a market once a block', () => assert.deepEqual(left('0', '0', true), { kind: 'market-done' }))
  test('no limit is none', () => {
    const open = accountBlockBudget(
      { notional: null, loss: null },
      { notional: usdc('9'), loss: usdc('9'), marketDone: false },
    )
    assert.deepEqual(open, { kind: 'open', notional: { kind: 'unlimited' }, loss: { kind: 'unlimited' } })
    assert.equal(open.kind === 'open' ? boundOf(open.loss) : 0n, null)
    assert.equal(boundOf({ kind: 'exceeded' }), 0n)
  })
})

describe('positionBlockLimit', () => {
  for (const [notional, floor, portion, least, most] of [
    ['50000', '1000', '0.1', '1000', '5000'],
    ['5000', '1000', '0.1', '1000', '1000'],
    ['500', '1000', '0.1', '500', '500'],
    ['0.000019', '0', '0.1', '0', '0.000001'],
    ['50000', '0', '1', '0', '50000'],
  ] as const)
    test(`${notional} with at least ${floor} and a share of ${portion}: ${least} to ${most}`, () =>
      assert.deepEqual(positionBlockLimit(usdc(notional), { floor: usdc(floor), portion: ratioOf(portion) }), {
        least: usdc(least),
        most: usdc(most),
      }))
  test('the share is rounded down to the quantum', () =>
    assert.equal(
      positionBlockLimit(usdc('19.99'), { floor: usdc('0'), portion: ratioOf('0.5') }, 1_000_000n).most,
      usdc('9'),
    ))
})
