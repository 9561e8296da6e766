import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import type { Run } from '@ebbline/wire'
import { keepOutcome, keptOutcome, OUTCOME, reusableRun, type RunIdentity } from './kept-outcome.ts'
import { reportInput } from './report.fixtures.ts'

const folder = mkdtempSync(join(tmpdir(), 'ebb-outcome-'))
after(() => rmSync(folder, { recursive: true }))

const identity: RunIdentity = {
  node: 'v24',
  version: '1',
  scenarioHash: 'aa',
  policyHash: 'bb',
  datasets: [
    { name: 'a.csv.gz', sha256: 'c'.repeat(64) },
    { name: 'b.csv.gz', sha256: 'd'.repeat(64) },
  ],
}
const outcome = reportInput().runs[0]?.outcome
assert.ok(outcome)
const run: Run = { ...outcome.run, provenance: identity }
const keep = (text: string): void => writeFileSync(join(folder, 'run.json'), text)
const reused = (change: Partial<RunIdentity> = {}): Run | null =>
  reusableRun(folder, { ...identity, ...change }, run.impact)

describe('keptOutcome', () => {
  test('is what was kept, exact amounts included', () => {
    keepOutcome(folder, outcome)
    assert.deepEqual(keptOutcome(folder), outcome)
  })
})

describe('reusableRun', () => {
  test('a run of the same inputs may stand for a new one, in whatever order its files were read', () => {
    keep(JSON.stringify(run))
    assert.deepEqual(reused(), run)
    assert.deepEqual(reused({ datasets: identity.datasets.toReversed() }), run)
  })

  const others: readonly (readonly [string, Partial<RunIdentity>])[] = [
    ['scenario', { scenarioHash: 'ab' }],
    ['policy', { policyHash: 'bc' }],
    ['version', { version: '2' }],
    ['Node', { node: 'v25' }],
    ['dataset', { datasets: identity.datasets.map((each) => ({ ...each, sha256: 'e'.repeat(64) })) }],
    ['list of datasets', { datasets: identity.datasets.slice(1) }],
  ]
  for (const [what, change] of others)
    test(`not one of another ${what}`, () => {
      keep(JSON.stringify(run))
      assert.equal(reused(change), null)
    })

  test('not one under the other bound, nor one that cannot be read, nor one without what pictures need', () => {
    assert.equal(reusableRun(folder, identity, run.impact === 'own' ? 'frozen' : 'own'), null)
    keep('{"schema":"ebbline.run/1"')
    assert.equal(reused(), null)
    keep(JSON.stringify(run))
    rmSync(join(folder, OUTCOME))
    assert.equal(reused(), null)
  })
})
