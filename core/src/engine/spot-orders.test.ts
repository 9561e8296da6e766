import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { lots, ticks } from '../units/index.ts'
import type { OpenOrder } from '../accounts/index.ts'
import { preset } from '../policy/index.ts'
import { step } from './engine.ts'
import { holderOf, lend } from './lending.fixtures.ts'
import { accountOf } from './state.ts'

const order = (id: string, side: 'buy' | 'sell', size: bigint): OpenOrder => ({
  id,
  instrument: 'BTC/USD',
  side,
  remaining: lots(size),
  price: ticks(600_000n),
  reduceOnly: false,
})

describe("a user's spot order", () => {
  // 1 BTC = 10 000 lots; 60 000 USD pay for one more
  const session = lend(preset('loan-close'), [holderOf({ id: 'trader', btc: '1', usd: '60000' })])
  session.run({ after: 1_000, btc: '60000' })
  const place = (placed: OpenOrder): readonly (readonly [string, unknown])[] =>
    step(session.engine, { kind: 'place-order', time: 1_002_000, account: 'trader', order: placed }).map((event) =>
      event.kind === 'refused' ? [event.reason, event.facts] : [event.kind, null],
    )
  test('is taken while what it pays is held, beside those that rest', () => {
    assert.deepEqual(place(order('a', 'buy', 6_000n)), [['order-put', null]])
    assert.deepEqual(place(order('b', 'sell', 10_000n)), [['order-put', null]])
    assert.deepEqual(place(order('c', 'buy', 4_001n)), [['not-funded', { asset: 'USD', missingAtoms: '6000000' }]])
    assert.deepEqual(place(order('d', 'sell', 1n)), [['not-funded', { asset: 'BTC', missingAtoms: '10000' }]])
    assert.equal(accountOf(session.engine.state, 'trader').orders.length, 2)
  })
})
