import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { presets } from '@ebbline/core'
import { parsePolicy } from '@ebbline/wire'
import { ebb, ebbJson } from '../run.fixtures.ts'

const folder = mkdtempSync(join(tmpdir(), 'ebb-policies-'))
after(() => rmSync(folder, { recursive: true }))

describe('ebb policies', () => {
  test('names the stages that do not wait under their policy’s allocation', async () => {
    const { out } = await ebb(['policies'])
    assert.match(out, /^Stage close of soft is allocated by independent instead\.$/m)
    assert.match(
      (await ebb(['policies', 'show', 'soft'])).out,
      /^ {2}allocated by independent instead of the policy's$/m,
    )
  })
  test('lists every preset and stage in 120 columns', async () => {
    const { code, out } = await ebb(['policies'])
    assert.equal(code, 0)
    for (const { name, stages } of presets) {
      assert.match(out, new RegExp(`^${name} `, 'm'))
      for (const stage of stages) assert.match(out, new RegExp(` ${stage.name} `))
    }
    assert.ok(out.split('\n').every((line) => Array.from(line).length <= 120))
  })
  test('--json gives the declarations themselves', async () => assert.deepEqual(await ebbJson(['policies']), presets))
})

describe('ebb policies show', () => {
  test('names source, evidence, laws held and broken with their witness', async () => {
    const { out } = await ebb(['policies', 'show', 'hyperliquid-like'])
    assert.match(out, /evidence: documents/)
    assert.match(out, /^stage \d: backstop$/m)
    assert.match(out, /laws held: never-flips/)
    assert.match(out, /law broken: [a-z-]+: \w+/)
  })
  test('what it writes with --out is a policy file that it reads again', async () => {
    const file = join(folder, 'mine.json')
    const argv = ['policies', 'show', 'soft', '--set', 'stages.0.size.target=3.5', '--json', '--out', file]
    const { code, out } = await ebb(argv)
    assert.deepEqual([code, out], [0, ''])
    assert.equal(parsePolicy(file, readFileSync(file, 'utf8')).stages[0]?.size['target'], '3.5')
    assert.deepEqual(readdirSync(folder), ['mine.json'])
    assert.equal((await ebb(['policies', 'show', file])).code, 0)
  })
  test('a target below maintenance is refused, and no file is written', async () => {
    const file = join(folder, 'refused.json')
    const { code, err } = await ebb(['policies', 'show', 'soft', '--set', 'stages.0.size.target=0.9', '--out', file])
    assert.equal(code, 2)
    assert.match(err, /stages\.0\.size.*target.*0\.9.* is refused; allowed: .+; .+/)
    assert.ok(!readdirSync(folder).includes('refused.json'))
  })
})
