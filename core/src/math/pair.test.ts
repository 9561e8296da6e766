import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  exactProduct,
  exactSum,
  pairLogOfRatio,
  pairOf,
  pairProduct,
  pairQuotient,
  pairSum,
  type Pair,
} from './pair.ts'
import { fixed, logReal, seeded } from './twin.test.ts'

const BITS = 1200
const random = seeded(77)
const draw = (): number => (random() - 0.5) * 2 ** Math.floor(80 * random() - 40)
const draws = Array.from({ length: 400 }, () => [draw(), draw(), draw(), draw()] as const)

const exactly = ({ hi, lo }: Pair): bigint => fixed(hi, BITS) + fixed(lo, BITS)
const relative = (got: bigint, wanted: bigint): number =>
  wanted === 0n ? Math.abs(Number(got)) : Math.abs(Number(((got - wanted) << 200n) / wanted)) / 2 ** 200
const LIMIT = 2 ** -100

describe('exactSum', () => {
  test('loses nothing', () => {
    for (const [a, b] of draws) assert.equal(exactly(exactSum(a, b)), fixed(a, BITS) + fixed(b, BITS))
  })
})

describe('exactProduct', () => {
  test('loses nothing', () => {
    for (const [a, b] of draws)
      assert.equal(exactly(exactProduct(a, b)), (fixed(a, BITS) * fixed(b, BITS)) >> BigInt(BITS))
  })
})

describe('pairSum', () => {
  test('is within 2^-100 for two of one sign', () => {
    for (const [a, b, c, d] of draws) {
      const one = exactSum(Math.abs(a), b * 1e-17)
      const two = exactSum(Math.abs(c), d * 1e-17)
      if (one.hi <= 0 || two.hi <= 0) continue
      assert.ok(relative(exactly(pairSum(one, two)), exactly(one) + exactly(two)) < LIMIT)
    }
  })
})

describe('pairProduct and pairQuotient', () => {
  test('are within 2^-100', () => {
    for (const [a, b, c, d] of draws) {
      const one = exactSum(a, a * b * 1e-20)
      const two = exactSum(c, c * d * 1e-20)
      const [x, y] = [exactly(one), exactly(two)]
      assert.ok(relative(exactly(pairProduct(one, two)), (x * y) >> BigInt(BITS)) < LIMIT)
      assert.ok(relative(exactly(pairQuotient(one, two)), (x << BigInt(BITS)) / y) < LIMIT)
    }
  })
})

describe('pairLogOfRatio', () => {
  const twin = (a: number, b: number): bigint => logReal((fixed(a, 400) << 400n) / fixed(b, 400), 400).n
  const error = (a: number, b: number): number => {
    const { hi, lo } = pairLogOfRatio(a, b)
    const got = fixed(hi, 400) + fixed(lo, 400)
    return relative(got, twin(a, b))
  }
  test('is within 2^-66 near and far', () => {
    for (const [a, b] of draws.slice(0, 60)) assert.ok(error(Math.abs(a), Math.abs(b)) < 2 ** -66)
    for (const [a, , , d] of draws.slice(0, 60)) {
      const near = Math.abs(a) * (1 + d * 2 ** -44)
      if (near > 0 && near !== Math.abs(a)) assert.ok(error(Math.abs(a), near) < 2 ** -66)
    }
  })
  test('knows neighbours apart', () => {
    const { hi } = pairLogOfRatio(1 + 2 ** -52, 1)
    assert.ok(Math.abs(hi / 2 ** -52 - 1) < 1e-15)
    assert.deepEqual(pairLogOfRatio(7, 7), pairOf(0))
  })
})
