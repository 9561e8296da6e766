import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  LN2,
  ONE,
  arctangentOfRatio,
  logarithmOfRatio,
  nearest,
  onGrid,
  pi,
  roundingLoss,
  squareRoot,
} from './fixed-point.ts'
import { atan2Real, fixed, ln2At, logReal, piAt, squareRootAt } from './twin.test.ts'

const near = (a: bigint, b: bigint): void => assert.ok(a - b < 1n << 12n && b - a < 1n << 12n, `${a} ${b}`)

describe('fixed point', () => {
  test('π and ln 2 agree with other formulas to 308 bits', () => {
    near(pi(), piAt(320))
    near(LN2, ln2At(320))
  })
  test('logarithms of ratios agree with the twin', () => {
    for (const n of [2896n, 4095n, 4096n, 4097n, 5825n])
      near(logarithmOfRatio(4096n, n), logReal((ONE * 4096n) / n, 320).n)
  })
  test('arctangents of ratios agree with the twin', () => {
    for (const n of [1, 8, 31, 64]) {
      const twin = atan2Real(n, 64)
      near(arctangentOfRatio(BigInt(n), 64n), twin.n >> BigInt(twin.bits - 320))
    }
  })
  test('square roots are rounded down', () => {
    for (const x of [0.3, 1, 2, 3.5]) assert.equal(squareRoot(fixed(x, 320)), squareRootAt(fixed(x, 320), 320))
  })
  test('a number is its nearest double and what that left out', () => {
    assert.equal(nearest(pi()), 3.141592653589793)
    // π − 3.141592653589793116 = 1.2246467991473532e-16, the well-known sine of the double nearest to π
    assert.equal(roundingLoss(pi(), 3.141592653589793), 1.2246467991473532e-16)
    assert.equal(nearest(onGrid(pi(), 3n)), 3.125)
  })
})
