import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { deserialize, serialize } from 'node:v8'
import { preset, redecideJournal } from '@ebbline/core'
import { encodeCanonical, type JournalEntry } from '@ebbline/wire'
import { replay, resume, RunStopped, type ReplayRequest } from './replay.ts'
import { readRun } from './run-reader.ts'
import { restoreRunner, snapshotRunner, type RunnerSnapshot } from './runner.ts'
import { bundled, hashesOf, opened, planOf, POLICIES, runUntil } from './runs.fixtures.ts'

const folder = mkdtempSync(join(tmpdir(), 'ebb-runner-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const smoke = bundled('smoke')
const small = { ...smoke, population: { ...smoke.population, count: 80 } }
const request: ReplayRequest = { scenario: small, policy: preset('soft'), bound: 'own', folder: null }

const hashes = ({ run }: { readonly run: { readonly stateHash: string; readonly journalHash: string } }) => [
  run.stateHash,
  run.journalHash,
]

describe('replay', () => {
  test('two runs of smoke give the same state and the same journal', async () => {
    const again = { ...request, scenario: smoke }
    assert.deepEqual(hashes(await replay(again)), hashes(await replay(again)))
  })

  test('a run of smoke read back from its file decides the same again', async () => {
    const kept = join(folder, 'kept')
    await replay({ ...request, scenario: smoke, folder: kept })
    const entries: JournalEntry[] = []
    for await (const entry of (await readRun(kept)).entries()) entries.push(entry)
    const { divergence } = redecideJournal(entries, (a, b) => encodeCanonical(a) === encodeCanonical(b))
    assert.equal(divergence, null)
    assert.ok(entries.length > 300)
  })
})

describe('resume', () => {
  test('a run stopped in its middle and gone on with ends where one that was never stopped ends', async () => {
    const stopped = join(folder, 'stopped')
    const stop = new AbortController()
    const stopping = replay({
      ...request,
      folder: stopped,
      signal: stop.signal,
      onProgress: ({ done }) => {
        if (done >= 100) stop.abort()
      },
    })
    await assert.rejects(stopping, RunStopped)
    const whole = await replay(request)
    const resumed = await resume({ folder: stopped })
    assert.deepEqual(hashes(resumed), hashes(whole))
    assert.deepEqual({ ...resumed.run, wallMs: 0 }, { ...whole.run, wallMs: 0 })
    assert.deepEqual(resumed.receipts, whole.receipts)
  })
})

describe('restoreRunner', () => {
  for (const policy of POLICIES)
    test(`${policy}: a runner restored from bytes goes on with the same bytes`, () => {
      const plan = planOf(small, policy, 'own')
      const { runner: whole, first } = opened(plan)
      const before = runUntil(whole, 61)
      const kept = deserialize(serialize(snapshotRunner(whole))) as RunnerSnapshot
      const rest = runUntil(whole, whole.batches)
      const restored = restoreRunner(plan, kept)
      const entries = [first, ...before, ...runUntil(restored, restored.batches)]
      assert.deepEqual(hashesOf(restored, entries), hashesOf(whole, [first, ...before, ...rest]))
    })
})
