import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import type { Run } from '@ebbline/wire'
import { ebb } from '../run.fixtures.ts'

const folder = mkdtempSync(join(tmpdir(), 'ebb-replay-'))
after(() => rmSync(folder, { recursive: true }))

/** The small scenario with fewer accounts and longer batches: what is tested here is the command. */
const light = ['--set', 'population.count=40', '--set', 'clock.batchMs=15000']
const small = ['smoke', ...light, '--policy', 'full-close']
const run = (text: string): Run => JSON.parse(text) as Run

describe('ebb replay', () => {
  test('keeps a run that explain can read, and prints it as one JSON value', async () => {
    const out = join(folder, 'kept')
    const { code, out: printed, err } = await ebb(['replay', ...small, '--out', out, '--json', '--quiet'])
    assert.deepEqual([code, err], [0, ''])
    const kept = run(readFileSync(join(out, 'run.json'), 'utf8'))
    assert.deepEqual(kept, run(printed))
    assert.deepEqual([kept.policy, kept.impact, kept.conservation.ok], ['full-close', 'own', true])

    const census = await ebb(['explain', out, '--quiet'])
    assert.equal(census.code, 0)
    const account = /^ {2}(t\d+): /m.exec(census.out)?.[1]
    assert.ok(account !== undefined, census.out)
    const story = await ebb(['explain', out, account, '--quiet'])
    assert.match(story.out, /= equity at end/)
    const decision = /decision (d\d+\.\d+):/.exec(story.out)?.[1]
    assert.ok(decision !== undefined)
    assert.match((await ebb(['explain', out, decision, '--quiet'])).out, new RegExp(`decision ${decision}: `))
    assert.equal((await ebb(['explain', out, 'nobody', '--quiet'])).code, 2)
    assert.equal((await ebb(['explain', out, 'd9999.0', '--quiet'])).code, 2)
  })

  test('a stopped run goes on to the same hashes', async () => {
    const whole = run((await ebb(['replay', ...small, '--json', '--quiet'])).out)
    const out = join(folder, 'stopped')
    const stop = new AbortController()
    stop.abort()
    const stopped = await ebb(['replay', ...small, '--out', out], { signal: stop.signal })
    assert.equal(stopped.code, 130)
    assert.equal(stopped.out, '')
    assert.match(stopped.err, /ebb replay --resume/)
    assert.ok(!existsSync(join(out, 'run.json')))

    const unread = await ebb(['explain', out])
    assert.equal(unread.code, 2)
    assert.match(unread.err, /--resume/)

    const resumed = await ebb(['replay', '--resume', out, '--json', '--quiet'])
    assert.equal(resumed.code, 0, resumed.err)
    const { stateHash, journalHash } = run(resumed.out)
    assert.deepEqual([stateHash, journalHash], [whole.stateHash, whole.journalHash])
  })

  test('another seed is another run', async () => {
    const { out } = await ebb(['replay', ...small, '--seed', '7', '--json', '--quiet'])
    assert.equal(run(out).seed, 7)
  })

  test('a folder with something else in it is left alone', async () => {
    const out = join(folder, 'mine')
    mkdirSync(out)
    writeFileSync(join(out, 'thesis.txt'), 'x')
    const { code, err } = await ebb(['replay', ...small, '--out', out])
    assert.equal(code, 2)
    assert.match(err, /--out = .* is refused/)
    assert.deepEqual(readdirSync(out), ['thesis.txt'])
  })

  for (const more of [
    ['--policy', 'soft'],
    ['--bound', 'own'],
    ['--set', 'clock.batchMs=1000'],
    ['--snapshots', '5'],
  ])
    test(`${more[0]} beside --resume is refused: the folder says how the run was asked for`, async () => {
      const { code, err } = await ebb(['replay', '--resume', folder, ...more])
      assert.equal(code, 2)
      assert.match(err, new RegExp(`cannot be used with option '${more[0]}`))
    })

  test('a folder that holds no stopped run is refused', async () => {
    mkdirSync(join(folder, 'empty'))
    assert.equal((await ebb(['replay', '--resume', join(folder, 'empty')])).code, 2)
  })
})
