import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { ratioOf } from '../units/index.ts'
import {
  decimalIn,
  decimalOr,
  decimalsIn,
  ONE,
  outside,
  ParameterError,
  rulesIn,
  textIn,
  wholeIn,
  ZERO,
} from './parameters.ts'

describe('parameters', () => {
  test('are read by type', () => {
    assert.equal(decimalIn({ share: '0.25' }, 'share'), ratioOf('0.25'))
    assert.equal(decimalOr({}, 'share', ONE), ONE)
    assert.equal(wholeIn({ seconds: 30 }, 'seconds'), 30)
    assert.equal(textIn({ by: 'tier' }, 'by'), 'tier')
    assert.deepEqual(rulesIn({ of: [{ rule: 'bankrupt' }] }, 'of'), [{ rule: 'bankrupt' }])
    assert.deepEqual([...decimalsIn({ betas: { ETH: '1.5' } }, 'betas')], [['ETH', ratioOf('1.5')]])
    assert.equal(decimalsIn({}, 'betas').size, 0)
  })
  test('of another type are a bug of the caller', () => {
    for (const read of [
      () => decimalIn({ share: 0.25 }, 'share'),
      () => wholeIn({ seconds: 1.5 }, 'seconds'),
      () => textIn({}, 'by'),
      () => rulesIn({ of: ['bankrupt'] }, 'of'),
      () => rulesIn({ of: 'bankrupt' }, 'of'),
      () => decimalsIn({ betas: [] }, 'betas'),
    ])
      assert.throws(read, ParameterError)
  })
})

describe('outside', () => {
  const bounds = { above: ZERO, atMost: ONE }
  for (const [value, problems] of [
    ['0', 1],
    ['0.000001', 0],
    ['1', 0],
    ['1.000001', 1],
  ] as const)
    test(`${value} has ${problems} problems above 0 and at most 1`, () => {
      assert.equal(outside({ share: value }, 'share', bounds, 'change it').length, problems)
    })
  test('names value, range and remedy', () => {
    assert.deepEqual(outside({ share: '2' }, 'share', bounds, 'change it'), [
      { field: 'share', value: '2', allowed: 'above 0 and at most 1', remedy: 'change it' },
    ])
  })
})
