import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ratioOf } from '../../units/index.ts'
import { atMark, holder, usdc, viewOf } from '../fixtures.ts'
import { startMemory } from '../memory.ts'
import { valueShare } from './value-share.ts'

describe('valueShare', () => {
  // [equity, paid in, rate on a notional of 50 000] for a tenth of the value
  const rows = [
    ['800', '0', '0.0016'],
    ['800', '300', '0.001'],
    ['300', '400', '0'],
    ['-1', '0', '0'],
    ['999999', '0', '1'],
  ] as const
  for (const [cash, reserved, rate] of rows)
    test(`equity ${cash} with ${reserved} paid in: ${rate}`, () => {
      const view = viewOf({
        account: holder(cash, [atMark('BTC-PERP', 100n)]),
        episode: { ...startMemory(0), reserved: usdc(reserved) },
      })
      const terms = { rate: ratioOf(rate), base: 'notional', cap: 'equity' }
      assert.deepEqual(valueShare.create({ share: '0.1' })(view), terms)
    })
  test('nothing of an account without positions', () =>
    assert.equal(valueShare.create({ share: '0.1' })(viewOf({ account: holder('1', []) })).rate, 0n))
  test('refuses more than the value', () => assert.equal(valueShare.check({ share: '1.1' }).length, 1))
})
