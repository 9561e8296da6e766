import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { encodeCanonical } from './canonical.ts'
import { decode } from './codec.ts'
import { stateHash, type Sha256 } from './hash.ts'
import { lotsText, record, whole } from './schema.ts'
import { encodeSnapshot, parseSnapshot, stateSnapshotSchema } from './snapshot.ts'
import { twinsOf } from './twin.fixtures.ts'

const sha256: Sha256 = (text) => createHash('sha256').update(text).digest('hex')

const runner = record({ counter: whole(0, 100), displaced: lotsText })

describe('parseSnapshot', () => {
  const journalHash = '0'.repeat(64)

  test('gives back state and runner, bigints included, and the same bytes again', () => {
    fc.assert(
      fc.property(twinsOf(stateSnapshotSchema), twinsOf(runner), ({ wire }, kept) => {
        const state = decode(stateSnapshotSchema, encodeCanonical(wire))
        const text = encodeSnapshot(sha256, { seq: 3, journalHash, state, runner: kept.value })
        const snapshot = parseSnapshot(sha256, runner, 's.json', text)
        assert.deepEqual(snapshot.runner, kept.value)
        assert.deepEqual(snapshot.state, state)
        assert.equal(snapshot.stateHash, stateHash(sha256, state))
        assert.equal(encodeSnapshot(sha256, snapshot), text)
      }),
      { numRuns: 25 },
    )
  })

  test('refuses a state that was changed after it was hashed', () => {
    const [{ wire } = { wire: null }] = fc.sample(twinsOf(stateSnapshotSchema), { numRuns: 1, seed: 7 })
    const state = decode(stateSnapshotSchema, encodeCanonical(wire))
    const kept = { counter: 1, displaced: 5n }
    const text = encodeSnapshot(sha256, { seq: 3, journalHash, state, runner: kept })
    const forged = JSON.stringify({ ...JSON.parse(text), state: { ...JSON.parse(text).state, sequence: 123_456_789 } })
    assert.throws(() => parseSnapshot(sha256, runner, 's.json', forged), /s\.json: stateHash = [0-9a-f]{64} is refused/)
  })
})
