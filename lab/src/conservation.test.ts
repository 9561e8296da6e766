import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { atoms, type EngineEvent } from '@ebbline/core'
import { createConservationWatch } from './conservation.ts'
import { BOUNDS, bundled, opened, planOf, POLICIES, runUntil } from './runs.fixtures.ts'

const smoke = bundled('smoke')

describe('createConservationWatch', () => {
  for (const policy of POLICIES)
    for (const bound of BOUNDS)
      test(`${policy}, ${bound}: nothing is made or lost at any event, and the auditor agrees`, () => {
        const { runner, first } = opened(planOf(smoke, policy, bound))
        const watch = createConservationWatch()
        watch.observe(first, runner.engine)
        runUntil(runner, runner.batches, (entry) => watch.observe(entry, runner.engine))
        assert.deepEqual(watch.report(runner.engine), { ok: true, residual: 0n, findings: [] })
      })

  test('one atom too many in one movement is found by its residual and by the auditor', () => {
    const { runner, first } = opened(planOf(smoke, 'full-close', 'frozen'))
    const entries = runUntil(runner, runner.batches)
    const watch = createConservationWatch()
    const forged = forgedFirstFee(entries.flatMap((entry) => entry.events))
    assert.ok(forged !== null)
    watch.observe(first, runner.engine)
    watch.observe({ ...(entries[0] ?? assert.fail()), events: [forged] }, runner.engine)
    const { ok, residual, findings } = watch.report(runner.engine)
    assert.deepEqual([ok, residual > 0n], [false, true])
    assert.ok(findings.some((finding) => finding.includes('fee USDC is off by 1')))
    assert.ok(findings.some((finding) => finding.startsWith('auditor')))
  })
})

/** The first fee of a run with one atom more for whoever is named first. */
const forgedFirstFee = (events: readonly EngineEvent[]): EngineEvent | null => {
  for (const event of events) {
    if (event.kind !== 'moved' || event.movement.cause.kind !== 'fee') continue
    const changes = event.movement.changes.map((change, index) =>
      index > 0
        ? change
        : {
            ...change,
            cash: change.cash.map((each, at) => (at > 0 ? each : { ...each, atoms: atoms(each.atoms + 1n) })),
          },
    )
    return { ...event, movement: { ...event.movement, changes } }
  }
  return null
}
