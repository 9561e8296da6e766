import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { permits, permitted, type GuardedAction } from './permits.ts'

const ALL: readonly GuardedAction[] = permits.fine

describe('permitted', () => {
  // Rows as in docs/models/guards.md, table 1.
  const rows = [
    ['fine', ALL],
    ['stale', ['reduce', 'cancel', 'deposit', 'funding']],
    ['suspect', ['reduce', 'cancel', 'deposit', 'proceed', 'funding']],
    ['halted', ['reduce', 'cancel', 'deposit']],
    [undefined, ['reduce', 'cancel', 'deposit']],
  ] as const
  for (const [status, left] of rows)
    test(`${status ?? 'no mark yet'} leaves ${left.join(', ')}`, () =>
      assert.deepEqual(
        ALL.filter((action) => permitted(status, action)),
        left,
      ))

  test('a worse status never leaves more, and users can always lower their risk', () => {
    const statuses = ['fine', 'suspect', 'halted'] as const
    for (const [at, status] of statuses.entries())
      for (const worse of statuses.slice(at))
        assert.ok(permits[worse].every((action) => permits[status].includes(action)))
    assert.ok(permits.stale.every((action) => permits.suspect.includes(action)))
  })
})
