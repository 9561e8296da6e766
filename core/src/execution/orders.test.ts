import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { lots, ticks } from '../units/index.ts'
import { orderFromLeg } from './index.ts'

describe('orderFromLeg', () => {
  const rest = { owner: 'account', id: 'd1.0.0', timeInForce: 'IOC', reducible: lots(9n) } as const
  test('a negative size sells its magnitude', () =>
    assert.deepEqual(orderFromLeg({ ...rest, leg: { instrument: 'BTC-PERP', size: lots(-7n), limit: ticks(99n) } }), {
      id: 'd1.0.0',
      owner: 'account',
      instrument: 'BTC-PERP',
      side: 'sell',
      size: 7n,
      limit: 99n,
      timeInForce: 'IOC',
      reducible: 9n,
    }))
  test('a positive size buys', () => {
    const order = orderFromLeg({ ...rest, leg: { instrument: 'BTC-PERP', size: lots(7n), limit: null } })
    assert.deepEqual([order.side, order.size, order.limit], ['buy', 7n, null])
  })
})
