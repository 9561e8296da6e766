import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { exp } from './exp.ts'
import { integratePanels } from './panels.ts'

const within = (got: number, wanted: number, relative: number): void =>
  assert.ok(Math.abs(got / wanted - 1) <= relative, `${got} is not ${wanted}`)

describe('integratePanels', () => {
  test('a polynomial of degree 39 on one panel is exact but for rounding', () =>
    within(
      integratePanels((x) => 40 * Array.from({ length: 39 }).reduce((p: number) => p * x, 1), [0, 2]),
      2 ** 40,
      1e-14,
    ))
  test('e^x from 0 to 3 over two panels', () => within(integratePanels(exp, [0, 1, 3]), exp(3) - 1, 1e-14))
  test('a kink at an edge costs nothing', () => within(integratePanels(Math.abs, [-1, 0, 2]), 2.5, 1e-14))
  test('without two edges there is nothing to add', () => {
    assert.equal(integratePanels(exp, []), 0)
    assert.equal(integratePanels(exp, [1]), 0)
    assert.equal(integratePanels(exp, [1, 1]), 0)
  })
})
