import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { ticks } from '../../units/index.ts'
import { draft, holder, leg, shown, viewOf } from '../fixtures.ts'
import { markOffset } from './mark-offset.ts'

const limitAt = (mark: bigint, size: bigint, bps: number): readonly string[] => {
  const view = viewOf({ account: holder('1', []), marks: new Map([['BTC-PERP', ticks(mark)]]) })
  return shown(markOffset.create({ bps })(view, draft(leg('BTC-PERP', size))).legs)
}

describe('markOffset', () => {
  for (const [mark, size, bps, expected] of [
    [50_000n, -1n, 20, 'BTC-PERP -1@49900'],
    [50_000n, 1n, 20, 'BTC-PERP 1@50100'],
    [50_001n, -1n, 20, 'BTC-PERP -1@49901'], // 49 900.998 up
    [50_001n, 1n, 20, 'BTC-PERP 1@50101'], // 50 101.002 down
    [50_000n, -1n, 0, 'BTC-PERP -1@50000'],
    [1n, -1n, 9_999, 'BTC-PERP -1@1'],
  ] as const)
    test(`${size > 0n ? 'buy' : 'sell'} at mark ${mark} within ${bps} bp: ${expected}`, () => {
      assert.deepEqual(limitAt(mark, size, bps), [expected])
    })
  test('drops a leg without a mark and says that it bound', () => {
    const view = viewOf({ account: holder('1', []), marks: new Map() })
    const limited = markOffset.create({ bps: 20 })(view, draft(leg('BTC-PERP', -1n)))
    assert.deepEqual(limited.legs, [])
    assert.equal(limited.reasons[0]?.bound, true)
  })
})
