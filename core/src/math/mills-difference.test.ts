import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { scaledUpperTailDrop } from './mills-difference.ts'
import { scaledUpperTailFine } from './mills-fine.ts'
import { scaledUpperTail } from './mills-ratio.ts'
import { expReal, fixed, normalTailReal, relativeError, seeded, type Real } from './twin.test.ts'

const BITS = 400

/** P(X > x)·e^(x²/2) for a double x ≥ 0 by the bigint twin. */
const scaled = (x: number): bigint => {
  const tail = normalTailReal(x)
  const growth = expReal((fixed(x, BITS) * fixed(x, BITS)) >> BigInt(BITS + 1), BITS)
  const product = tail.n * growth.n
  const by = BigInt(tail.bits + growth.bits - BITS)
  return product >> by
}

const drop = (from: number, step: number): Real => ({ n: scaled(from) - scaled(from + step), bits: BITS })

/** A multiple of 2^-30, so that sums of two are exact. */
const short = (x: number): number => Math.round(x * 2 ** 30) / 2 ** 30

const random = seeded(41)
const pairs = (count: number, most: number, stepMost: number): readonly (readonly [number, number])[] =>
  Array.from({ length: count }, () => [short(most * random()), short(stepMost * random() ** 3) + 2 ** -30] as const)
const worst = (cases: readonly (readonly [number, number])[]): number =>
  cases.reduce(
    (most, [from, step]) => Math.max(most, relativeError(scaledUpperTailDrop(from, step), drop(from, step))),
    0,
  )

describe('scaledUpperTailDrop', () => {
  test('is within a relative 1e-15 for small steps, down to 1e-9', () =>
    assert.ok(worst(pairs(150, 15, 0.0625)) < 1e-15))
  test('is within a relative 3e-14 for any step', () => assert.ok(worst(pairs(150, 15, 6)) < 3e-14))
  test('is within a relative 1e-15 from 16 on', () =>
    assert.ok(worst(pairs(30, 20, 1).map(([from, step]) => [from + 16, step] as const)) < 1e-15))
  test('is 0 without a step', () => assert.equal(scaledUpperTailDrop(3, 0) + scaledUpperTailDrop(20, 0), 0))
  test('joins where one way hands over to the next', () => {
    for (const [from, step] of [
      [3, 0.0625],
      [4, 0.25],
      [16, 0.01],
    ] as const) {
      const below = scaledUpperTailDrop(from - 1e-12, step - 1e-13)
      const above = scaledUpperTailDrop(from + 1e-12, step + 1e-13)
      assert.ok(Math.abs(below / above - 1) < 1e-10)
    }
  })
})

describe('scaledUpperTailFine', () => {
  test('is the slow function within 2 ulp over its whole domain', () => {
    let most = 0
    for (let x = 0; x <= 10; x += 0.00137) {
      const slow = scaledUpperTail(x)
      most = Math.max(most, Math.abs(scaledUpperTailFine(x) / slow - 1))
    }
    assert.ok(most <= 4 * 2 ** -53, `${most}`)
    assert.equal(scaledUpperTailFine(10) > 0.0395, true)
  })
})
