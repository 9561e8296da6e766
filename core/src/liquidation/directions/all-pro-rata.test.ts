import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { atMark, holder, shown, viewOf } from '../fixtures.ts'
import { allProRata } from './all-pro-rata.ts'

describe('allProRata', () => {
  const direction = allProRata.create({})
  // 10 long and 3 short: as many steps as the largest leg has lots, the other rounded down.
  for (const [step, legs] of [
    [0n, []],
    [1n, ['BTC-PERP -1']],
    [3n, ['BTC-PERP -3']],
    [4n, ['BTC-PERP -4', 'ETH-PERP 1']],
    [9n, ['BTC-PERP -9', 'ETH-PERP 2']],
    [10n, ['BTC-PERP -10', 'ETH-PERP 3']],
  ] as const)
    test(`step ${step}: ${legs.join(', ') || 'nothing'}`, () => {
      const path = direction(viewOf({ account: holder('1', [atMark('BTC-PERP', 10n), atMark('ETH-PERP', -3n)]) }))
      assert.equal(path.steps, 10n)
      assert.deepEqual(shown(path.at(step)), legs)
    })
  test('leaves out what is in flight', () => {
    const account = holder('1', [atMark('BTC-PERP', 10n), atMark('ETH-PERP', -3n)])
    const path = direction(viewOf({ account, inFlight: { 'BTC-PERP': -4n, 'ETH-PERP': 3n } }))
    assert.deepEqual(shown(path.at(path.steps)), ['BTC-PERP -6'])
  })
  test('is empty without positions', () => {
    const path = direction(viewOf({ account: holder('1', []) }))
    assert.deepEqual([path.steps, path.corners, path.at(0n)], [0n, [], []])
  })
  test('no leg ever falls as the step rises', () => {
    const size = fc.bigInt(-50n, 50n).filter((lots) => lots !== 0n)
    fc.assert(
      fc.property(size, size, size, (a, b, c) => {
        const positions = [atMark('BTC-PERP', a), atMark('ETH-PERP', b), atMark('SOL-PERP', c)]
        const path = direction(viewOf({ account: holder('1', positions) }))
        const cut = (step: bigint, id: string): bigint => {
          const size = path.at(step).find((leg) => leg.instrument === id)?.size ?? 0n
          return size < 0n ? -size : size
        }
        for (let step = 1n; step <= path.steps; step += 1n)
          for (const { instrument } of positions) assert.ok(cut(step, instrument) >= cut(step - 1n, instrument))
        assert.deepEqual(
          path.at(path.steps).map((leg) => -leg.size),
          positions.map((position) => position.size),
        )
      }),
      { numRuns: 60 },
    )
  })
})
