import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { evidence, mark, print } from '../fixtures.ts'
import { judgeMark } from '../judge.ts'

describe('last-trade', () => {
  const rule = { kind: 'last-trade', source: 's0' } as const
  const price = (...prints: ReturnType<typeof print>[]) => judgeMark(rule, evidence({ prints, previous: mark(1000n) }))
  test('follows one source whatever the others say', () =>
    assert.equal(price(print(0, 700n), print(1, 1000n), print(2, 1000n))?.price, 700n))
  test('however old it is', () => {
    assert.equal(price(print(0, 700n, 900_000))?.price, 700n)
    assert.equal(price(print(0, 700n, 900_000))?.status, 'fine')
  })
  test('without a print the price stays and is stale', () =>
    assert.deepEqual([price(print(1, 700n))?.price, price(print(1, 700n))?.status], [1000n, 'stale']))
})
