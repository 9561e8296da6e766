import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { cancelOrders } from './cancel-orders.ts'

describe('cancelOrders', () => {
  test('cancels', () => assert.deepEqual(cancelOrders.create({}), { kind: 'cancel-orders' }))
})
