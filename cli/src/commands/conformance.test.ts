import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { ebb } from '../run.fixtures.ts'

const folder = mkdtempSync(join(tmpdir(), 'ebb-conformance-'))
after(() => rmSync(folder, { recursive: true }))

const inputs = { equity: 400, notional: 20_000, target_ratio: 0.03, fee: 0.01, impact: 'none', impact_param: 0 }
const vector = (id: string, expected: number, formula = 'closeNotional'): object => ({
  id,
  formula,
  inputs,
  expected: { close_notional: expected },
  tolerance: { rel: 1e-12 },
})
const write = (path: string, ...vectors: readonly object[]): string => {
  const file = join(folder, path)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, JSON.stringify({ vectors }))
  return file
}
const good = write('good/theory/partial_close_sizing.json', vector('right', 10_000), vector('other', 1, 'unknown'))
const bad = write('bad/partial_close_sizing.json', vector('right', 10_000), vector('wrong', 9_999))

describe('ebb conformance', () => {
  const last = (out: string): string | undefined => out.trimEnd().split('\n').at(-1)

  test('a file, a folder and a pattern name the same cases', async () => {
    for (const argument of [good, join(folder, 'good'), join(folder, 'good', '*', '*.json')]) {
      const { code, out } = await ebb(['conformance', argument])
      assert.equal(code, 0)
      assert.equal(last(out), '1 passed, 0 failed, 1 skipped')
      assert.match(out, /^skipped .*partial_close_sizing\.json: unknown \(1\)$/m)
    }
  })
  test('a failing case prints what was expected and what came, and exits 3', async () => {
    const { code, out } = await ebb(['conformance', good, bad])
    assert.equal(code, 3)
    assert.equal(last(out), '2 passed, 1 failed, 1 skipped')
    assert.match(out, /FAILED .*: wrong \(closeNotional\)\n {4}close_notional: expected 9999, got 10000/)
  })
  test('--json is one value', async () => {
    const { code, out } = await ebb(['conformance', bad, '--json'])
    assert.equal(code, 3)
    const { passed, failed, skipped } = JSON.parse(out) as Readonly<Record<string, unknown>>
    assert.deepEqual([passed, failed, skipped], [1, 1, 0])
  })
  test('a folder without vectors is refused', async () => {
    mkdirSync(join(folder, 'empty'))
    assert.equal((await ebb(['conformance', join(folder, 'empty')])).code, 2)
  })
  const published = process.env['EBB_VECTORS']
  test('the published vectors pass', { skip: published === undefined && 'EBB_VECTORS is not set' }, async () => {
    const { code, out } = await ebb(['conformance', published ?? ''])
    assert.equal(code, 0, out)
    const [, passed = '0'] = /^(\d+) passed, 0 failed, \d+ skipped$/.exec(last(out) ?? '') ?? []
    assert.ok(Number(passed) >= 17)
  })
})
