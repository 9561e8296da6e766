import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { atoms, lots } from '../../units/index.ts'
import { draft, holder, leg, shown, viewOf } from '../fixtures.ts'
import { entry } from './entry.ts'

const limit = (instrument: string, size: bigint, entryValue: bigint) => {
  const view = viewOf({ account: holder('10', [{ instrument, size: lots(size), entryValue: atoms(entryValue) }]) })
  return shown(entry.create({})(view, draft(leg(instrument, -size))).legs).join()
}

// a lot of BTC-PERP is worth 10 000 atoms a tick, a contract of BTC-INV 2 000 000 000 / ticks
describe('entry', () => {
  const rows = [
    ['BTC-PERP', 3n, 1_500_000_000n, 'BTC-PERP -3@50000'],
    ['BTC-PERP', 3n, 1_500_000_001n, 'BTC-PERP -3@50001'],
    ['BTC-PERP', -3n, -1_500_000_001n, 'BTC-PERP 3@50000'],
    ['BTC-PERP', -3n, -1_499_999_999n, 'BTC-PERP 3@49999'],
    ['BTC-INV', 1n, -20_000n, 'BTC-INV -1@100000'],
    ['BTC-INV', 1n, -20_001n, 'BTC-INV -1@99996'],
    ['BTC-INV', -1n, 20_001n, 'BTC-INV 1@99995'],
  ] as const
  for (const [instrument, size, entryValue, expected] of rows)
    test(`${size} lots for ${entryValue}: ${expected}`, () =>
      assert.equal(limit(instrument, size, entryValue), expected))
  test('a leg without a position is dropped', () => {
    const result = entry.create({})(viewOf({ account: holder('10', []) }), draft(leg('BTC-PERP', -1n)))
    assert.deepEqual([result.legs, result.reasons[0]?.bound], [[], true])
  })
})
