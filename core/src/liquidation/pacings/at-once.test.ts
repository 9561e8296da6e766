import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { draft, holder, leg, nothingNested, viewOf } from '../fixtures.ts'
import { atOnce } from './at-once.ts'

describe('atOnce', () => {
  test('lets the whole slice through', () => {
    const given = draft(leg('BTC-PERP', -5n))
    const paced = atOnce.create({}, nothingNested)(viewOf({ account: holder('1', []) }), given)
    assert.deepEqual(paced.draft.legs, given.legs)
    assert.equal(paced.until, null)
    assert.deepEqual(
      paced.draft.reasons.map((reason) => [reason.part, reason.rule, reason.bound]),
      [['pace', 'at-once', false]],
    )
  })
})
