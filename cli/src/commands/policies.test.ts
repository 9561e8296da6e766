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
  test('shows every preset by axis in 120 columns: each rule once, with evidence and date', async () => {
    const { code, out } = await ebb(['policies'])
    assert.equal(code, 0)
    for (const { name, evidence, date } of presets) {
      assert.equal(out.match(new RegExp(`^${name} `, 'gm'))?.length, 2)
      assert.match(out, new RegExp(`^${name} .* ${evidence} +${date}$`, 'm'))
    }
    for (const axis of [
      'trigger',
      'direction',
      'size',
      'pace',
      'limit',
      'penalty',
      'action',
      'queue',
      'allocation',
      'waterfall',
    ])
      assert.match(out, new RegExp(` ${axis}(?: |$)`, 'm'))
    assert.ok(out.split('\n').every((line) => Array.from(line).length <= 120))
  })
  test('names the stages that do not wait under their policy’s allocation', async () => {
    assert.match((await ebb(['policies'])).out, /^soft .* participation-cap 0\.3 .*\n.* close: independent /m)
    assert.match(
      (await ebb(['policies', 'show', 'soft'])).out,
      /^ {2}allocation +independent, instead of the policy's$/m,
    )
  })
  test('fits narrower and wider terminals', async () => {
    for (const columns of [80, 100, 200]) {
      const { out } = await ebb(['policies'], { columns })
      const widest = Math.max(...out.split('\n').map((line) => Array.from(line).length))
      assert.ok(widest <= columns, `${widest} of ${columns}`)
    }
  })
  test('breaks no word but after a hyphen, at any width', async () => {
    for (const columns of [80, 100, 120, 160]) {
      const { out } = await ebb(['policies'], { columns })
      for (const word of ['transfer', '(backstop)', 'exponential', 'improvement', 'contribution', 'requirement'])
        assert.match(out, new RegExp(` ${word.replace(/[()]/g, '\\$&')}(?![a-z])`, 'm'), `${word} at ${columns}`)
    }
  })
  test('--json gives the declarations themselves', async () => assert.deepEqual(await ebbJson(['policies']), presets))
})

describe('ebb policies show', () => {
  test('names source, evidence, rounding, laws held and broken with their witness, weaknesses', async () => {
    const { out } = await ebb(['policies', 'show', 'hyperliquid-like'])
    assert.match(out, /^source: Hyperliquid docs/m)
    assert.match(out, /evidence: documents/)
    assert.match(out, /^rounding: against-account$/m)
    assert.match(out, /^stage \d: backstop$/m)
    assert.match(out, /laws held: never-flips/)
    assert.match(out, /law broken: [a-z-]+: \w+/)
    assert.match(out, /^known weaknesses\n- \w+/m)
  })
  test('states the formula of every rule used, nested ones included', async () => {
    const { out } = await ebb(['policies', 'show', 'loan-soft'])
    assert.match(out, /^formulas\n {2}E equity, M maintenance requirement/m)
    assert.match(out, /^ {2}trigger health-below +E < multiple × M$/m)
    assert.match(out, /^ {2}direction sell-collateral +least loss/m)
    assert.match(out, /^ {2}size just-enough +least n with E\(n\)/m)
    assert.match(out, /^ {2}waterfall vault 2 +largest x that leaves the vault E >= max\(0, 2·M\)/m)
    assert.match(out, /^ {2}waterfall adl water-filling +min\(size, θ · profit\)/m)
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
