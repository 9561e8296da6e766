import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ForecastInputError } from '../forecast-input-error.ts'
import { mix, mixingOf } from './correlation.ts'

const product = (rows: readonly Float64Array[], i: number, j: number): number => {
  let sum = 0
  for (const [k, x] of (rows[i] ?? new Float64Array(0)).entries()) sum += x * (rows[j]?.[k] ?? 0)
  return sum
}

describe('mixingOf', () => {
  const matrices = [
    [
      'three assets',
      [
        [1, 0.5, 0.2],
        [0.5, 1, -0.3],
        [0.2, -0.3, 1],
      ],
    ],
    [
      'two that are one',
      [
        [1, 1],
        [1, 1],
      ],
    ],
    [
      'opposites beside a third',
      [
        [1, -1, 0.4],
        [-1, 1, -0.4],
        [0.4, -0.4, 1],
      ],
    ],
  ] as const
  for (const [name, matrix] of matrices)
    test(`${name}: the factor times its transpose is the matrix`, () => {
      const rows = mixingOf(matrix, matrix.length)
      for (const [i, row] of matrix.entries())
        for (const [j, wanted] of row.entries()) assert.ok(Math.abs(product(rows, i, j) - wanted) < 1e-15)
    })

  const refused = [
    [
      'a negative eigenvalue',
      [
        [1, 0.9, -0.9],
        [0.9, 1, 0.9],
        [-0.9, 0.9, 1],
      ],
    ],
    [
      'twins that differ towards a third',
      [
        [1, 1, 0.5],
        [1, 1, 0.4],
        [0.5, 0.4, 1],
      ],
    ],
    [
      'a matrix that is not symmetric',
      [
        [1, 0.5],
        [0.4, 1],
      ],
    ],
    [
      'a diagonal that is not 1',
      [
        [1, 0],
        [0, 0.9],
      ],
    ],
    ['a ragged matrix', [[1, 0], [0]]],
    [
      'NaN',
      [
        [1, Number.NaN],
        [Number.NaN, 1],
      ],
    ],
  ] as const
  for (const [name, matrix] of refused)
    test(`refuses ${name}`, () => assert.throws(() => mixingOf(matrix, matrix.length), ForecastInputError))
})

describe('mix', () => {
  test('by hand: correlation 0.6 makes (1, 2) into (1, 0.6 + 1.6)', () => {
    const normals = [Float64Array.of(1), Float64Array.of(2)]
    mix(
      mixingOf(
        [
          [1, 0.6],
          [0.6, 1],
        ],
        2,
      ),
      normals,
      1,
    )
    assert.deepEqual(
      normals.map((array) => array[0]),
      [1, 2.2],
    )
  })
})
