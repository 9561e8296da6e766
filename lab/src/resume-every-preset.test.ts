import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { applyAll, createEngine, preset, presets, redecideJournal, snapshotOf, type Engine } from '@ebbline/core'
import {
  createJournalReader,
  decode,
  encodeCanonical,
  journalLine,
  stateHash,
  stateSnapshotSchema,
  type JournalEntry,
} from '@ebbline/wire'
import { createConservationWatch } from './conservation.ts'
import { restoreRunner } from './runner.ts'
import { sha256 } from './run-folder.ts'
import { bundled, hashesOf, opened, runUntil, scaled } from './runs.fixtures.ts'

const forTraders = presets.filter(({ treats }) => treats === undefined)

/** The bundled slump with few people; stopped twice while they are being liquidated. */
const slump = scaled(bundled('smoke'), 24)
const STOPS = [55, 75] as const

/** What is written of a state in the middle of a run, as text, and what is read of it. */
const written = (engine: Engine) => decode(stateSnapshotSchema, encodeCanonical(snapshotOf(engine.state)))

const read = (entries: readonly JournalEntry[]): readonly JournalEntry[] => {
  const reader = createJournalReader('test', sha256)
  return entries.map((entry) => reader.read(journalLine(entry)).entry)
}

/** Which optional parts were in what was written, of states and of what episodes remember. */
const partsSeen = new Set<string>()

describe('every preset for traders, stopped in the middle of a slump', () => {
  for (const { name } of forTraders)
    test(`${name} goes on from what was written with the same bytes, folds to it and decides it again`, () => {
      const plan = { scenario: slump, policy: preset(name), bound: 'own' } as const
      const { runner: whole, first } = opened(plan)
      const entries = [first]
      for (const stop of STOPS) {
        entries.push(...runUntil(whole, stop))
        const kept = { batch: whole.at, state: written(whole.engine), world: whole.world.snapshot() }
        for (const part of [kept.state, ...kept.state.episodes.map(({ memory }) => memory)])
          for (const key of Object.keys(part)) partsSeen.add(key)
        const restored = restoreRunner(plan, structuredClone(kept))
        const until = whole.at + 5
        const rest = runUntil(whole, until)
        const again = runUntil(restored, until)
        assert.equal(hashesOf(restored, again).journalHash, hashesOf(whole, rest).journalHash)
        assert.equal(hashesOf(restored, again).stateHash, hashesOf(whole, rest).stateHash)
        entries.push(...rest)
      }
      const folded = createEngine()
      const watch = createConservationWatch()
      for (const entry of read(entries)) {
        applyAll(folded, entry)
        watch.observe(entry, folded)
      }
      assert.equal(stateHash(sha256, snapshotOf(folded.state)), hashesOf(whole, entries).stateHash)
      assert.deepEqual(watch.report(folded).findings, [])
      const decided = redecideJournal(entries, (a, b) => encodeCanonical(a) === encodeCanonical(b))
      assert.equal(decided.divergence, null)
    })
  test('has something of each kind to remember there', () => {
    for (const part of ['live', 'episodes', 'flow', 'volatilities', 'lastShortfall', 'untouched', 'freed', 'recent'])
      assert.ok(partsSeen.has(part), part)
  })
})
