import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { integratePanels } from '../math/index.ts'
import { reversionIntegrals } from './mean-reversion.ts'

describe('reversionIntegrals', () => {
  test('are their integrals to 1e-14, on either side of the series’ end', () => {
    for (const x of [1e-9, 1e-3, 0.5, 0.999_999, 1, 1.000_001, 3, 12]) {
      const time = 0.7
      const reversion = x / time
      const b = (u: number): number => -Math.expm1(-reversion * u) / reversion
      const edges = Array.from({ length: 9 }, (_, at) => (at * time) / 8)
      const got = reversionIntegrals(reversion, time)
      const wanted = {
        loading: b(time),
        memory: Math.exp(-x),
        loadingSum: integratePanels(b, edges),
        squareSum: integratePanels((u) => b(u) ** 2, edges),
        fadingSquareSum: integratePanels((u) => Math.exp(-reversion * (time - u)) * b(u) ** 2, edges),
      }
      for (const name of ['loading', 'memory', 'loadingSum', 'squareSum', 'fadingSquareSum'] as const)
        assert.ok(Math.abs(got[name] / wanted[name] - 1) < 1e-14, `${name} at ${x}`)
    }
  })

  test('without reversion are T, 1, T²/2, T³/3, T³/3', () => {
    const { loading, memory, loadingSum, squareSum, fadingSquareSum } = reversionIntegrals(0, 3)
    assert.deepEqual([loading, memory, loadingSum, squareSum, fadingSquareSum], [3, 1, 4.5, 9, 9])
  })
})
