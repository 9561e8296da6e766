import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { ebb } from '../run.fixtures.ts'

const folder = mkdtempSync(join(tmpdir(), 'ebb-compare-'))
after(() => rmSync(folder, { recursive: true }))

/** The small scenario with fewer accounts and longer batches: what is tested here is the command. */
const light = ['--set', 'population.count=40', '--set', 'clock.batchMs=15000']
const small = ['smoke', ...light, '--policies', 'full-close,soft', '--quiet']

describe('ebb compare', () => {
  test('prints one table and sentences, and keeps the report', async () => {
    const out = join(folder, 'kept')
    const { code, out: text, err } = await ebb(['compare', ...small, '--out', out])
    assert.deepEqual([code, err], [0, ''])
    assert.ok(text.split('\n').every((line) => Array.from(line).length <= 120))
    assert.match(text, /^smoke, seed \d+$/m)
    assert.equal(text.match(/^(full-close|soft) +/gm)?.length, 6) // two policies in three blocks
    assert.match(text, /Where soft loses/)
    assert.match(text, new RegExp(`^Report: ${out}/report.html$`, 'm'))
    assert.ok(existsSync(join(out, 'report.html')))
    assert.ok(existsSync(join(out, 'soft', 'own', 'run.json')))
    assert.deepEqual(readdirSync(folder), ['kept'])

    const parent = await ebb(['explain', out])
    assert.equal(parent.code, 2)
    assert.match(parent.err, /soft\/own/)
  })

  test('a comparison that is stopped leaves nothing', async () => {
    const stop = new AbortController()
    const running = ebb(['compare', ...small, '--out', join(folder, 'stopped')], { signal: stop.signal })
    setTimeout(() => stop.abort(), 300)
    const { code, out } = await running
    assert.equal(code, 130)
    assert.equal(out, '')
    assert.ok(readdirSync(folder).every((name) => !name.includes('stopped')))
  })
})
