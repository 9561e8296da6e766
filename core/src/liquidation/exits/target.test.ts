import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { ratioOf } from '../../units/index.ts'
import { atMark, holder, viewOf } from '../fixtures.ts'
import { target } from './target.ts'

describe('target', () => {
  const exit = target.create({ multiple: '1.35' })
  // 10 BTC lots need 100; the exit stands at 135.
  for (const [cash, reached] of [
    ['135', true],
    ['134.999999', false],
    ['500', true],
    ['100', false],
  ] as const)
    test(`equity ${cash}: ${reached ? 'reached' : 'not reached'}`, () => {
      const verdict = exit.reached(viewOf({ account: holder(cash, [atMark('BTC-PERP', -10n)]) }))
      assert.equal(verdict.holds, reached)
    })
  test('at the initial level the requirement is twice as high', () => {
    const initial = target.create({ multiple: '1', level: 'initial' })
    const reached = (cash: string) =>
      initial.reached(viewOf({ account: holder(cash, [atMark('BTC-PERP', -10n)]) })).holds
    assert.deepEqual([reached('200'), reached('199.999999')], [true, false])
  })
  test('states its multiple', () => assert.equal(exit.multiple, ratioOf('1.35')))
  test('refuses to let an account go below maintenance', () => {
    assert.equal(target.check({ multiple: '0.99' })[0]?.value, '0.99')
    assert.deepEqual(target.check({ multiple: '1' }), [])
  })
})
