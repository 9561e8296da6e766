import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { ratioOf } from '../../units/index.ts'
import { atMark, holder, viewOf } from '../fixtures.ts'
import { backAbove } from './back-above.ts'

describe('backAbove', () => {
  const exit = backAbove.create({ multiple: '0.5' })
  const at = (cash: string) => exit.reached(viewOf({ account: holder(cash, [atMark('BTC-PERP', 100n)]) })).holds
  // requirement 1 000
  test('holds from its level on', () => assert.deepEqual([at('500'), at('499.999999')], [true, false]))
  test('says its level', () => assert.equal(exit.multiple, ratioOf('0.5')))
  test('above maintenance is the rule target', () =>
    assert.deepEqual(
      ['0', '0.5', '1', '1.1'].map((multiple) => backAbove.check({ multiple }).length),
      [1, 0, 0, 1],
    ))
})
