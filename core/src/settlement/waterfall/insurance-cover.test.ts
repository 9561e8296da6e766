import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { ratioOf } from '../../units/index.ts'
import { insuranceCover } from './insurance-cover.ts'

const cover = (loss: bigint, available: bigint, insurancePrice = 1n, fee = '0') => {
  const { paid, covered, emptied } = insuranceCover({
    loss,
    per: 1n,
    price: 1n,
    insurancePrice,
    fee: ratioOf(fee),
    available,
  })
  return `${paid} covers ${covered}${emptied ? ', empty' : ''}`
}

describe('insuranceCover', () => {
  test('pays what is lost', () => assert.equal(cover(5n, 9n), '5 covers 5'))
  test('no more than it has', () => assert.equal(cover(9n, 5n), '5 covers 5, empty'))
  test('exactly what it has', () => assert.equal(cover(5n, 5n), '5 covers 5, empty'))
  test('in whole atoms of its own, of which none covers more than the loss', () =>
    assert.equal(cover(5n, 9n, 3n), '2 covers 5'))
  test('with the fee on top', () => assert.equal(cover(10n, 12n, 1n, '0.5'), '12 covers 8, empty'))
  test('nothing lost', () => assert.equal(cover(0n, 5n), '0 covers 0'))
})
