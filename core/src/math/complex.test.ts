import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { complexExp, complexExpm1, complexLog1p, complexSqrt } from './complex.ts'
import { cos, fillCosSin, sin } from './trigonometry.ts'

const at = (
  of: (re: number, im: number, out: Float64Array) => void,
  re: number,
  im: number,
): readonly [number, number] => {
  const out = new Float64Array(2)
  of(re, im, out)
  return [out[0] ?? Number.NaN, out[1] ?? Number.NaN]
}

const near = ([a, b]: readonly [number, number], [c, d]: readonly [number, number], relative: number): void =>
  assert.ok(Math.hypot(a - c, b - d) <= relative * Math.hypot(c, d), `${a} + ${b}i is not ${c} + ${d}i`)

const sizes = fc.double({ min: 1e-8, max: 1e8, noNaN: true })
const angles = fc.double({ min: -3.14159, max: 3.14159, noNaN: true })

describe('complexSqrt', () => {
  test('gives the roots of school', () => {
    assert.deepEqual(at(complexSqrt, 3, 4), [2, 1])
    assert.deepEqual(at(complexSqrt, -3, -4), [1, -2])
    assert.deepEqual(at(complexSqrt, -4, 0), [0, 2])
    assert.deepEqual(at(complexSqrt, 0, 0), [0, 0])
  })

  test('squares to its argument, with real part ≥ 0', () => {
    fc.assert(
      fc.property(sizes, angles, (size, angle) => {
        const [re, im] = [size * Math.cos(angle), size * Math.sin(angle)]
        const [a, b] = at(complexSqrt, re, im)
        assert.ok(a >= 0)
        near([a * a - b * b, 2 * a * b], [re, im], 4e-15)
      }),
    )
  })
})

describe('complexExp and complexLog1p', () => {
  test('undo each other on the principal strip', () => {
    fc.assert(
      fc.property(fc.double({ min: -20, max: 20, noNaN: true }), angles, (re, im) => {
        const [a, b] = at(complexExp, re, im)
        const back = at(complexLog1p, a - 1, b)
        assert.ok(Math.hypot(back[0] - re, back[1] - im) < 1e-14 + 1e-15 * Math.exp(-re))
      }),
    )
  })

  test('keep the digits of small arguments', () => {
    // ln(1 + z) = z − z²/2 + z³/3 and e^z − 1 = z + z²/2 + z³/6 for z = 1e-5·(3 + 4i), z² = 1e-10·(−7 + 24i), z³ = 1e-15·(−117 + 44i)
    const [z, square, cube] = [
      [3e-5, 4e-5],
      [-7e-10, 24e-10],
      [-117e-15, 44e-15],
    ] as const
    const series = (b: number, c: number): readonly [number, number] => [
      z[0] + b * square[0] + c * cube[0],
      z[1] + b * square[1] + c * cube[1],
    ]
    near(at(complexLog1p, ...z), series(-1 / 2, 1 / 3), 1e-13)
    near(at(complexExpm1, ...z), series(1 / 2, 1 / 6), 1e-13)
    near(at(complexExpm1, 1e-12, -1e-12), [1e-12, -1e-12], 1e-11)
  })
})

describe('complexExpm1', () => {
  test('is e^z − 1 where nothing cancels, and −1 far to the left', () => {
    for (const [re, im] of [
      [1, 2],
      [-2, 3],
      [0.5, -1.5],
      [3, 40],
    ] as const) {
      const [a, b] = at(complexExp, re, im)
      near(at(complexExpm1, re, im), [a - 1, b], 1e-15)
    }
    assert.deepEqual(at(complexExpm1, -800, 5), [-1, -0])
  })
})

describe('fillCosSin', () => {
  test('gives the bytes of cos and sin', () => {
    const out = new Float64Array(2)
    for (const x of [0, -0, 1e-9, -1e-9, 0.3, 1, 2, 3, 4, 5, 6, -2.5, 1e5, -1e7, 1e300, Infinity, Number.NaN]) {
      fillCosSin(x, out)
      assert.ok(Object.is(out[0], cos(x)) && Object.is(out[1], sin(x)), String(x))
    }
  })
})
