import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { atMark, holder, shown, viewOf } from '../fixtures.ts'
import { startMemory } from '../memory.ts'
import type { Position } from '../../accounts/index.ts'
import { untouchedNow } from '../untouched.ts'
import { untouchedProRata } from './untouched-pro-rata.ts'

/** The path of an account of which an episode found other positions. */
const path = (
  found: readonly Position[],
  held: readonly Position[],
  inFlight: Readonly<Record<string, bigint>> = {},
) => {
  const untouched = untouchedNow(viewOf({ account: holder('1000', found) }))
  const view = viewOf({ account: holder('1000', held), inFlight, episode: { ...startMemory(0), untouched } })
  return untouchedProRata.create({})(view)
}
const btc = (size: bigint) => atMark('BTC-PERP', size)
const eth = (size: bigint) => atMark('ETH-PERP', size)

describe('untouchedProRata', () => {
  for (const [what, found, held, step, legs] of [
    ['a fresh account', [btc(100n), eth(-30n)], [btc(100n), eth(-30n)], 50n, ['BTC-PERP -50', 'ETH-PERP 15']],
    ['roundings down', [btc(100n), eth(-30n)], [btc(100n), eth(-30n)], 49n, ['BTC-PERP -49', 'ETH-PERP 14']],
    ['what is closed counts', [btc(100n), eth(-30n)], [btc(60n), eth(-30n)], 50n, ['BTC-PERP -10', 'ETH-PERP 15']],
    ['all of it', [btc(100n), eth(-30n)], [btc(60n), eth(-1n)], 100n, ['BTC-PERP -60', 'ETH-PERP 1']],
    ['closed further already', [btc(100n)], [btc(10n)], 50n, []],
    ['grown since', [btc(100n)], [btc(140n)], 50n, ['BTC-PERP -50']],
    ['another side, another market', [btc(100n)], [btc(-10n), eth(5n)], 100n, []],
  ] as const)
    test(`${what}: step ${step} is ${legs.join(', ') || 'nothing'}`, () => {
      assert.deepEqual(shown(path(found, held).at(step)), legs)
    })
  test('what is in flight counts as closed', () => {
    const way = path([btc(100n)], [btc(100n)], { 'BTC-PERP': -20n })
    assert.deepEqual(shown(way.at(50n)), ['BTC-PERP -30'])
    assert.deepEqual(shown(way.at(100n)), ['BTC-PERP -80'])
  })
  test('has a corner where each leg begins to move', () => {
    assert.deepEqual(path([btc(100n), eth(-50n)], [btc(60n), eth(-40n)]).corners, [20n, 40n, 99n, 100n])
  })
  test('a flat account has no path', () => assert.equal(path([btc(100n)], []).steps, 0n))
})
