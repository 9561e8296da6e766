import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { divide, greatest, least, magnitude, mulDiv } from './rounding.ts'

const whole = fc.bigInt(-(10n ** 30n), 10n ** 30n)
const divisor = whole.filter((value) => value !== 0n)

/** numerator / denominator <= at, by cross-multiplying with a positive denominator. */
const atMost = (numerator: bigint, denominator: bigint, at: bigint): boolean =>
  denominator > 0n ? numerator <= at * denominator : -numerator <= at * -denominator

describe('divide', () => {
  const rows = [
    [7n, 2n, 4n, 3n],
    [-7n, 2n, -3n, -4n],
    [7n, -2n, -3n, -4n],
    [-7n, -2n, 4n, 3n],
    [6n, 2n, 3n, 3n],
    [-6n, 2n, -3n, -3n],
    [6n, -2n, -3n, -3n],
    [0n, 5n, 0n, 0n],
    [0n, -5n, 0n, 0n],
    [1n, 10n ** 30n, 1n, 0n],
    [-1n, 10n ** 30n, 0n, -1n],
    [1n, -(10n ** 30n), 0n, -1n],
  ] as const
  for (const [numerator, denominator, up, down] of rows)
    test(`${numerator} / ${denominator} is ${up} up and ${down} down`, () => {
      assert.equal(divide(numerator, denominator, 'up'), up)
      assert.equal(divide(numerator, denominator, 'down'), down)
    })

  test('up is the least integer not under the fraction, down the greatest not over it', () =>
    fc.assert(
      fc.property(whole, divisor, (numerator, denominator) => {
        const up = divide(numerator, denominator, 'up')
        const down = divide(numerator, denominator, 'down')
        assert.ok(atMost(numerator, denominator, up) && !atMost(numerator, denominator, up - 1n))
        assert.ok(atMost(-numerator, denominator, -down) && !atMost(-numerator, denominator, -down - 1n))
      }),
    ))

  test('refuses a zero denominator', () => assert.throws(() => divide(1n, 0n, 'up'), RangeError))
})

describe('mulDiv', () => {
  test('multiplies first: no digit of the product is lost', () => {
    assert.equal(mulDiv(10n ** 18n + 1n, 10n ** 18n - 1n, 10n ** 18n, 'down'), 10n ** 18n - 1n)
    assert.equal(mulDiv(10n ** 18n + 1n, 10n ** 18n - 1n, 10n ** 18n, 'up'), 10n ** 18n)
    assert.equal(mulDiv(-3n, 5n, 2n, 'up'), -7n)
    assert.equal(mulDiv(-3n, 5n, 2n, 'down'), -8n)
  })
  test('rounding up is minus rounding down of the negative', () =>
    fc.assert(
      fc.property(whole, whole, divisor, (a, b, denominator) =>
        assert.equal(mulDiv(a, b, denominator, 'up'), -mulDiv(-a, b, denominator, 'down')),
      ),
    ))
})

describe('magnitude, least, greatest', () => {
  test('pick by value and sign', () => {
    assert.deepEqual([magnitude(-5n), magnitude(5n), magnitude(0n)], [5n, 5n, 0n])
    assert.deepEqual([least(-1n, 2n), least(2n, 2n), greatest(-1n, 2n), greatest(3n, 2n)], [-1n, 2n, 2n, 3n])
  })
})
