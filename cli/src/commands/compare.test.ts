import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
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
    assert.equal(text.match(/^(full-close|soft) +/gm)?.length, 8) // two policies in four blocks
    assert.match(text, /Where soft loses/)
    assert.match(text, new RegExp(`^Report: ${out}/report.html$`, 'm'))
    assert.ok(existsSync(join(out, 'report.html')))
    assert.ok(existsSync(join(out, 'soft', 'own', 'run.json')))
    assert.deepEqual(readdirSync(folder), ['kept'])

    const parent = await ebb(['explain', out])
    assert.equal(parent.code, 2)
    assert.match(parent.err, /soft\/own/)
  })

  test('finished runs of a stopped comparison are used again, those from other inputs are not', async () => {
    const out = join(folder, 'resumed')
    const asked = ['compare', 'smoke', ...light, '--policies', 'full-close', '--workers', '1', '--out', out]
    const whole = await ebb([...asked, '--json', '--quiet'])
    // As a stop leaves it: no result, one run under way, one finished.
    for (const name of ['comparison.json', 'report.html', 'full-close/own/run.json']) rmSync(join(out, name))
    writeFileSync(join(out, 'unfinished'), '')
    const finished = join(out, 'full-close', 'frozen', 'run.json')
    const { mtimeMs } = statSync(finished)
    const resumed = await ebb([...asked, '--resume'])
    assert.equal(resumed.code, 0, resumed.err)
    assert.match(resumed.err, /^1 of 2 runs are done$/m)
    assert.equal(statSync(finished).mtimeMs, mtimeMs)
    assert.ok(!existsSync(join(out, 'unfinished')) && existsSync(join(out, 'report.html')))
    const hashes = (text: string): readonly string[] => text.match(/(?<=(state|journal)Hash": ?")\w+/g) ?? []
    const again = hashes(readFileSync(join(out, 'comparison.json'), 'utf8'))
    assert.deepEqual(again.toSorted(), hashes(whole.out).toSorted())
    assert.equal(again.length, 4)

    const other = await ebb([...asked, '--seed', '9', '--resume'])
    assert.doesNotMatch(other.err, /runs are done/)
    assert.match(readFileSync(join(out, 'comparison.json'), 'utf8'), /"seed":9/)
  })

  test('a scenario that is named twice is refused before anything runs', async () => {
    const { code, err } = await ebb(['compare', 'smoke', ...small, '--out', join(folder, 'twice')])
    assert.equal(code, 2)
    assert.match(err, /scenario = smoke is refused; allowed: each scenario name once/)
    assert.ok(!existsSync(join(folder, 'twice')))
  })

  test('a group that is mistyped is told, and so is a change of a policy that is not run', async () => {
    const group = await ebb(['compare', 'smoke', '--policies', 'venue'])
    assert.equal(group.code, 2)
    assert.match(group.err, /or a group: all, venues; did you mean venues\?/)
    const absent = await ebb(['compare', ...small, '--set', 'policy.dydx-v4.stages.0.limit.spread=2'])
    assert.equal(absent.code, 2)
    assert.match(
      absent.err,
      /policy\.dydx-v4\..* is refused; allowed: a policy that is run; name dydx-v4 in --policies/,
    )
  })

  test('--resume needs a folder', async () => {
    const { code, err } = await ebb(['compare', ...small, '--resume'])
    assert.equal(code, 2)
    assert.match(err, /--resume = given is refused; allowed: with --out only/)
  })

  test('a recorded scenario without data names both ways to give them and the files, and leaves nothing', async () => {
    const out = join(folder, 'no-data')
    const scenario = 'scenarios/recorded/2026-02.json'
    const { code, err } = await ebb(['compare', scenario, '--policies', 'soft', '--out', out])
    assert.equal(code, 2)
    assert.match(err, /--data/)
    assert.match(err, /EBB_DATA/)
    assert.match(err, /crash-candles-1m\/\S+csv\.gz/)
    assert.ok(!existsSync(out))
    assert.equal((await ebb(['compare', scenario, '--data', '/no/such/folder'])).code, 2)
  })

  const data = process.env['EBB_DATA']
  test(
    'a recorded tape is run four times, and nothing written says where its data lie',
    { skip: data === undefined && 'EBB_DATA names no data' },
    async () => {
      const out = join(folder, 'recorded')
      const asked = [
        '2020-03-12',
        '--set',
        'population.count=40',
        '--policies',
        'soft',
        '--data',
        data ?? '',
        '--quiet',
      ]
      const { code, out: text, err } = await ebb(['compare', ...asked, '--out', out])
      assert.equal(code, 0, err)
      assert.match(text, /range of 4/)
      const runs = ['frozen', 'own'].flatMap((bound) => [`${bound}-nearer-first`, `${bound}-farther-first`])
      assert.deepEqual(readdirSync(join(out, 'soft')).toSorted(), runs.toSorted())
      for (const file of ['comparison.json', 'report.html', ...runs.map((run) => `soft/${run}/run.json`)])
        assert.ok(!readFileSync(join(out, file), 'utf8').includes(data ?? ''), file)
    },
  )

  test('a comparison that is stopped before a run is done leaves nothing', async () => {
    const stop = new AbortController()
    const running = ebb(['compare', ...small, '--out', join(folder, 'stopped')], { signal: stop.signal })
    setTimeout(() => stop.abort(), 300)
    const { code, out } = await running
    assert.equal(code, 130)
    assert.equal(out, '')
    assert.ok(readdirSync(folder).every((name) => !name.includes('stopped')))
  })
})
