import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { decimate } from './decimate.ts'
import { staircase } from './path.ts'
import { shortfallShapes } from './shade.ts'

/** Area of a closed shape by the shoelace formula. */
const area = (shape: readonly (readonly [number, number])[]): number =>
  Math.abs(
    shape.reduce((sum, [x, y], index) => {
      const [nextX, nextY] = shape[(index + 1) % shape.length] ?? [0, 0]
      return sum + x * nextY - nextX * y
    }, 0),
  ) / 2

describe('shortfallShapes', () => {
  const flat = [
    [0, 50],
    [100, 50],
  ] as const

  test('a line that dips below a flat limit encloses the triangle under it', () => {
    // On the screen greater y is lower: the line crosses 50 at x = 25 and x = 75, deepest 100 at x = 50.
    const shapes = shortfallShapes(
      [
        [0, 0],
        [50, 100],
        [100, 0],
      ],
      flat,
    )
    assert.equal(shapes.length, 1)
    assert.equal(area(shapes[0] ?? []), (50 * 50) / 2)
    assert.deepEqual(shapes[0]?.[0], [25, 50])
  })

  test('two dips are two shapes', () => {
    const line = [
      [0, 60],
      [10, 60],
      [20, 40],
      [30, 40],
      [40, 60],
      [50, 60],
    ] as const
    assert.equal(shortfallShapes(line, flat).length, 2)
  })

  test('a line that stays above has no shape, and touching is not short', () => {
    assert.deepEqual(
      shortfallShapes(
        [
          [0, 0],
          [100, 49],
        ],
        flat,
      ),
      [],
    )
    assert.deepEqual(shortfallShapes(flat, flat), [])
  })

  test('a limit in steps shades up to each step', () => {
    const limit = staircase([
      [0, 50],
      [50, 80],
      [100, 80],
    ])
    const shapes = shortfallShapes(
      [
        [0, 100],
        [100, 100],
      ],
      limit,
    )
    assert.equal(
      shapes.map(area).reduce((sum, part) => sum + part, 0),
      50 * 50 + 50 * 20,
    )
  })

  test('only the span that both share is shaded', () => {
    const shapes = shortfallShapes(
      [
        [40, 60],
        [200, 60],
      ],
      flat,
    )
    assert.equal(area(shapes[0] ?? []), 60 * 10)
  })
})

describe('staircase', () => {
  test('each value holds until the next position', () => {
    assert.deepEqual(
      staircase([
        [0, 1],
        [5, 2],
        [9, 2],
      ]),
      [
        [0, 1],
        [5, 1],
        [5, 2],
        [9, 2],
      ],
    )
  })
})

describe('decimate', () => {
  test('a pixel column keeps first, lowest, highest and last in the order met', () => {
    const column = [
      [3, 5],
      [3.1, 9],
      [3.2, 6],
      [3.3, 1],
      [3.4, 4],
      [3.5, 5],
    ] as const
    assert.deepEqual(decimate(column), [
      [3, 5],
      [3.1, 9],
      [3.3, 1],
      [3.5, 5],
    ])
  })

  test('sparse points stay as they are', () => {
    const points = [
      [0, 1],
      [1, 2],
      [2, 3],
    ] as const
    assert.deepEqual(decimate(points), points)
  })
})
