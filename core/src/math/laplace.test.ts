import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { erfc } from './error-function.ts'
import { exp } from './exp.ts'
import { complexExp, complexSqrt } from './complex.ts'
import { invertLaplace, type LaplaceTransform } from './laplace.ts'

// One over (s + 1) is e^(−t); e^(−b·√s)/s is erfc(b/(2√t)).
const decay: LaplaceTransform = (re, im, out) => {
  const norm = (re + 1) * (re + 1) + im * im
  out[0] = (re + 1) / norm
  out[1] = -im / norm
}
const diffusion =
  (b: number): LaplaceTransform =>
  (re, im, out) => {
    complexSqrt(re, im, out)
    complexExp(-b * (out[0] ?? 0), -b * (out[1] ?? 0), out)
    const norm = re * re + im * im
    const [x, y] = [out[0] ?? 0, out[1] ?? 0]
    out[0] = (x * re + y * im) / norm
    out[1] = (y * re - x * im) / norm
  }

const inverse = (transform: LaplaceTransform, time: number, abscissa: number, turns: number): number => {
  const values = new Float64Array(1)
  invertLaplace(transform, { time, abscissa, turns, groups: 32 }, values)
  return values[0] ?? 0
}

describe('invertLaplace', () => {
  for (const time of [0.01, 1, 7])
    test(`gives back e^-${time} to 1e-10`, () => assert.ok(Math.abs(inverse(decay, time, 15, 1) - exp(-time)) < 1e-10))

  for (const b of [0.01, 0.5, 2, 4])
    test(`gives back erfc(${b}/2) to 1e-10`, () =>
      assert.ok(Math.abs(inverse(diffusion(b), 1, 10, 2) - erfc(b / 2)) < 1e-10))

  test('at the minimum of e^A·F(A) a value of 1e-45 keeps nine digits', () => {
    const wanted = erfc(10) // k = 10·√2, whose minimum lies near k²/2 = 100
    assert.ok(Math.abs(inverse(diffusion(20), 1, 100, 1) / wanted - 1) < 1e-9)
  })
})
