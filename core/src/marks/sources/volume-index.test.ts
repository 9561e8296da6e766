import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { lots } from '../../units/index.ts'
import type { IndexPrint } from '../../market/index.ts'
import { evidence, mark, print } from '../fixtures.ts'
import { judgeMark } from '../judge.ts'
import type { VolumeIndexRule } from '../rules.ts'

const rule: VolumeIndexRule = {
  kind: 'volume-index',
  primary: ['s0'],
  primaryAgeMax: 60_000,
  secondary: ['s1'],
  secondaryAgeMax: 10_000,
}
const traded = (at: number, price: bigint, volume: bigint, age = 0): IndexPrint => ({
  ...print(at, price, age),
  volume: lots(volume),
})

describe('volume-index', () => {
  const rows: readonly (readonly [string, readonly IndexPrint[], string])[] = [
    ['the primary alone', [traded(0, 1000n, 5n)], '1000 fine'],
    ['both, by volume: (1000·9 + 500·1)/10', [traded(0, 1000n, 9n), traded(1, 500n, 1n)], '950 fine'],
    ['rounded down: (1000·2 + 999·1)/3', [traded(0, 1000n, 2n), traded(1, 999n, 1n)], '999 fine'],
    ['a secondary of exactly 10 s counts', [traded(0, 1000n, 9n), traded(1, 500n, 1n, 10_000)], '950 fine'],
    ['one millisecond older it does not', [traded(0, 1000n, 9n), traded(1, 500n, 1n, 10_001)], '1000 fine'],
    ['a secondary alone makes no mark', [traded(1, 500n, 1n)], '990 stale'],
    ['nor beside a primary that is too old', [traded(0, 1000n, 9n, 60_001), traded(1, 500n, 1n)], '990 stale'],
    ['without volumes the primary is the index', [print(0, 1000n), print(1, 500n)], '1000 fine'],
    ['a secondary without volume weighs nothing', [traded(0, 1000n, 3n), print(1, 500n)], '1000 fine'],
  ]
  for (const [name, prints, wanted] of rows)
    test(`${name}: ${wanted}`, () => {
      const found = judgeMark(rule, evidence({ prints, previous: mark(990n) }))
      assert.equal(`${found?.price} ${found?.status}`, wanted)
    })

  test('stands between its sources, nearer to the larger volume, whatever their order', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.bigInt(1n, 10n ** 6n), fc.bigInt(1n, 10n ** 6n)), { minLength: 1, maxLength: 5 }),
        (rows) => {
          const by = { ...rule, primary: rows.map((_, at) => `s${at}`), secondary: [] }
          const prints = rows.map(([price, volume], at) => traded(at, price, volume))
          const found = judgeMark(by, evidence({ prints }))?.price ?? 0n
          const [sum, weight] = rows.reduce(([a, b], [price, volume]) => [a + price * volume, b + volume], [0n, 0n])
          // The only integer p with p·V <= Σ v p < (p + 1)·V.
          assert.ok(found * weight <= sum && sum < (found + 1n) * weight)
          assert.equal(judgeMark(by, evidence({ prints: prints.toReversed() }))?.price, found)
        },
      ),
    ))
})
