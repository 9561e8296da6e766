import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { preset, presets, type PolicyDeclaration } from '@ebbline/core'
import { createConservationWatch } from './conservation.ts'
import { createRunner, openRun } from './runner.ts'
import { bundled, hashesOf, runUntil, scaled } from './runs.fixtures.ts'

/** Policies that a venue of derivatives puts its customers under. */
const forTraders = presets.filter(({ name }) => !name.startsWith('house-') && !name.startsWith('loan-'))

/** The bundled crash with few people, under its own impact, whole. */
const crash = scaled(bundled('crash'), 150)

const traces = new Map<string, string>()

const run = (policy: PolicyDeclaration) => {
  const runner = createRunner({ scenario: crash, policy, bound: 'own' })
  const watch = createConservationWatch()
  const first = openRun(runner)
  watch.observe(first, runner.engine)
  const entries = [first, ...runUntil(runner, Infinity, (entry) => watch.observe(entry, runner.engine))]
  const acts = entries.flatMap(({ events }) => events).filter(({ kind }) => kind === 'decided').length
  return { report: watch.report(runner.engine), acts, hash: hashesOf(runner, entries).stateHash }
}

describe('every preset for traders on the bundled crash', () => {
  for (const { name } of forTraders)
    test(`${name} makes and loses nothing, and acts`, () => {
      const { report, acts, hash } = run(preset(name))
      assert.deepEqual([report.ok, report.residual, report.findings], [true, 0n, []])
      assert.ok(acts > 0)
      traces.set(name, hash)
    })

  test('no two of them leave the same trace', () => {
    assert.equal(traces.size, forTraders.length)
    assert.equal(new Set(traces.values()).size, forTraders.length)
  })
})
