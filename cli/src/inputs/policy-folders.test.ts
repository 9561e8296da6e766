import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { preset } from '@ebbline/core'
import { ebb } from '../run.fixtures.ts'
import { loadPolicy } from './policies.ts'
import { policyFileNames, policyFileOf } from './policy-folders.ts'

const folder = mkdtempSync(join(tmpdir(), 'ebb-strangers-'))
after(() => rmSync(folder, { recursive: true }))
const own = { ...preset('full-close'), name: 'stranger', title: 'Added with one file', date: '2026-11-22' }
mkdirSync(join(folder, 'policies'))
writeFileSync(join(folder, 'policies', 'stranger.json'), JSON.stringify(own))
writeFileSync(join(folder, 'soft.json'), JSON.stringify({ ...own, name: 'other-soft' }))

describe('policyFileOf', () => {
  test('finds a file here, in policies here, and among the examples', () => {
    assert.equal(policyFileOf('soft', folder), join(folder, 'soft.json'))
    assert.equal(policyFileOf('stranger', folder), join(folder, 'policies', 'stranger.json'))
    assert.match(policyFileOf('soft-early', folder) ?? '', /policies.soft-early\.json$/u)
    for (const name of ['nobody', '../stranger', '', 'Stranger']) assert.equal(policyFileOf(name, folder), null)
  })
  test('lists what can be named', () => assert.deepEqual(policyFileNames(folder), ['soft-early', 'stranger']))
})

describe('a policy added with one JSON file', () => {
  test('is known by its name, beside the presets; a preset keeps its own', () => {
    assert.deepEqual(loadPolicy('stranger', folder, []), own)
    assert.deepEqual(loadPolicy('soft', folder, []), preset('soft'))
  })
  test('is shown and listed', async () => {
    assert.match((await ebb(['policies', 'show', 'stranger'], { cwd: folder })).out, /^stranger: Added with one file$/m)
    assert.match((await ebb(['policies'], { cwd: folder })).out, /named as well: soft-early, stranger\.$/m)
  })
  test('runs against presets', async () => {
    const light = ['--set', 'population.count=20', '--set', 'clock.batchMs=30000', '--workers', '1', '--quiet']
    const { code, out } = await ebb(['compare', 'smoke', '--policies', 'full-close,stranger', ...light], {
      cwd: folder,
    })
    assert.equal(code, 0)
    assert.match(out, /^stranger +\d/m)
  })
  test('one that is not there is refused, with the names that are', async () => {
    const { code, err } = await ebb(['policies', 'show', 'strange'], { cwd: folder })
    assert.equal(code, 2)
    assert.match(err, /did you mean stranger\?/u)
  })
})
