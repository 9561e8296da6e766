import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { ParameterError } from '../parameters.ts'
import { seize } from './seize.ts'
import { transfer } from './transfer.ts'

describe('transfer', () => {
  test('names its receivers in order, and whether they must carry the slice', () => {
    assert.deepEqual(transfer.create({ to: ['backstop', 'fund'], margin: 'initial' }), {
      kind: 'transfer',
      to: ['backstop', 'fund'],
      margin: 'initial',
    })
    assert.deepEqual(transfer.create({ to: ['vault'], margin: 'none' }), {
      kind: 'transfer',
      to: ['vault'],
      margin: 'none',
    })
  })
  test('refuses a receiver named twice', () => {
    assert.equal(transfer.check({ to: ['vault', 'fund', 'vault'], margin: 'none' }).length, 1)
    assert.deepEqual(transfer.check({ to: ['vault', 'fund'], margin: 'none' }), [])
  })
  test('cannot be created for a stranger', () =>
    assert.throws(() => transfer.create({ to: ['friend'], margin: 'none' }), ParameterError))
})

describe('seize', () => {
  test('names who gets the cash', () => assert.deepEqual(seize.create({ to: 'vault' }), { kind: 'seize', to: 'vault' }))
})
