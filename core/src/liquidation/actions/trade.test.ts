import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { trade } from './trade.ts'

describe('trade', () => {
  for (const timeInForce of ['IOC', 'FOK'])
    test(`sends ${timeInForce} orders`, () =>
      assert.deepEqual(trade.create({ timeInForce }), { kind: 'trade', timeInForce }))
  test('offers both and nothing else', () => {
    const { timeInForce } = trade.schema.properties
    assert.deepEqual(timeInForce !== undefined && 'enum' in timeInForce ? timeInForce.enum : [], ['IOC', 'FOK'])
  })
})
